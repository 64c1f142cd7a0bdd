function Stop-VenueService {
    <#
    .SYNOPSIS
    Stops services of the venue.
    .DESCRIPTION
    If other services stop with it, the prompt names them; without a prompt, -IncludeDependent is needed. Start-VenueService starts them with it again.
    The stop is first registered with Services Monitor, so that it does not start them again. Returns when they have settled, or their current state after 30 s. -WhatIf and the prompt show the state of the service and its dependents.
    Needs SERVICES_VIEW and SERVICES_CONTROL.
    .PARAMETER Key
    The service, e.g. gateway-client; several, by wildcards, or from the pipeline. Prompted for if omitted.
    .PARAMETER Reason
    Why, for the audit log.
    .PARAMETER IncludeDependent
    Stops services that stop with it, too. Without a prompt, the command fails with SERVICE_DEPENDENTS_RUNNING if there are any.
    .PARAMETER IdempotencyKey
    Any text, unique for this change. The same command with the same key changes nothing again, and emits the service.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Stop-VenueService connect -Reason 'Tills hang'

    Shows which services stop with it, prompts for confirmation, and stops all of them.
    .EXAMPLE
    Stop-VenueService connect -IncludeDependent -Confirm:$false

    Stops Connect and NetPOS without a prompt, and emits both.
    .EXAMPLE
    'connect', 'netpos' | Stop-VenueService -WhatIf

    Shows what would be done to each service, or why it would be refused.
    .INPUTS
    The Key of services, e.g. from Get-VenueService.
    .OUTPUTS
    VenueControl.Service, as each then is; also those that stopped with it.
    .LINK
    Get-VenueService
    .LINK
    Start-VenueService
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'High', PositionalBinding = $false)]
    [OutputType('VenueControl.Service')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][Alias('Name')][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Key,
        [Parameter(ValueFromPipelineByPropertyName = $true)][ValidateLength(1, 500)][string]$Reason,
        [switch]$IncludeDependent,
        [ValidateLength(1, 80)][string]$IdempotencyKey,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process { Invoke-VenueServiceAction -Cmdlet $PSCmdlet -Action stop -Key $Key -Reason $Reason -IdempotencyKey $IdempotencyKey -IncludeDependent:$IncludeDependent -Connection $Connection }
}
