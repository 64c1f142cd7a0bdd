function New-CallRunspace {
    <#
    .SYNOPSIS
    Begins to open a runspace for calls, in the background.
    .DESCRIPTION
    It has the host's own few functions and the warm modules, so that a script's Import-Module is nearly free. Another
    small pipeline opens it: OpenAsync says Opened and Available while modules are still being imported.
    .PARAMETER InitialState
    What Initialize-CallState made.
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
    $runspace.ThreadOptions = [Management.Automation.Runspaces.PSThreadOptions]::ReuseThread
    $opener = [powershell]::Create([Management.Automation.Runspaces.InitialSessionState]::Create())
    [void]$opener.AddScript('param($Runspace) $Runspace.Open()').AddArgument($runspace)
    $opener.Runspace.SessionStateProxy.LanguageMode = [Management.Automation.PSLanguageMode]::FullLanguage
    @{ Runspace = $runspace; Opener = $opener; Opening = $opener.BeginInvoke(); Commands = @{} }
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
    $Place.Opener.Runspace.Dispose()
    $Place.Opener.Dispose()
    $Place.Opener = $null
}

function Initialize-CallState {
    <#
    .SYNOPSIS
    Makes the initial session state of every call's runspace.
    .DESCRIPTION
    The default commands, the functions that run a script and write its frames, and the warm modules. CreateDefault has
    the built-in commands in it; CreateDefault2 would load their modules again for each runspace, in the first call.
    .PARAMETER Module
    Paths of modules to import beforehand.
    .EXAMPLE
    Initialize-CallState -Module ./scripts/services/HostService.Rehearsal.psm1
    #>
    [CmdletBinding()]
    [OutputType([Management.Automation.Runspaces.InitialSessionState])]
    param([string[]]$Module = @())
    $state = [Management.Automation.Runspaces.InitialSessionState]::CreateDefault()
    $names = 'Invoke-CatalogueScript', 'Write-CallOutput', 'Send-OutputBatch', 'ConvertTo-FrameJson', 'Send-CallEvent', 'Send-CallProgress', 'ConvertTo-SafeValue'
    foreach ($name in $names) {
        $definition = (Get-Command -Name $name -CommandType Function).Definition
        $state.Commands.Add((New-Object Management.Automation.Runspaces.SessionStateFunctionEntry $name, $definition))
    }
    if ($Module.Count -gt 0) { $state.ImportPSModule($Module) }
    $state
}
