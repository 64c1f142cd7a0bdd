function Approve-VenueOperation {
    <#
    .SYNOPSIS
    Approves an operation as the second person.
    .DESCRIPTION
    If the venue requires approval, a clerk other than the requester must approve: one of rank 1 or 2 with the same permission. The operation then starts, or waits for its start time. Needs your PIN when the sign-in is older than five minutes.
    .PARAMETER Id
    The operation; several, or from the pipeline. Prompted for if omitted.
    .PARAMETER Reason
    Why, for the audit log. Prompted for if omitted; required in unattended use.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueOperation -State AWAITING_APPROVAL

    Lists the operations that await approval by a second person.
    .EXAMPLE
    Approve-VenueOperation -Id $id -Reason 'Agreed with the bar'

    Shows the operation, prompts for confirmation, and approves it.
    .INPUTS
    The Id of operations, e.g. from Get-VenueOperation.
    .OUTPUTS
    VenueControl.Operation, with its new state.
    .LINK
    Deny-VenueOperation
    .LINK
    Get-VenueOperation
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'High', PositionalBinding = $false)]
    [OutputType('VenueControl.Operation')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][string[]]$Id,
        [ValidateLength(1, 500)][string]$Reason,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $entry = [ordered]@{ Id = $Id; Reason = $Reason }
        Edit-VenueOperation -Cmdlet $PSCmdlet -Action Approve -Caption 'Approve an operation' -Entry $entry -Presence -Connection $Connection
    }
}
