function New-CallRunspace {
    <#
    .SYNOPSIS
    Begins to open a runspace for calls, in the background.
    .DESCRIPTION
    It has the host's own few functions and the warm modules, so that a script's Import-Module is nearly free. Another
    small pipeline opens it: OpenAsync says Opened and Available while modules are still being imported.
    .PARAMETER InitialState
    What New-CallState made.
    .EXAMPLE
    New-CallRunspace -InitialState $state
    .OUTPUTS
    A table with Runspace, Opener and Opening, which Wait-CallRunspace finishes; and Commands: the scripts that ran in it,
    found and parsed, by file.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param([Parameter(Mandatory = $true)][object]$InitialState)
    $runspace = [Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($InitialState)
    $runspace.ThreadOptions = [Management.Automation.Runspaces.PSThreadOptions]::UseCurrentThread
    $opener = [powershell]::Create([Management.Automation.Runspaces.InitialSessionState]::Create())
    [void]$opener.AddScript('param($Runspace) $Runspace.Open()').AddArgument($runspace)
    $opener.Runspace.SessionStateProxy.LanguageMode = [Management.Automation.PSLanguageMode]::FullLanguage
    @{ Runspace = $runspace; Opener = $opener; Opening = $opener.BeginInvoke(); Commands = @{} }
}

function Get-CallRunspace {
    <#
    .SYNOPSIS
    Takes a runspace that is free, or begins to open one.
    .DESCRIPTION
    Answers what New-CallRunspace does.
    .PARAMETER Desk
    The host's state.
    .EXAMPLE
    $place = Get-CallRunspace -Desk $desk
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param([Parameter(Mandatory = $true)][hashtable]$Desk)
    [Threading.Monitor]::Enter($Desk.Live)
    try { if ($Desk.Free.Count -gt 0) { return $Desk.Free.Dequeue() } }
    finally { [Threading.Monitor]::Exit($Desk.Live) }
    New-CallRunspace -InitialState $Desk.CallState
}

function Wait-CallRunspace {
    <#
    .SYNOPSIS
    Waits until a runspace is open; throws when it can't be opened.
    .DESCRIPTION
    Usually it is: the host keeps one ahead.
    .PARAMETER Place
    What New-CallRunspace answered.
    .EXAMPLE
    Wait-CallRunspace -Place $place
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Place)
    if ($null -eq $Place.Opener) { return }
    [void]$Place.Opener.EndInvoke($Place.Opening)
    $problems = @($Place.Opener.Streams.Error)
    $Place.Opener.Runspace.Dispose()
    $Place.Opener.Dispose()
    $Place.Opener = $null
    if ($problems.Count -gt 0) { throw $problems[0] }
}

function Close-CallRunspace {
    <#
    .SYNOPSIS
    Begins to close a runspace that is not used again, and disposes of those that have closed.
    .DESCRIPTION
    A closed one keeps a megabyte until it is disposed of; disposing of an open one would wait for it.
    .PARAMETER Desk
    The host's state.
    .PARAMETER Place
    What New-CallRunspace answered.
    .EXAMPLE
    Close-CallRunspace -Desk $desk -Place $call.Place
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Desk, [Parameter(Mandatory = $true)][hashtable]$Place)
    $ended = [Management.Automation.Runspaces.RunspaceState]::Closed, [Management.Automation.Runspaces.RunspaceState]::Broken
    [Threading.Monitor]::Enter($Desk.Live)
    try {
        $Place.Runspace.CloseAsync()
        $Desk.Closing.Add($Place.Runspace)
        foreach ($runspace in $Desk.Closing.ToArray()) {
            if ($ended -notcontains $runspace.RunspaceStateInfo.State) { continue }
            [void]$Desk.Closing.Remove($runspace)
            $runspace.Dispose()
        }
    }
    finally { [Threading.Monitor]::Exit($Desk.Live) }
}
