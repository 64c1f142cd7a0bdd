function Stop-VenueOperation {
    <#
    .SYNOPSIS
    Asks an operation to cancel.
    .DESCRIPTION
    What it did so far is put back; follow with Wait-VenueOperation.
    .PARAMETER Id
    The operation. Asked for when missing.
    .PARAMETER Reason
    Why, for the audit trail. Asked for when missing, needed without a person.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Stop-VenueOperation -Id $id -Reason 'Wrong venue'
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High', PositionalBinding = $false)]
    [OutputType('VenueControl.Operation')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][string[]]$Id,
        [ValidateLength(1, 500)][string]$Reason,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $entry = Complete-VenueEntry -Cmdlet $PSCmdlet -Entry ([ordered]@{ Id = $Id; Reason = $Reason }) -Connection $Connection }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        $Reason = $entry.Reason
        foreach ($one in $entry.Id) {
            try {
                $now = Get-VenueOperationById -Id $one -Connection $Connection
                $plan = 'Cancel {0} {1} ({2}), started by {3}. {4}' -f $now.Kind, $one, $now.State, $now.RequestedByName, $now.Summary
                $request = @{ Connection = $Connection; Query = $script:Document.Cancel; Variable = @{ id = $one; reason = $Reason } }
                if (-not (Confirm-VenueChange -Cmdlet $PSCmdlet -Plan $plan -Caption 'Cancel an operation' @request)) { continue }
                $data = Invoke-VenueDocument @request
                $operation = ConvertTo-VenueObject -InputObject $data.result -TypeName Operation
            }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $one; continue }
            $operation
        }
    }
}
