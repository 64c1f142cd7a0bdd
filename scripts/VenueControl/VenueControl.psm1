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
    foreach ($file in [IO.Directory]::GetFiles([IO.Path]::Combine($PSScriptRoot, $folder), '*.ps1')) { . $file }
}

$script:Document = Import-PowerShellDataFile -Path ([IO.Path]::Combine($PSScriptRoot, 'Document.psd1'))
$script:ServiceField = $script:Document.ServiceField
foreach ($name in @($script:Document.Keys)) {
    $script:Document[$name] = $script:Document[$name].Replace('#SERVICE#', $script:ServiceField).Replace('#PLAN#', $script:Document.PlanField).Replace(
        '#OPERATION#', $script:Document.OperationField).Replace('#GROUP#', $script:Document.GroupField)
}

# Here, not as attributes: those couldn't see the private functions.
$keyCommands = 'Get-VenueService', 'Start-VenueService', 'Stop-VenueService', 'Restart-VenueService', 'Set-VenueService'
Register-ArgumentCompleter -CommandName $keyCommands -ParameterName Key -ScriptBlock { param($command, $parameter, $word) Get-VenueCompletion -Kind Service -Word $word }
$permissionCommands = 'Grant-VenuePermission', 'Revoke-VenuePermission'
Register-ArgumentCompleter -CommandName $permissionCommands -ParameterName Permission -ScriptBlock { param($command, $parameter, $word) Get-VenueCompletion -Kind Permission -Word $word }
Register-ArgumentCompleter -CommandName $permissionCommands -ParameterName SecurityGroupId -ScriptBlock { param($command, $parameter, $word) Get-VenueCompletion -Kind SecurityGroup -Word $word }

$ExecutionContext.SessionState.Module.OnRemove = { if ($script:HttpClient) { $script:HttpClient.Dispose() } }

Export-ModuleMember -Function Connect-VenueControl, Disconnect-VenueControl, Enable-VenueLocation, Get-Venue, Get-VenueClerkGroup, Get-VenueLocation, Get-VenueOperation, Get-VenueSecurityGroup, Get-VenueService, Grant-VenuePermission, Invoke-VenueGraphQl, Register-Venue, Request-VenueAuthenticationCode, Restart-VenueService, Revoke-VenuePermission, Set-VenueService, Start-VenueService, Stop-VenueOperation, Stop-VenueService, Sync-Venue, Test-VenueOnboarding, Test-VenueSync, Wait-VenueOperation
