<#
Commands that only Windows has, with the parameters they really have: read from the assemblies for Windows that come in PowerShell's package.
A parameter that Windows doesn't know fails here too. What they do is for a Mock to say.
#>
Set-StrictMode -Version 3.0

$script:Types = @{
    'Get-AuthenticodeSignature' = 'Microsoft.PowerShell.Security.dll', 'Microsoft.PowerShell.Commands.GetAuthenticodeSignatureCommand'
    'Set-AuthenticodeSignature' = 'Microsoft.PowerShell.Security.dll', 'Microsoft.PowerShell.Commands.SetAuthenticodeSignatureCommand'
    'New-FileCatalog'           = 'Microsoft.PowerShell.Security.dll', 'Microsoft.PowerShell.Commands.NewFileCatalogCommand'
    'Get-WinEvent'              = 'Microsoft.PowerShell.Commands.Diagnostics.dll', 'Microsoft.PowerShell.Commands.GetWinEventCommand'
}

# Makes a global function with the parameter sets of one of Windows' commands. It throws when it is called without a Mock. Remove-Item function:NAME takes it away.
function Add-WindowsCommand {
    param([Parameter(Mandatory)][ValidateSet('Get-AuthenticodeSignature', 'Set-AuthenticodeSignature', 'New-FileCatalog', 'Get-WinEvent')][string]$Name)
    $file, $class = $script:Types[$Name]
    # A context of its own, for the same assembly may be loaded in its form for this system.
    $context = [Runtime.Loader.AssemblyLoadContext]::new('windows')
    $type = $context.LoadFromAssemblyPath([IO.Path]::Combine((Get-WindowsFolder), $file)).GetType($class)
    $metadata = [Management.Automation.CommandMetadata]::new($type)
    $binding = [Management.Automation.ProxyCommand]::GetCmdletBindingAttribute($metadata)
    $block = [Management.Automation.ProxyCommand]::GetParamBlock($metadata)
    Set-Item "function:global:$Name" ([scriptblock]::Create("$binding`nparam($block)`nthrow 'stub: $Name needs a Mock'"))
}

function Get-WindowsFolder {
    $packages = if ($env:NUGET_PACKAGES) { $env:NUGET_PACKAGES } else { Join-Path $HOME '.nuget/packages' }
    $tools = Get-Content (Join-Path $PSScriptRoot '../../../.config/dotnet-tools.json') -Raw | ConvertFrom-Json
    $folder = Join-Path $packages "powershell/$($tools.tools.powershell.version)/tools/net10.0/any/win"
    if (-not [IO.Directory]::Exists($folder)) { throw "There is no $folder. Run: dotnet tool restore" }
    $folder
}

Export-ModuleMember -Function Add-WindowsCommand
