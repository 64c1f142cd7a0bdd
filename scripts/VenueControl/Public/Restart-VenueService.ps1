function Restart-VenueService {
    <#
    .SYNOPSIS
    Restarts services of the venue.
    .DESCRIPTION
    The stop is first registered with Services Monitor, so that it does not start them again. Returns when they have settled, or their current state after 30 s. -WhatIf and the prompt show the state of the service and its dependents.
    Needs SERVICES_VIEW and SERVICES_CONTROL.
    .PARAMETER Key
    The service, e.g. gateway-client; several, by wildcards, or from the pipeline. Prompted for if omitted.
    .PARAMETER Reason
    Why, for the audit log.
    .PARAMETER IdempotencyKey
    Any text, unique for this change. The same command with the same key changes nothing again, and emits the service.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Restart-VenueService connect -Reason 'Tills hang'

    Shows which services stop with it, prompts for confirmation, and restarts all of them.
    .EXAMPLE
    'connect', 'netpos' | Restart-VenueService -WhatIf

    Shows what would be done to each service, or why it would be refused.
    .INPUTS
    The Key of services, e.g. from Get-VenueService.
    .OUTPUTS
    VenueControl.Service, with its new state.
    .LINK
    Get-VenueService
    .LINK
    Stop-VenueService
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'High', PositionalBinding = $false)]
    [OutputType('VenueControl.Service')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][Alias('Name')][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Key,
        [Parameter(ValueFromPipelineByPropertyName = $true)][ValidateLength(1, 500)][string]$Reason,
        [ValidateLength(1, 80)][string]$IdempotencyKey,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process { Invoke-VenueServiceAction -Cmdlet $PSCmdlet -Action restart -Key $Key -Reason $Reason -IdempotencyKey $IdempotencyKey -Connection $Connection }
}
