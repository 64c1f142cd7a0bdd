function Format-VenuePlan {
    <#
    .SYNOPSIS
    The server's plan in words, for -WhatIf and the prompt.
    .DESCRIPTION
    Checks that don't pass, what is unavailable meanwhile, and each step with its rollback.
    .PARAMETER Plan
    A plan object.
    .PARAMETER Title
    The first line.
    .PARAMETER WithCommand
    Shows the PowerShell that each step runs, too.
    .EXAMPLE
    Format-VenuePlan -Plan $plan -Title 'Onboard Harbour View Hotel'
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][psobject]$Plan, [Parameter(Mandatory = $true)][string]$Title, [switch]$WithCommand)
    $lines = @($Title)
    foreach ($check in @($Plan.Checks | Where-Object { $_.Outcome -ne 'PASS' })) {
        $lines += '  {0} {1}: {2} {3}' -f $check.Outcome, $check.Code, $check.Detail, $check.Remedy
    }
    $lines += '  {0} of {1} checks pass.' -f @($Plan.Checks | Where-Object { $_.Outcome -eq 'PASS' }).Count, @($Plan.Checks).Count
    if ($Plan.Impact -and @($Plan.Impact.Unavailable).Count) { $lines += '  Unavailable meanwhile: {0}. {1}' -f ($Plan.Impact.Unavailable -join ', '), $Plan.Impact.Basis }
    if ($Plan.Window) { $lines += '  When (time of the venue): {0}' -f $Plan.Window.Verdict }
    $number = 0
    foreach ($step in @($Plan.Steps)) {
        $number++
        $lines += '  {0}. {1}' -f $number, $step.Title
        if ($WithCommand -and $step.Command) { $lines += '     {0}' -f $step.Command }
        if ($step.CompensatedBy) { $lines += '     rollback: {0}' -f $step.CompensatedBy }
    }
    $lines -join "`n"
}
