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
    # A line each, so that a reader sees which remedy is of which check.
    $between = if ($blocking.Count -gt 1) { "`n  " } else { ' ' }
    $text = @('The plan is not ready.') + @($blocking | ForEach-Object { '{0}: {1}' -f $_.Code, $_.Detail })
    $remedy = @($blocking | Where-Object { $_.Remedy } | ForEach-Object { if ($blocking.Count -gt 1) { '{0}: {1}' -f $_.Code, $_.Remedy } else { $_.Remedy } })
    $overridable = @($blocking | Where-Object { $_.Overridable } | ForEach-Object { $_.Code })
    if ($overridable.Count -eq $blocking.Count) { $remedy += "You may override it: -Override $($overridable -join ', ') -Reason '...'." }
    throw (New-VenueErrorRecord -Code PLAN_NOT_READY -Message ($text -join $between) -Remedy ($remedy -join $between) -TargetObject $Plan)
}
