function Start-VenueWaitJob {
    <#
    .SYNOPSIS
    Starts a job that follows an operation to its end, and emits the job.
    .DESCRIPTION
    Its result is the operation; where the operation must succeed, the error that the command would have written.
    In this process where PowerShell has thread jobs: there it continues with the connection's new token after a step-up.
    .PARAMETER Id
    The operation.
    .PARAMETER MustSucceed
    An operation that failed is an error.
    .PARAMETER TimeoutSeconds
    0: as long as it takes.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Start-VenueWaitJob -Id $id -MustSucceed
    #>
    [CmdletBinding()]
    [OutputType([Management.Automation.Job])]
    param([Parameter(Mandatory = $true)][string]$Id, [switch]$MustSucceed, [double]$TimeoutSeconds = 0, [psobject]$Connection)
    $job = @{
        Name = "Venue operation $Id"
        ScriptBlock = {
            param($module, $id, $mustSucceed, $timeout, $connection)
            $ProgressPreference = 'SilentlyContinue'
            Import-Module $module
            & (Get-Module VenueControl) {
                [CmdletBinding()]
                param($id, $mustSucceed, $timeout, $connection)
                try {
                    if ($mustSucceed) { Complete-VenueOperation -Id $id -Connection $connection } else { Wait-VenueOperationEnd -Id $id -TimeoutSeconds $timeout -Connection $connection }
                }
                # Of what is thrown, a thread job keeps the message alone.
                catch { $PSCmdlet.WriteError($_) }
            } $id $mustSucceed $timeout $connection
        }
        ArgumentList = $ExecutionContext.SessionState.Module.Path, $Id, [bool]$MustSucceed, $TimeoutSeconds, (Get-VenueConnection -Connection $Connection)
    }
    $how = 'Start-Job'
    if (Get-Command -Name Start-ThreadJob -ErrorAction Ignore) { $how = 'Start-ThreadJob' }
    & $how @job
}
