function Deny-VenueOperation {
    <#
    .SYNOPSIS
    Rejects an operation as the second person.
    .DESCRIPTION
    The operation ends CANCELLED with your reason. Nothing is changed.
    .PARAMETER Id
    The operation; several, or from the pipeline. Prompted for if omitted.
    .PARAMETER Reason
    Why, for the audit log. Prompted for if omitted; required in unattended use.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Deny-VenueOperation -Id $id -Reason 'The bar is full'

    Rejects it. The requester sees the reason.
    .INPUTS
    The Id of operations, e.g. from Get-VenueOperation.
    .OUTPUTS
    VenueControl.Operation, with its new state.
    .LINK
    Approve-VenueOperation
    .LINK
    Get-VenueOperation
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType('VenueControl.Operation')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][string[]]$Id,
        [ValidateLength(1, 500)][string]$Reason,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $entry = [ordered]@{ Id = $Id; Reason = $Reason }
        Edit-VenueOperation -Cmdlet $PSCmdlet -Action Deny -Caption 'Reject an operation' -Entry $entry -Connection $Connection
    }
}
