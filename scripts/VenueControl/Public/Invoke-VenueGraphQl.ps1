function Invoke-VenueGraphQl {
    <#
    .SYNOPSIS
    Sends any GraphQL document and emits its data.
    .DESCRIPTION
    For what has no command yet. Each GraphQL error is written as an error; data that came with it is emitted. Instants stay ISO texts. SecureStrings in -Variable are read only when sent, and each token in an answer is a SecureString. When nothing was done for want of fresh proof of presence, the PIN is asked and the document sent again. A mutation really changes things: there is no -WhatIf here.
    .PARAMETER Query
    The document.
    .PARAMETER Variable
    Its variables.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Invoke-VenueGraphQl '{ health { status } }'
    .EXAMPLE
    Invoke-VenueGraphQl 'query ($id: ID!) { clerk(id: $id) { name } }' -Variable @{ id = 2 }
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType([psobject])]
    param(
        [Parameter(Mandatory = $true, Position = 0, ValueFromPipeline = $true)][ValidateNotNullOrEmpty()][string]$Query,
        [Parameter(Position = 1)][hashtable]$Variable = @{},
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try {
            $to = Get-VenueConnection -Connection $Connection
            for ($try = 1; ; $try++) {
                $answer = Send-VenueRequest -Connection $to -Query $Query -Variable $Variable -TimeoutSeconds 120
                if ($try -gt 3 -or -not (Test-VenuePresenceWanted -Answer $answer)) { break }
                Confirm-VenuePresence -Connection $to
            }
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        if ($answer.PSObject.Properties['data'] -and $answer.data) { $answer.data }
        if ($answer.PSObject.Properties['errors']) {
            foreach ($fault in $answer.errors) { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord (ConvertTo-VenueFault -Fault $fault) -TargetObject $Query }
        }
    }
}
