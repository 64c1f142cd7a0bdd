function Stop-VenueOperation {
    <#
    .SYNOPSIS
    Asks an operation to cancel.
    .DESCRIPTION
    What it did so far is put back; follow with Wait-VenueOperation.
    .PARAMETER Id
    The operation.
    .PARAMETER Reason
    Why, for the audit trail.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Stop-VenueOperation -Id $id -Reason 'Wrong venue'
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High', PositionalBinding = $false)]
    [OutputType('VenueControl.Operation')]
    param(
        [Parameter(Mandatory = $true, Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][string[]]$Id,
        [Parameter(Mandatory = $true)][ValidateLength(1, 500)][string]$Reason,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        foreach ($one in $Id) {
            try {
                $now = Get-VenueOperationById -Id $one -Connection $Connection
                $plan = 'Cancel {0} {1} ({2}), started by {3}. {4}' -f $now.Kind, $one, $now.State, $now.RequestedByName, $now.Summary
                if (-not $PSCmdlet.ShouldProcess($plan, $plan, 'Cancel an operation')) { continue }
                $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Cancel -Variable @{ id = $one; reason = $Reason }
                $operation = ConvertTo-VenueObject -InputObject $data.result -TypeName Operation
            }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $one; continue }
            $operation
        }
    }
}
