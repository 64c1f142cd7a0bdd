# Answers that are made up, for commands without a server.
$made = [pscustomobject]@{ Uri = 'http://127.0.0.1:9'; Token = $null }
function Get-Fault([scriptblock]$Script) { try { @(& $Script 2>&1 | Where-Object { $_ -is [Management.Automation.ErrorRecord] }) } catch { , $_ } }
# Answers each document by its root field; keeps what was sent.
function Set-Answer([hashtable]$Answer) {
    InModuleScope VenueControl -Parameters @{ Answer = $Answer } {
        $script:Answer = $Answer
        $script:Sent = New-Object Collections.ArrayList
        Mock Send-VenueRequest {
            [void]$script:Sent.Add(@{ Query = $Query; Variable = $Variable })
            $field = [regex]::Match($Query, '(?s)\{ *(?:\w+: )?(\w+)').Groups[1].Value
            $value = $script:Answer[$field]
            if ($value -is [scriptblock]) { $value = & $value $Variable }
            ConvertFrom-Json $value
        }
    }
}
function Get-Sent([string]$Field) { InModuleScope VenueControl -Parameters @{ Field = $Field } { @($script:Sent | Where-Object { $_.Query -match "\{ *(?:\w+: )?$Field\b" -and $_.Query -notmatch '@whatIf' }) } }
