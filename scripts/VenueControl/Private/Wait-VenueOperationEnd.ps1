function Wait-VenueOperationEnd {
    <#
    .SYNOPSIS
    Follows an operation to its end and emits it.
    .DESCRIPTION
    Polls the recorded events after the last one seen. Survives a restart of the server of up to a minute. Ctrl+C leaves the operation running.
    .PARAMETER Id
    The operation.
    .PARAMETER Connection
    The connection.
    .PARAMETER TimeoutSeconds
    0: as long as it takes.
    .PARAMETER StopAt
    States besides the final ones that end the waiting.
    .EXAMPLE
    Wait-VenueOperationEnd -Id $id -StopAt SCHEDULED
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([Parameter(Mandatory = $true)][string]$Id, [psobject]$Connection, [double]$TimeoutSeconds = 0, [string[]]$StopAt = @())
    $final = @('SUCCEEDED', 'FAILED', 'CANCELLED', 'NEEDS_ATTENTION') + $StopAt
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $after = 0
    $silentSince = $null
    $isReported = $false
    $activity = 'swiftpos venue operation'
    try {
        while ($true) {
            $operation = $null
            try {
                $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Progress -Variable @{ id = $Id; after = $after }
                if (-not $data.operation) { $isReported = $true; throw (New-VenueErrorRecord -Code NOT_FOUND -Message "Operation $Id does not exist." -TargetObject $Id) }
                $operation = ConvertTo-VenueObject -InputObject $data.operation -TypeName Operation
                $silentSince = $null
            }
            catch {
                if ($_.Exception.Data['code'] -ne 'UNREACHABLE') { $isReported = $true; throw }
                Clear-VenueErrorRecord -ErrorRecord $_
                if ($null -eq $silentSince) { $silentSince = $watch.Elapsed; Write-Warning 'The control plane does not respond. This command waits for up to a minute. The operation continues after a restart.' }
                if (($watch.Elapsed - $silentSince).TotalSeconds -gt 60) { $isReported = $true; throw }
            }
            if ($operation) {
                foreach ($one in @($operation.Events)) { $after = $one.Sequence; Write-Verbose $one.Message }
                $activity = "$($operation.Kind) at the venue"
                $percent = -1
                if ($null -ne $operation.Percent) { $percent = [int][Math]::Min(100, [Math]::Max(0, $operation.Percent)) }
                $status = [string]$operation.Summary
                if (-not $status) { $status = [string]$operation.State }
                Write-Progress -Activity $activity -Status $status -PercentComplete $percent
                if ($operation.State -in $final) { $isReported = $true; return (Get-VenueOperationById -Id $Id -Connection $Connection) }
            }
            if ($TimeoutSeconds -gt 0 -and $watch.Elapsed.TotalSeconds -gt $TimeoutSeconds) {
                $isReported = $true
                throw (New-VenueErrorRecord -Code WAIT_TIMED_OUT -Message "Operation $Id is still running after $TimeoutSeconds s; it continues." -Remedy "Run Wait-VenueOperation -Id $Id to wait longer." -TargetObject $Id)
            }
            for ($slice = 0; $slice -lt 6; $slice++) { Start-Sleep -Milliseconds 50 }
        }
    }
    finally {
        if (-not $isReported) { $Host.UI.WriteWarningLine("No longer waiting. Operation $Id continues; follow it with Wait-VenueOperation -Id $Id") }
        else { Write-Progress -Activity $activity -Completed }
    }
}
