<#
The admins' module: the control plane's GraphQL API as commands. State (the default connection) is per runspace.
#>
Set-StrictMode -Version 3.0
# A caller's separator is for the caller's own texts. ($PSDefaultParameterValues stay outside by themselves.)
$OFS = ' '

$script:DefaultConnection = $null
$script:HttpClient = $null
$script:Completion = @{}
$script:ServiceKey = @('gateway-client', 'cloud-sync', 'sales-processing', 'connect', 'end-of-day', 'netpos', 'services-monitor')
$script:PermissionName = @('CLOUD_CONNECTIVITY_ONBOARD', 'CLOUD_CONNECTIVITY_LOCATIONS', 'SERVICES_VIEW', 'SERVICES_CONTROL', 'CLERK_SECURITY_VIEW',
    'CLERK_SECURITY_EDIT', 'EVENT_LOGS_VIEW', 'AUDIT_VIEW', 'API_TOKENS_MANAGE')

foreach ($folder in 'Private', 'Public') {
    $files = [IO.Directory]::GetFiles([IO.Path]::Combine($PSScriptRoot, $folder), '*.ps1')
    foreach ($file in $files) { . $file }
}
$public = @(foreach ($file in $files) { [IO.Path]::GetFileNameWithoutExtension($file) })

$script:Wording = Import-PowerShellDataFile -Path ([IO.Path]::Combine($PSScriptRoot, 'Wording.psd1'))
$script:Document = Import-PowerShellDataFile -Path ([IO.Path]::Combine($PSScriptRoot, 'Document.psd1'))
foreach ($name in @($script:Document.Keys)) {
    $script:Document[$name] = $script:Document[$name].Replace('#SERVICE#', $script:Document.ServiceField).Replace('#PLAN#', $script:Document.PlanField).Replace(
        '#OPERATION#', $script:Document.OperationField).Replace('#GROUP#', $script:Document.GroupField)
}

# Here, not as attributes: those couldn't see the private functions.
$keyCommands = @($public -like '*-VenueService')
Register-ArgumentCompleter -CommandName $keyCommands -ParameterName Key -ScriptBlock { param($command, $parameter, $word) Get-VenueCompletion -Kind Service -Word $word }
$permissionCommands = @($public -like '*-VenuePermission')
Register-ArgumentCompleter -CommandName $permissionCommands -ParameterName Permission -ScriptBlock { param($command, $parameter, $word) Get-VenueCompletion -Kind Permission -Word $word }
Register-ArgumentCompleter -CommandName $permissionCommands -ParameterName SecurityGroupId -ScriptBlock { param($command, $parameter, $word) Get-VenueCompletion -Kind SecurityGroup -Word $word }

$ExecutionContext.SessionState.Module.OnRemove = { if ($script:HttpClient) { $script:HttpClient.Dispose() } }

# What the manifest lists by name, for who asks before it is loaded; a test holds the two together.
Export-ModuleMember -Function $public
