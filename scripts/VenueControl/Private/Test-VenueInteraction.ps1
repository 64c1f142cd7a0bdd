function Test-VenueInteraction {
    <#
    .SYNOPSIS
    Says whether someone can be asked here, without asking.
    .DESCRIPTION
    False in a runspace without a host of its own, in a job and in a remote session (a job would wait for ever for someone to check it), in a
    console that was started -NonInteractive, in a scheduled task, and where input comes from a file or a pipe.
    Windows counts a session over SSH as not interactive, whether or not it has a terminal. There the server's environment variables tell.
    .PARAMETER IsInteractive
    Whether Windows calls this session interactive.
    .PARAMETER IsRedirected
    Whether input comes from a file or a pipe.
    .PARAMETER Argument
    The command line of this process.
    .EXAMPLE
    Test-VenueInteraction
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [bool]$IsInteractive = [Environment]::UserInteractive,
        [bool]$IsRedirected = [Console]::IsInputRedirected,
        [string[]]$Argument = [Environment]::GetCommandLineArgs()
    )
    if ($Host.Name -in 'Default Host', 'ServerRemoteHost') { return $false }
    if ($Host.Name -ne 'ConsoleHost') { return $true }
    if ($IsRedirected -or -not ($IsInteractive -or $env:SSH_TTY -or $env:SSH_CONNECTION)) { return $false }
    # Up to -Command or -File: what follows belongs to a script.
    foreach ($word in $Argument) {
        if ($word -match '^[-/]{1,2}(c|command|f|file|e|ec|encodedcommand)$') { break }
        if ($word -match '^[-/]{1,2}noni') { return $false }
    }
    $true
}
