function Wait-VenueWave {
    <#
    .SYNOPSIS
    Waits until venues work, as each of them judges itself, and emits each venue that does not in time, with what it reported last.
    .DESCRIPTION
    A venue works if its status is OK or ATTENTION, or if what it lacks is planned.
    .PARAMETER Venue
    The venues.
    .PARAMETER Seconds
    The maximum time.
    .PARAMETER IntervalSeconds
    The time between two reads.
    .PARAMETER Remote
    Token and Credential, for Invoke-VenueRemote.
    .PARAMETER ThrottleLimit
    How many venues at once.
    .EXAMPLE
    Wait-VenueWave -Venue $venues -Seconds 300 -ThrottleLimit 16
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param(
        [Parameter(Mandatory = $true)][AllowEmptyCollection()][psobject[]]$Venue,
        [Parameter(Mandatory = $true)][double]$Seconds,
        [double]$IntervalSeconds = 5,
        [hashtable]$Remote = @{},
        [Parameter(Mandatory = $true)][int]$ThrottleLimit
    )
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $waiting = @($Venue)
    $last = @{}
    while ($waiting.Count) {
        $working = @{}
        Invoke-VenueRemote -Venue $waiting -ScriptBlock { Get-VenueStatus } -ThrottleLimit @{ Limit = $ThrottleLimit } -TimeoutSeconds 60 @Remote | ForEach-Object {
            $key, $value = $_.Venue.Name, $_.Value
            if ($_.Stream -eq 'Error') { $last[$key] = $value.Exception.Message }
            elseif ($_.Stream -eq 'Output' -and $value.PSObject.Properties['State']) {
                $said = foreach ($name in 'State', 'Headline', 'Planned') { if ($value.PSObject.Properties[$name]) { ConvertTo-VenueLine -Text $value.$name } else { '' } }
                $last[$key] = '{0}: {1} {2}' -f $key, $said[0], $said[1]
                if ($said[0] -in 'OK', 'ATTENTION' -or $said[2] -eq 'True') { $working[$key] = $true }
            }
        }
        $waiting = @($waiting | Where-Object { -not $working[$_.Name] })
        if (-not $waiting.Count -or $watch.Elapsed.TotalSeconds + $IntervalSeconds -gt $Seconds) { break }
        Start-Sleep -Seconds $IntervalSeconds
    }
    foreach ($one in $waiting) { New-Object psobject -Property @{ Name = $one.Name; Message = "$($last[$one.Name])" } }
}
