function Request-VenueAuthenticationCode {
    <#
    .SYNOPSIS
    Requests an authentication code, which swiftpos Cloud sends to the venue's registered e-mail address.
    .DESCRIPTION
    A new code invalidates earlier ones. Emits the masked address, never the code.
    Needs CLOUD_CONNECTIVITY_ONBOARD.
    .PARAMETER CustomerNumber
    Must be this venue's; default: this venue.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Request-VenueAuthenticationCode

    Sends a code to the registered address. Earlier codes no longer work.
    .INPUTS
    The CustomerNumber, e.g. from Get-Venue.
    .OUTPUTS
    VenueControl.AuthenticationCodeRequest: the masked address, and how long the code is valid.
    .LINK
    Register-Venue
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType('VenueControl.AuthenticationCodeRequest')]
    param(
        [Parameter(Position = 0, ValueFromPipelineByPropertyName = $true)][string]$CustomerNumber,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try {
            if ($CustomerNumber) { Confirm-VenueNumber -CustomerNumber $CustomerNumber }
            Confirm-VenueUnattended -Cmdlet $PSCmdlet -Entry @{} -Connection $Connection
            $venue = (Invoke-VenueDocument -Connection $Connection -Query $script:Document.Venue).venue
            $number = $CustomerNumber.Trim()
            if (-not $number) { $number = $venue.customerNumber }
            $plan = "Send an authentication code for $number to $($venue.registeredEmail); earlier codes become invalid"
            $request = @{ Connection = $Connection; Query = $script:Document.RequestCode; Variable = @{ customerNumber = $number } }
            if (-not (Confirm-VenueChange -Cmdlet $PSCmdlet -Plan $plan -Caption 'Request an authentication code' @request)) { return }
            $data = Invoke-VenueDocument @request
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $CustomerNumber; return }
        ConvertTo-VenueObject -InputObject $data.requestAuthenticationCode -TypeName AuthenticationCodeRequest
    }
}
