function Confirm-VenuePlanReady {
    <#
    .SYNOPSIS
    Throws PLAN_NOT_READY when a check blocks that isn't overridden, and BAD_USER_INPUT for a check that the plan does not have.
    .DESCRIPTION
    Before anything is asked or sent, so that no one types, and no code is spent, for a plan that can't run.
    .PARAMETER Plan
    The plan.
    .PARAMETER Override
    Codes of checks that the person answers for.
    .EXAMPLE
    Confirm-VenuePlanReady -Plan $plan
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][psobject]$Plan, [string[]]$Override)
    $known = @($Plan.Checks | ForEach-Object { $_.Code })
    $unknown = @($Override | Where-Object { $_ -and $_ -notin $known })
    if ($unknown.Count) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message "-Override names a check that the plan does not have: $($unknown[0])." -Remedy "Name any of: $($known -join ', ')." -TargetObject $unknown[0]) }
    $blocking = @($Plan.Checks | Where-Object { $_.Outcome -in 'FAIL', 'UNKNOWN' -and -not ($_.Overridable -and $_.Code -in $Override) })
    if (-not $blocking.Count) { return }
    $between = ' '
    $message = 'The plan is not ready. {0}: {1}' -f $blocking[0].Code, $blocking[0].Detail
    $remedy = @($blocking[0].Remedy | Where-Object { $_ })
    # A line each, and in the remedy: of a message in a script, ConciseView makes one line.
    if ($blocking.Count -gt 1) {
        $between = "`n  "
        $message = 'The plan is not ready: {0}.' -f (@($blocking | ForEach-Object { $_.Code }) -join ', ')
        $remedy = @($blocking | ForEach-Object { ('{0}: {1} {2}' -f $_.Code, $_.Detail, $_.Remedy).Trim() })
    }
    $overridable = @($blocking | Where-Object { $_.Overridable } | ForEach-Object { $_.Code })
    if ($overridable.Count -eq $blocking.Count) { $remedy += "You may override it: -Override $($overridable -join ', ') -Reason '...'." }
    throw (New-VenueErrorRecord -Code PLAN_NOT_READY -Message $message -Remedy ($remedy -join $between) -TargetObject $Plan)
}
