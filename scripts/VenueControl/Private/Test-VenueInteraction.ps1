function Test-VenueInteraction {
    <#
    .SYNOPSIS
    Says whether someone can be asked here, without asking.
    .DESCRIPTION
    False in a runspace without a host of its own, in a job and in a remote session (a job would wait for ever for someone to check it), in a
    console that was started -NonInteractive, in a scheduled task, and where input comes from a file or a pipe.
    .EXAMPLE
    Test-VenueInteraction
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()
    if ($Host.Name -in 'Default Host', 'ServerRemoteHost') { return $false }
    if ($Host.Name -ne 'ConsoleHost') { return $true }
    if (-not [Environment]::UserInteractive -or [Console]::IsInputRedirected) { return $false }
    # Up to -Command or -File: what follows belongs to a script.
    foreach ($argument in [Environment]::GetCommandLineArgs()) {
        if ($argument -match '^[-/]{1,2}(c|command|f|file|e|ec|encodedcommand)$') { break }
        if ($argument -match '^[-/]{1,2}noni') { return $false }
    }
    $true
}
