function Enable-VenueLocation {
    <#
    .SYNOPSIS
    Activates locations in the cloud and waits for it.
    .DESCRIPTION
    One operation each.
    .PARAMETER Id
    The locations.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Enable-VenueLocation 1
    .EXAMPLE
    Get-VenueLocation | Where-Object Activated -eq $false | Enable-VenueLocation
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType('VenueControl.Operation')]
    param(
        [Parameter(Mandatory = $true, Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][string[]]$Id,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        foreach ($one in $Id) {
            $plan = "Activate location $one in swiftpos Cloud"
            if (-not $PSCmdlet.ShouldProcess($plan, $plan, 'Activate a location')) { continue }
            try {
                $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Activate -Variable @{ ids = @($one) }
                $operation = Complete-VenueOperation -Id $data.result.id -Connection $Connection
            }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $one; continue }
            $operation
        }
    }
}
