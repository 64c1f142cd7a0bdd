function New-HostState {
    <#
    .SYNOPSIS
    Makes the initial session state of the host's own threads: those that read frames and run calls, and the one that tends these.
    .DESCRIPTION
    Only what they need, so that one is there within milliseconds.
    .PARAMETER From
    A state that has the default commands.
    .EXAMPLE
    New-HostState -From (New-CallState)
    #>
    [CmdletBinding()]
    [OutputType([Management.Automation.Runspaces.InitialSessionState])]
    param([Parameter(Mandatory = $true)][Management.Automation.Runspaces.InitialSessionState]$From)
    $state = [Management.Automation.Runspaces.InitialSessionState]::Create()
    $state.LanguageMode = [Management.Automation.PSLanguageMode]::FullLanguage
    foreach ($name in 'ConvertFrom-Json', 'ConvertTo-Json', 'Where-Object') { $state.Commands.Add($From.Commands[$name]) }
    Add-StateFunction -State $state -Name 'Start-FrameReader', 'Receive-Frame', 'ConvertFrom-CallFrame', 'ConvertTo-FrameTable', 'Read-CallSecret', 'Receive-ControlFrame', 'Stop-LiveCall',
    'New-ScriptCall', 'Initialize-ScriptCall', 'Deny-ScriptCall', 'Initialize-CallPath', 'Get-ScriptParameter', 'ConvertTo-ScriptArgument',
    'New-CallRunspace', 'Get-CallRunspace', 'Wait-CallRunspace', 'Close-CallRunspace', 'Exit-LiveCall', 'Complete-ScriptCall', 'Get-ProblemCode', 'ConvertTo-ErrorDetail',
    'Watch-LiveCall', 'Send-CallProgress', 'Send-CallEvent'
    $state
}

function New-CallState {
    <#
    .SYNOPSIS
    Makes the initial session state of every call's runspace, without the warm modules.
    .DESCRIPTION
    The default commands, and the functions that run a script and write its frames. CreateDefault has
    the built-in commands in it; CreateDefault2 would load their modules again for each runspace, in the first call.
    .EXAMPLE
    New-CallState
    #>
    [CmdletBinding()]
    [OutputType([Management.Automation.Runspaces.InitialSessionState])]
    param()
    $state = [Management.Automation.Runspaces.InitialSessionState]::CreateDefault()
    Add-StateFunction -State $state -Name 'Invoke-CatalogueScript', 'Write-CallOutput', 'Send-OutputBatch', 'ConvertTo-FrameJson', 'Send-CallEvent', 'Send-CallProgress', 'ConvertTo-SafeValue'
    $state
}

function Add-StateFunction {
    <#
    .SYNOPSIS
    Puts some of this session's functions into an initial session state.
    .DESCRIPTION
    Their text: a function is compiled once for all runspaces that have it from the same state.
    .PARAMETER State
    Where to.
    .PARAMETER Name
    The functions.
    .EXAMPLE
    Add-StateFunction -State $state -Name Receive-Frame
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)][Management.Automation.Runspaces.InitialSessionState]$State,
        [Parameter(Mandatory = $true)][string[]]$Name
    )
    foreach ($one in $Name) {
        $function = $ExecutionContext.InvokeCommand.GetCommand($one, [Management.Automation.CommandTypes]::Function)
        $State.Commands.Add([Management.Automation.Runspaces.SessionStateFunctionEntry]::new($one, $function.Definition))
    }
}
