function Stop-VenueOperation {
    <#
    .SYNOPSIS
    Cancels an operation.
    .DESCRIPTION
    Its changes are rolled back; a redeemed code stays redeemed. Follow it with Wait-VenueOperation.
    .PARAMETER Id
    The operation; several, or from the pipeline. Prompted for if omitted.
    .PARAMETER Reason
    Why, for the audit log. Prompted for if omitted; required in unattended use.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Stop-VenueOperation -Id $id -Reason 'Wrong venue'

    Prompts for confirmation, then cancels the operation.
    .EXAMPLE
    Get-VenueOperation -State SCHEDULED | Stop-VenueOperation -Reason 'Postponed' -Confirm:$false

    Cancels all scheduled operations without a prompt.
    .INPUTS
    The Id of operations, e.g. from Get-VenueOperation.
    .OUTPUTS
    VenueControl.Operation, with its new state.
    .LINK
    Wait-VenueOperation
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
        Edit-VenueOperation -Cmdlet $PSCmdlet -Action Cancel -Caption 'Cancel an operation' -Entry $entry -Connection $Connection
    }
}
