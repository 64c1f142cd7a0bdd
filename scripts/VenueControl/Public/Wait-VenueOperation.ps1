function Wait-VenueOperation {
    <#
    .SYNOPSIS
    Waits for operations to end and emits them, with any outcome.
    .DESCRIPTION
    Shows progress (-Verbose: each event). Survives a restart of the server of up to a minute. Ctrl+C leaves the operation running.
    .PARAMETER Id
    The operation. Prompted for if omitted.
    .PARAMETER TimeoutSeconds
    After this time the command fails with WAIT_TIMED_OUT, and the operation continues; 0: no limit.
    .PARAMETER AsJob
    Emits a job for each operation. The result of the job is the operation.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Wait-VenueOperation -Id $id

    Waits until the operation ends, and shows progress.
    .EXAMPLE
    Get-VenueOperation -State RUNNING | Wait-VenueOperation -TimeoutSeconds 600

    Waits at most ten minutes for each running operation.
    .INPUTS
    The Id of operations, e.g. from Get-VenueOperation.
    .OUTPUTS
    VenueControl.Operation, with its final state; jobs with -AsJob.
    .LINK
    Get-VenueOperation
    .LINK
    Stop-VenueOperation
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.Operation', [Management.Automation.Job])]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][string[]]$Id,
        [ValidateRange(0, 86400)][double]$TimeoutSeconds = 0,
        [switch]$AsJob,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $entry = Complete-VenueEntry -Cmdlet $PSCmdlet -Entry ([ordered]@{ Id = $Id }) -Connection $Connection }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        foreach ($one in $entry.Id) {
            try {
                if ($AsJob) { $operation = Start-VenueWaitJob -Id $one -TimeoutSeconds $TimeoutSeconds -Connection $Connection }
                else { $operation = Wait-VenueOperationEnd -Id $one -Connection $Connection -TimeoutSeconds $TimeoutSeconds }
            }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $one; continue }
            $operation
        }
    }
}
