function Invoke-VenueGraphQl {
    <#
    .SYNOPSIS
    Sends any GraphQL document and emits its data.
    .DESCRIPTION
    For requests without a command. Each GraphQL error is written as an error with the API's message; data in the response is emitted. Times stay ISO 8601 strings. SecureStrings in -Variable are read only when sent, and each token in a response is a SecureString. If the request needs a step-up, the command prompts for the PIN and sends the document again.
    With -WhatIf, or under your $WhatIfPreference, the server only checks whether it would refuse the mutations; queries are executed.
    .PARAMETER Query
    The document. Prompted for if omitted.
    .PARAMETER Variable
    Its variables.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Invoke-VenueGraphQl '{ health { status } }'

    Queries the health of the server.
    .EXAMPLE
    Invoke-VenueGraphQl 'query ($id: ID!) { clerk(id: $id) { name } }' -Variable @{ id = 2 }

    Sends a document with a variable.
    .EXAMPLE
    Invoke-VenueGraphQl 'mutation { startService(key: "netpos") { status } }' -WhatIf

    Checks only whether the mutation would be refused.
    .INPUTS
    The document, as text.
    .OUTPUTS
    The data of the response; times as ISO 8601 strings, tokens as SecureStrings.
    .LINK
    Connect-VenueControl
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'Low', PositionalBinding = $false)]
    [OutputType([psobject])]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true)][ValidateNotNullOrEmpty()][string]$Query,
        [Parameter(Position = 1)][ValidateNotNull()][hashtable]$Variable = @{},
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try {
            $text = (Complete-VenueEntry -Cmdlet $PSCmdlet -Entry ([ordered]@{ Query = $Query }) -Connection $Connection).Query
            $to = Get-VenueConnection -Connection $Connection
            $asked = Add-VenueWhatIf -Query $text
            if ($asked) {
                $plan = "Send a mutation to $($to.Uri): $text"
                if (-not $PSCmdlet.ShouldProcess($plan, $plan, 'Send a mutation')) {
                    if (-not $WhatIfPreference) { return }
                    $text = $asked
                }
            }
            for ($try = 1; ; $try++) {
                $answer = Send-VenueRequest -Connection $to -Query $text -Variable $Variable -TimeoutSeconds 120
                if ($try -gt 3 -or -not (Test-VenuePresenceWanted -Answer $answer)) { break }
                Confirm-VenuePresence -Connection $to
            }
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        if ($answer.PSObject.Properties['data'] -and $answer.data -and -not ($asked -and $WhatIfPreference)) { $answer.data }
        if ($answer.PSObject.Properties['errors']) {
            foreach ($fault in $answer.errors) { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord (ConvertTo-VenueFault -Fault $fault) -TargetObject $text }
        }
    }
}
