function Stop-VenueOperation {
    <#
    .SYNOPSIS
    Asks an operation to cancel.
    .DESCRIPTION
    What it did so far is put back; what was redeemed stays redeemed. Follow it with Wait-VenueOperation.
    .PARAMETER Id
    The operation; several, or from the pipeline. Asked for when missing.
    .PARAMETER Reason
    Why, for the audit log. Asked for when missing, needed without a person.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Stop-VenueOperation -Id $id -Reason 'Wrong venue'

    Asks for a confirmation, then cancels it.
    .EXAMPLE
    Get-VenueOperation -State SCHEDULED | Stop-VenueOperation -Reason 'Postponed' -Confirm:$false

    Cancels all that is scheduled, without a person.
    .INPUTS
    The Id of operations, e.g. from Get-VenueOperation.
    .OUTPUTS
    VenueControl.Operation, as each then is.
    .LINK
    Wait-VenueOperation
    .LINK
    Get-VenueOperation
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
        $entry = [ordered]@{ Id = $Id; Reason = $Reason }
        Edit-VenueOperation -Cmdlet $PSCmdlet -Action Cancel -Caption 'Cancel an operation' -Entry $entry -Connection $Connection
    }
}
