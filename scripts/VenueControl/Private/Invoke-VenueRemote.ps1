function Invoke-VenueRemote {
    <#
    .SYNOPSIS
    Runs script blocks at many venues at once, and emits what happens as it happens.
    .DESCRIPTION
    Each event has Venue, Stream and Value. Stream is Send (just before the block is sent), Output, Error, Warning, Verbose, Information, and once End.
    The value of End is SUCCEEDED, FAILED, NOT_SENT (the block never ran), or UNKNOWN (it was sent, and its answer was lost).
    All in this runspace: no thread or process per venue but what remoting itself needs. Sessions that it opened end with it, also at Ctrl+C.
    .PARAMETER Venue
    The venues, in order.
    .PARAMETER ScriptBlock
    What to run. Of several blocks, one after the other in the same session, also after errors.
    .PARAMETER ArgumentList
    Its arguments.
    .PARAMETER Using
    The values of its $using: variables, as remoting expects them.
    .PARAMETER Token
    Emits the API token of the venue in $_; if given, each session is connected with it first.
    .PARAMETER Credential
    For WinRM.
    .PARAMETER ThrottleLimit
    How many venues at once, in the key Limit. The receiver of the events may lower it; at 0 no further venue begins.
    .PARAMETER TimeoutSeconds
    For one venue, from connection to end.
    .EXAMPLE
    Invoke-VenueRemote -Venue $venues -ScriptBlock { Get-VenueStatus } -ThrottleLimit @{ Limit = 16 } -TimeoutSeconds 120
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param(
        [Parameter(Mandatory = $true)][psobject[]]$Venue,
        [Parameter(Mandatory = $true)][scriptblock[]]$ScriptBlock,
        [object[]]$ArgumentList = @(),
        [Collections.IDictionary]$Using = @{},
        [scriptblock]$Token,
        [pscredential]$Credential,
        [Parameter(Mandatory = $true)][hashtable]$ThrottleLimit,
        [Parameter(Mandatory = $true)][double]$TimeoutSeconds
    )
    $mismatch = 'Correct the host or the Customer Number in the inventory. Nothing was run there.'
    $step = @{ ScriptBlock = $ScriptBlock; ArgumentList = $ArgumentList; Using = $Using }
    if ($Token) { $step['Token'] = $Token }
    $waiting = New-Object Collections.Queue (, $Venue)
    $active = New-Object Collections.ArrayList
    $closing = New-Object Collections.ArrayList
    try {
        while ($active.Count -or ($waiting.Count -and $ThrottleLimit.Limit -gt 0)) {
            while ($waiting.Count -and $active.Count -lt $ThrottleLimit.Limit) {
                $run = @{ Venue = $waiting.Dequeue(); Phase = 'Open'; Index = 0; Shell = $null; Async = $null; Output = $null; IsSent = $false; HasFailed = $false; IsVerified = $false; Watch = [Diagnostics.Stopwatch]::StartNew(); Runspace = $null; IsOwn = $true }
                try {
                    if ($run.Venue.PSObject.Properties['Session']) { $run.Runspace = $run.Venue.Session.Runspace; $run.IsOwn = $false }
                    else { $run.Runspace = Open-VenueRunspace -Venue $run.Venue -Credential $Credential -TimeoutSeconds $TimeoutSeconds }
                    [void]$active.Add($run)
                }
                catch {
                    Clear-VenueErrorRecord -ErrorRecord $_
                    New-VenueRemoteEvent -Venue $run.Venue -Stream Error -Value (ConvertTo-VenueRemoteFault -Venue $run.Venue -Fault $_)
                    New-VenueRemoteEvent -Venue $run.Venue -Stream End -Value NOT_SENT
                }
            }
            foreach ($run in @($active)) {
                $fault = $null
                $end = $null
                try {
                    $state = "$($run.Runspace.RunspaceStateInfo.State)"
                    $isOver = $run.Async -and $run.Async.IsCompleted
                    if ($run.Shell) {
                        foreach ($value in @($run.Output.ReadAll() | Where-Object { $null -ne $_ })) {
                            if ($run.Phase -eq 'Run') { New-VenueRemoteEvent -Venue $run.Venue -Stream Output -Value $value }
                            elseif ($run.Venue.CustomerNumber) {
                                $found = foreach ($name in 'CustomerNumber', 'CompanyName') { if ($value.PSObject.Properties[$name]) { "$($value.$name)" } else { '' } }
                                # A connection of an older version doesn't know: Get-Venue is asked next.
                                if ($run.Phase -eq 'Connect' -and -not $found[0]) { continue }
                                if ($found[0] -ne "$($run.Venue.CustomerNumber)") { throw (New-VenueErrorRecord -Code VENUE_MISMATCH -Message "It is the venue $($found -join ', '), and not $($run.Venue.CustomerNumber)." -Remedy $mismatch) }
                                $run.IsVerified = $true
                            }
                        }
                        foreach ($stream in 'Warning', 'Verbose') { if ($run.Phase -eq 'Run') { foreach ($value in $run.Shell.Streams.$stream.ReadAll()) { New-VenueRemoteEvent -Venue $run.Venue -Stream $stream -Value (ConvertTo-VenueLine -Text $value) } } }
                        if ($run.Phase -eq 'Run') {
                            foreach ($value in $run.Shell.Streams.Information.ReadAll()) {
                                $said = New-Object Management.Automation.InformationRecord (ConvertTo-VenueLine -Text $value), $run.Venue.Name
                                foreach ($tag in $value.Tags) { $said.Tags.Add($tag) }
                                New-VenueRemoteEvent -Venue $run.Venue -Stream Information -Value $said
                            }
                        }
                        foreach ($value in $run.Shell.Streams.Error.ReadAll()) {
                            $run.HasFailed = $true
                            New-VenueRemoteEvent -Venue $run.Venue -Stream Error -Value (ConvertTo-VenueRemoteFault -Venue $run.Venue -Fault $value)
                        }
                    }
                    if ($isOver) {
                        $isRefused = $false
                        try { [void]$run.Shell.EndInvoke($run.Async) }
                        catch {
                            Clear-VenueErrorRecord -ErrorRecord $_
                            $last = $_.Exception.GetBaseException()
                            $isRefused = $run.Phase -eq 'Run' -and $last -is [Management.Automation.RuntimeException] -and $last.ErrorRecord.FullyQualifiedErrorId -eq 'ScriptsNotAllowed'
                            if (-not $isRefused) {
                                $fault = $last
                                $end = 'FAILED'
                                if ($run.Runspace.RunspaceStateInfo.State -ne 'Opened' -or $last -is [Management.Automation.Remoting.PSRemotingTransportException]) { $end = 'UNKNOWN' }
                            }
                        }
                        $run.Shell.Dispose()
                        $run.Shell = $run.Async = $null
                        if ($run.Phase -eq 'Check' -and -not $run.IsVerified -and -not $run.HasFailed -and -not $end) {
                            $fault = New-VenueErrorRecord -Code VENUE_MISMATCH -Message "It does not report which venue it is, and must be $($run.Venue.CustomerNumber)." -Remedy $mismatch
                            $end = 'FAILED'
                        }
                        if ($run.Phase -eq 'Run' -and -not $isRefused -and $end -ne 'UNKNOWN' -and $run.Index + 1 -lt $ScriptBlock.Count) {
                            if ($fault) {
                                $run.HasFailed = $true
                                New-VenueRemoteEvent -Venue $run.Venue -Stream Error -Value (ConvertTo-VenueRemoteFault -Venue $run.Venue -Fault $fault)
                                $fault = $end = $null
                            }
                            $run.Index++
                            $run.Phase = 'Next'
                        }
                        elseif (-not $end -and $run.HasFailed) { $end = 'FAILED' }
                        elseif (-not $end -and $run.Phase -eq 'Run' -and -not $isRefused) { $end = 'SUCCEEDED' }
                        if (-not $end) { Step-VenueRun @step -Run $run }
                    }
                    elseif ($state -in 'Broken', 'Closed', 'Disconnected') {
                        $end = 'UNKNOWN'
                        $fault = $run.Runspace.RunspaceStateInfo.Reason
                        if (-not $fault) { $fault = 'The session ended.' }
                    }
                    elseif ($run.Watch.Elapsed.TotalSeconds -gt $TimeoutSeconds) {
                        $end = 'UNKNOWN'
                        $fault = New-VenueErrorRecord -Code TIMED_OUT -Message "No end within $TimeoutSeconds s." -Remedy 'Find out at the venue what happened, before you run the command there again.'
                    }
                    elseif ($run.Phase -eq 'Open' -and $state -eq 'Opened' -and -not $run.Async) { Step-VenueRun @step -Run $run }
                }
                catch {
                    Clear-VenueErrorRecord -ErrorRecord $_
                    $end = 'UNKNOWN'
                    $fault = $_
                }
                if (-not $end) { continue }
                if ($fault) { New-VenueRemoteEvent -Venue $run.Venue -Stream Error -Value (ConvertTo-VenueRemoteFault -Venue $run.Venue -Fault $fault -IsSent:$run.IsSent) }
                if (-not $run.IsSent) { $end = 'NOT_SENT' }
                $active.Remove($run)
                Close-VenueRun -Run $run
                if ($run.IsOwn) { [void]$closing.Add($run) }
                New-VenueRemoteEvent -Venue $run.Venue -Stream End -Value $end
            }
            # Else the sessions of all venues would be kept until the last one ends.
            foreach ($run in @($closing)) {
                if ($run.Runspace.RunspaceStateInfo.State -notin 'Closed', 'Broken') { continue }
                $run.Runspace.Dispose()
                $closing.Remove($run)
            }
            if ($active.Count) { Start-Sleep -Milliseconds 20 }
        }
    }
    finally {
        foreach ($run in $active) { Close-VenueRun -Run $run }
        $watch = [Diagnostics.Stopwatch]::StartNew()
        foreach ($run in @($active) + @($closing)) {
            while ($run.IsOwn -and $run.Runspace.RunspaceStateInfo.State -notin 'Closed', 'Broken' -and $watch.ElapsedMilliseconds -lt 3000) { [Threading.Thread]::Sleep(10) }
            if ($run.IsOwn -and $run.Runspace.RunspaceStateInfo.State -in 'Closed', 'Broken') { $run.Runspace.Dispose() }
        }
    }
}
