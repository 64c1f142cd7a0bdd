function Set-VenueService {
    <#
    .SYNOPSIS
    Sets the start mode of services.
    .DESCRIPTION
    Neither starts nor stops them.
    .PARAMETER Key
    The service, e.g. gateway-client; several, or from the pipeline.
    .PARAMETER StartMode
    The new start mode.
    .PARAMETER Reason
    Why, for the audit trail.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Set-VenueService netpos -StartMode MANUAL -Reason 'Maintenance'
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType('VenueControl.Service')]
    param(
        [Parameter(Mandatory = $true, Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][string[]]$Key,
        [Parameter(Mandatory = $true)][ValidateSet('AUTOMATIC', 'AUTOMATIC_DELAYED', 'MANUAL', 'DISABLED')][string]$StartMode,
        [ValidateLength(1, 500)][string]$Reason,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        foreach ($one in $Key) {
            try {
                $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Service -Variable @{ key = $one }
                if (-not $data.service) { throw (New-VenueErrorRecord -Code NOT_FOUND -Message "There is no service '$one'." -Remedy 'Get-VenueService lists them.') }
                $plan = 'Set start mode of {0} ({1}) from {2} to {3}' -f $data.service.displayName, $one, $data.service.startMode, $StartMode
                if (-not $PSCmdlet.ShouldProcess($plan, $plan, 'Set a start mode')) { continue }
                $variable = @{ key = $one; mode = $StartMode }
                if ($Reason) { $variable['reason'] = $Reason }
                $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.SetStartMode -Variable $variable -TimeoutSeconds 90
            }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $one; continue }
            ConvertTo-VenueObject -InputObject $data.result -TypeName Service
        }
    }
}
