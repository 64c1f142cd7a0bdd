function Wait-VenueTask {
    <#
    .SYNOPSIS
    Waits for a step of a request; throws UNREACHABLE when it failed or took too long.
    .DESCRIPTION
    In slices of 50 ms, so that Ctrl+C is quick.
    .PARAMETER Task
    What to wait for.
    .PARAMETER Uri
    Who was asked.
    .PARAMETER Watch
    Runs since the request began.
    .PARAMETER TimeoutSeconds
    How long the whole request may take.
    .PARAMETER Remedy
    For the error.
    .EXAMPLE
    Wait-VenueTask -Task $task -Uri $uri -Watch $watch -TimeoutSeconds 60
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)][Threading.Tasks.Task]$Task,
        [Parameter(Mandatory = $true)][string]$Uri,
        [Parameter(Mandatory = $true)][Diagnostics.Stopwatch]$Watch,
        [Parameter(Mandatory = $true)][double]$TimeoutSeconds,
        [string]$Remedy
    )
    [Threading.Tasks.Task[]]$tasks = @($Task)
    while ([Threading.Tasks.Task]::WaitAny($tasks, 50) -lt 0) {
        if ($Watch.Elapsed.TotalSeconds -gt $TimeoutSeconds) { throw (New-VenueErrorRecord -Code UNREACHABLE -Message "No response from $Uri within $TimeoutSeconds s." -Remedy $Remedy) }
    }
    if ($Task.Status -eq 'RanToCompletion') { return }
    $why = 'the request was cancelled'
    # Without the address that .NET adds: the message begins with it.
    if ($Task.Exception) { $why = $Task.Exception.GetBaseException().Message -replace ' \([^()]+:\d+\)$' }
    throw (New-VenueErrorRecord -Code UNREACHABLE -Message "$Uri can't be reached: $($why.TrimEnd('.'))." -Remedy $Remedy)
}
