function Close-VenueRun {
    <#
    .SYNOPSIS
    Begins to end what runs at a venue, and the session if it is ours. Does not wait.
    .DESCRIPTION
    A venue that does not respond must not delay the others.
    .PARAMETER Run
    What Invoke-VenueRemote knows of the venue.
    .EXAMPLE
    Close-VenueRun -Run $run
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Run)
    if ($Run.Shell) { [void]$Run.Shell.BeginStop($null, $null) }
    if ($Run.IsOwn -and $Run.Runspace.RunspaceStateInfo.State -notin 'Closed', 'Broken', 'Closing') { $Run.Runspace.CloseAsync() }
}
