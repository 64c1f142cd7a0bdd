function Invoke-VenueDocument {
    <#
    .SYNOPSIS
    Sends a document and emits its data; asks the PIN again when the server needs fresh proof of presence.
    .DESCRIPTION
    Throws the first error that blanks what was asked for. A refusal of a guarded field inside an answer leaves that field null and is reported by -Verbose.
    After a step-up the same request is sent again: whatever was entered stays.
    .PARAMETER Connection
    The connection; default this runspace's.
    .PARAMETER Query
    The document.
    .PARAMETER Variable
    Its variables.
    .PARAMETER TimeoutSeconds
    How long to wait for an answer.
    .EXAMPLE
    Invoke-VenueDocument -Query '{ venue { companyName } }'
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param(
        [psobject]$Connection,
        [Parameter(Mandatory = $true)][string]$Query,
        [Collections.IDictionary]$Variable = @{},
        [double]$TimeoutSeconds = 60
    )
    $Connection = Get-VenueConnection -Connection $Connection
    for ($try = 1; ; $try++) {
        $answer = Send-VenueRequest -Connection $Connection -Query $Query -Variable $Variable -TimeoutSeconds $TimeoutSeconds
        if (-not $answer.PSObject.Properties['errors']) { return $answer.data }
        $fatal = $null
        foreach ($fault in $answer.errors) {
            $path = @()
            if ($fault.PSObject.Properties['path']) { $path = @($fault.path) }
            if ($path.Count -gt 1 -and $answer.data -and $null -ne $answer.data.($path[0])) { Write-Verbose "$($path -join '.'): $($fault.message)"; continue }
            if (-not $fatal) { $fatal = ConvertTo-VenueFault -Fault $fault }
        }
        if (-not $fatal) { return $answer.data }
        if ($fatal.Exception.Data['gate'] -ne 'STEP_UP' -or $try -gt 3) { throw $fatal }
        Confirm-VenuePresence -Connection $Connection
    }
}
