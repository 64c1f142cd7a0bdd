function Invoke-VenueWave {
    <#
    .SYNOPSIS
    Runs the script block of a rollout at the venues of a wave, and writes each step into the journal before it is taken.
    .DESCRIPTION
    No more venues run at once than may still fail. Where an error ends the command (-ErrorAction Stop), no further venue begins and those that run end first: what they did is then known.
    .PARAMETER Cmdlet
    The public command's $PSCmdlet: has the errors and warnings.
    .PARAMETER Venue
    The venues.
    .PARAMETER ScriptBlock
    What to run.
    .PARAMETER Journal
    Of Open-VenueJournal.
    .PARAMETER Number
    Of the wave.
    .PARAMETER IsOnce
    The script block acts once, by its idempotency key.
    .PARAMETER ThrottleLimit
    How many venues at once, at most.
    .PARAMETER Allowed
    How many venues may run at once with nothing failed: one more than may still fail.
    .PARAMETER TimeoutSeconds
    For one venue.
    .PARAMETER Remote
    Token and Credential, for Invoke-VenueRemote.
    .EXAMPLE
    Invoke-VenueWave -Cmdlet $PSCmdlet -Venue $todo -ScriptBlock $ScriptBlock -Journal $journal -Number 1 -ThrottleLimit 16 -Allowed 1 -TimeoutSeconds 600
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)][Management.Automation.PSCmdlet]$Cmdlet,
        [Parameter(Mandatory = $true)][psobject[]]$Venue,
        [Parameter(Mandatory = $true)][scriptblock]$ScriptBlock,
        [Parameter(Mandatory = $true)][hashtable]$Journal,
        [Parameter(Mandatory = $true)][int]$Number,
        [switch]$IsOnce,
        [Parameter(Mandatory = $true)][int]$ThrottleLimit,
        [Parameter(Mandatory = $true)][int]$Allowed,
        [Parameter(Mandatory = $true)][double]$TimeoutSeconds,
        [hashtable]$Remote = @{}
    )
    $before = @{}
    foreach ($one in $Venue) {
        $before[$one.Name] = New-Object psobject -Property @{ state = 'NOT_SENT'; attempt = 1 }
        if ($Journal.Venue.ContainsKey($one.Name)) { $before[$one.Name] = $Journal.Venue[$one.Name].PSObject.Copy() }
        # A key is for one attempt: one whose failure is known is another.
        if ($before[$one.Name].state -eq 'FAILED') { $before[$one.Name].attempt++ }
        if ($IsOnce) { Add-Member -InputObject $one -NotePropertyName ArgumentList -NotePropertyValue @('{0}-{1}' -f $Journal.Id, $before[$one.Name].attempt) }
    }
    $throttle = @{ Limit = [Math]::Min($ThrottleLimit, $Allowed) }
    $fault = @{}
    $isOver = @{}
    $withheld = New-Object Collections.ArrayList
    Invoke-VenueRemote -Venue $Venue -ScriptBlock $ScriptBlock -ThrottleLimit $throttle -TimeoutSeconds $TimeoutSeconds @Remote | ForEach-Object {
        $from, $value = $_.Venue, $_.Value
        $key = $from.Name
        $line = @{ wave = $Number; attempt = $before[$key].attempt; state = 'SENT'; code = $null; message = $null }
        switch ($_.Stream) {
            'Send' { Write-VenueJournal -Journal $Journal -Venue $from -Entry $line }
            'Warning' { $Cmdlet.WriteWarning("${key}: $value") }
            'Error' {
                $fault[$key] = $value
                if ($ErrorActionPreference -eq 'Stop') { [void]$withheld.Add($value) } else { $Cmdlet.WriteError($value) }
            }
            'End' {
                $line.state = $value
                if ($fault[$key]) { $line.code, $line.message = $fault[$key].Exception.Data['code'], $fault[$key].Exception.Message }
                # The venue's own server did not respond to its command.
                if ($value -eq 'FAILED' -and "$($line.code)" -match '^UNREACHABLE$|TIMED_OUT$') { $line.state = 'UNKNOWN' }
                # Not reached now, but what was sent before is as unknown as it was.
                if ($value -eq 'NOT_SENT') { $line.state = $before[$key].state }
                Write-VenueJournal -Journal $Journal -Venue $from -Entry $line
                if ($line.state -ne 'SUCCEEDED') { $isOver[$key] = $true }
                $throttle.Limit = [Math]::Min($ThrottleLimit, $Allowed - $isOver.Count)
            }
        }
        if ($withheld.Count) { $throttle.Limit = 0 }
    }
    foreach ($value in $withheld) { $Cmdlet.WriteError($value) }
}
