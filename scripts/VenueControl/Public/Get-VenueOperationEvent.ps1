function Get-VenueOperationEvent {
    <#
    .SYNOPSIS
    Reads the recorded events of operations, oldest first: begin and end of each step, progress, retries and failures.
    .DESCRIPTION
    Without SERVICES_VIEW you see only operations that you started.
    .PARAMETER Id
    The operations; several, or from the pipeline.
    .PARAMETER After
    Only events after this sequence number.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueOperation -State FAILED -First 1 | Get-VenueOperationEvent

    Shows what the last failed operation did.
    .EXAMPLE
    Get-VenueOperationEvent $id | Where-Object Level -in WARNING, ERROR

    Shows what went wrong in one operation.
    .INPUTS
    The Id of operations.
    .OUTPUTS
    VenueControl.OperationEvent: OperationId, Sequence, At, Step, Level, Percent and Message.
    .LINK
    Get-VenueOperation
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.OperationEvent')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][string[]]$Id,
        [ValidateRange(0, [int]::MaxValue)][int]$After = 0,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $entry = Complete-VenueEntry -Cmdlet $PSCmdlet -Entry ([ordered]@{ Id = $Id }) -Connection $Connection }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        foreach ($one in $entry.Id) {
            $last = $After
            try {
                do {
                    $operation = (Invoke-VenueDocument -Connection $Connection -Query $script:Document.Events -Variable @{ id = $one; after = $last }).operation
                    if (-not $operation) { throw (New-VenueErrorRecord -Code NOT_FOUND -Message "Operation $one does not exist." -Remedy 'Run Get-VenueOperation to list the operations.') }
                    foreach ($row in $operation.events) {
                        if ($row.sequence -le $last) { throw (New-VenueErrorRecord -Code INTERNAL_SERVER_ERROR -Message "The server sent event $($row.sequence) of operation $one after event $last." -Remedy 'Report it to support, with a bundle of Export-VenueSupportBundle. Events up to there are complete.') }
                        $last = $row.sequence
                        ConvertTo-VenueObject -InputObject $row -TypeName OperationEvent
                    }
                } while (@($operation.events).Count)
            }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $one }
        }
    }
}
