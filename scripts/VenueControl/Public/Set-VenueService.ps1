function Set-VenueService {
    <#
    .SYNOPSIS
    Sets the start mode of services.
    .DESCRIPTION
    Does not start or stop the services.
    Needs SERVICES_VIEW and SERVICES_CONTROL.
    .PARAMETER Key
    The service, e.g. gateway-client; several, by wildcards, or from the pipeline. Prompted for if omitted.
    .PARAMETER StartMode
    The new start mode: AUTOMATIC, AUTOMATIC_DELAYED, MANUAL or DISABLED, in any case; M* is MANUAL. Prompted for if omitted.
    .PARAMETER Reason
    Why, for the audit log.
    .PARAMETER IdempotencyKey
    Any text, unique for this change. The same command with the same key changes nothing again, and emits the service.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Set-VenueService netpos -StartMode MANUAL -Reason 'Maintenance'

    The service no longer starts with Windows.
    .INPUTS
    The Key of services, e.g. from Get-VenueService.
    .OUTPUTS
    VenueControl.Service, with its new state.
    .LINK
    Get-VenueService
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType('VenueControl.Service')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][Alias('Name')][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Key,
        [Parameter(ValueFromPipelineByPropertyName = $true)][Alias('StartupType')][ValidateNotNullOrEmpty()][SupportsWildcards()][string]$StartMode,
        [Parameter(ValueFromPipelineByPropertyName = $true)][ValidateLength(1, 500)][string]$Reason,
        [ValidateLength(1, 80)][string]$IdempotencyKey,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try {
            $entry = Complete-VenueEntry -Cmdlet $PSCmdlet -Entry ([ordered]@{ Key = $Key; StartMode = $StartMode }) -Connection $Connection
            $mode = Select-VenueValue -Kind StartMode -Word $entry.StartMode -Single
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        foreach ($word in $entry.Key) {
            try { $services = @(Select-VenueService -Key $word -Connection $Connection) }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $word; continue }
            foreach ($service in $services) {
                try {
                    $plan = 'Set start mode of {0} ({1}) from {2} to {3}' -f $service.displayName, $service.key, $service.startMode, $mode
                    $request = @{ Connection = $Connection; Query = $script:Document.SetStartMode; Variable = @{ key = $service.key; mode = $mode } }
                    if ($Reason) { $request.Variable['reason'] = $Reason }
                    if ($IdempotencyKey) { $request.Variable['idempotencyKey'] = "$IdempotencyKey-$($service.key)" }
                    if (-not (Confirm-VenueChange -Cmdlet $PSCmdlet -Plan $plan -Caption 'Set a start mode' @request)) { continue }
                    $data = Invoke-VenueDocument -TimeoutSeconds 90 @request
                }
                catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $service.key; continue }
                ConvertTo-VenueObject -InputObject $data.result -TypeName Service
            }
        }
    }
}
