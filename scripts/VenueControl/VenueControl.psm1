<#
The admins' module: the control plane's GraphQL API as commands. State (the default connection) is per runspace.
#>
Set-StrictMode -Version 3.0
# A caller's separator is for the caller's own texts. ($PSDefaultParameterValues stay outside by themselves.)
$OFS = ' '

$script:DefaultConnection = $null
$script:HttpClient = $null
# Address -> time since its program was proven to be trusted.
$script:Proven = @{}
$script:StartRemedy = 'Run Start-Service VenueControl on the server, as Administrator. If the control plane listens at another address, give it to Connect-VenueControl -Uri.'
$script:Completion = @{}
# By what an error calls them. A test holds them to the tables of the server.
$script:KnownValue = @{
    Service = @('gateway-client', 'cloud-sync', 'sales-processing', 'connect', 'end-of-day', 'netpos', 'services-monitor')
    Permission = @('CLOUD_CONNECTIVITY_ONBOARD', 'CLOUD_CONNECTIVITY_LOCATIONS', 'SERVICES_VIEW', 'SERVICES_CONTROL', 'CLERK_SECURITY_VIEW', 'CLERK_SECURITY_EDIT', 'EVENT_LOGS_VIEW', 'AUDIT_VIEW', 'API_TOKENS_MANAGE', 'METRICS_VIEW', 'SUPPORT_BUNDLE')
    Kind = @('ONBOARD', 'RESYNC', 'ACTIVATE_LOCATIONS', 'SERVICE_CONTROL')
    State = @('AWAITING_APPROVAL', 'SCHEDULED', 'PENDING', 'RUNNING', 'CANCELLING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'NEEDS_ATTENTION')
    StartMode = @('AUTOMATIC', 'AUTOMATIC_DELAYED', 'MANUAL', 'DISABLED')
    Action = @(
        'signIn', 'stepUp', 'changePin', 'onboard', 'finishOnboarding', 'requestAuthenticationCode', 'exportPassport', 'importPassport', 'activateLocations', 'resync', 'serviceControl',
        'startService', 'stopService', 'restartService', 'setServiceStartMode', 'cancelOperation', 'approveOperation', 'rejectOperation', 'resolveOperation', 'setMaintenance', 'confirmClock',
        'acknowledgeAlert', 'grantPermission', 'revokePermission', 'unlockClerk', 'createApiToken', 'renewApiToken', 'revokeApiToken', 'endApiTokens', 'endPin', 'signOffAudit',
        'createSupportBundle', 'clerk.set-pin', 'clerk.unlock', 'clerk.grant', 'clerk.revoke', 'audit.sign-off', 'notify.set-secret', 'otlp.set-header', 'passport.export',
        'passport.import', 'state.restore', 'settings.change', 'state.anchor-lost'
    )
    Outcome = @('INTENDED', 'SUCCEEDED', 'FAILED', 'DENIED', 'UNKNOWN', 'CANCELLED')
    MinimumLevel = @('VERBOSE', 'INFORMATION', 'WARNING', 'ERROR')
    Lane = @('STATUS', 'FINDING', 'SERVICE', 'LINK', 'CLOUD', 'HOST', 'DATABASE', 'VERSION', 'SERVER', 'OPERATION', 'AUDIT', 'SETTING', 'EVENT_LOG')
}

# What Export-Csv would write as System.Object[], as text too.
$script:TextProperty = @{ permissions = 'PermissionNames'; clerks = 'ClerkNames'; locationGroups = 'LocationGroupNames'; locations = 'LocationNames'; securityGroup = 'SecurityGroupName'; clerkGroup = 'ClerkGroupName'
    serves = 'ServesNames'; stopsWith = 'StopsWithNames'; steps = 'StepTitles'; checks = 'CheckTitles'; licences = 'LicenceNames'; consumers = 'ConsumerNames'; findings = 'FindingCodes'; candidates = 'CandidateNames'; evidence = 'EvidenceTitles'; parts = 'PartNames' }

# By the manifest's list: what someone else laid beside these is none of ours, and would run as anyone who imports the module.
$public = @(
    foreach ($file in (Import-PowerShellDataFile -LiteralPath ([IO.Path]::Combine($PSScriptRoot, 'VenueControl.psd1'))).FileList) {
        if ($file -notlike 'P*/*.ps1') { continue }
        . ([IO.Path]::Combine($PSScriptRoot, $file))
        if ($file -like 'Public/*') { [IO.Path]::GetFileNameWithoutExtension($file) }
    }
)

$script:Document = Import-PowerShellDataFile -LiteralPath ([IO.Path]::Combine($PSScriptRoot, 'Data', 'Document.psd1'))
foreach ($name in @($script:Document.Keys)) {
    foreach ($part in 'Service', 'Plan', 'Operation', 'Group', 'Clerk', 'Token', 'Passport', 'Alert') { $script:Document[$name] = $script:Document[$name].Replace("#$($part.ToUpperInvariant())#", $script:Document["${part}Field"]) }
}

# Here, not as attributes: those couldn't see the private functions.
foreach ($entry in @(
        @{ Noun = 'VenueService'; Parameter = 'Key'; Kind = 'Service' }
        @{ Noun = 'VenuePermission'; Parameter = 'Permission'; Kind = 'Permission' }
        @{ Noun = 'VenueApiToken'; Parameter = 'Permission'; Kind = 'Permission' }
        @{ Noun = 'VenuePermission'; Parameter = 'SecurityGroupId'; Kind = 'SecurityGroup' }
        @{ Noun = 'VenueSecurityGroup'; Parameter = 'Id'; Kind = 'SecurityGroup' }
        @{ Noun = 'VenueOperation'; Parameter = 'Id'; Kind = 'Operation' }
        @{ Noun = 'VenueOperation'; Parameter = 'Choice'; Kind = 'Choice' }
        @{ Noun = 'VenueLocation'; Parameter = 'Id'; Kind = 'Location' }
        @{ Noun = 'VenueClerk'; Parameter = 'Id'; Kind = 'Clerk' }
        @{ Noun = 'VenueClerk'; Parameter = 'ClerkId'; Kind = 'Clerk' }
        @{ Noun = 'VenueAuditLog'; Parameter = 'ClerkId'; Kind = 'Clerk' }
        @{ Noun = 'VenueApiToken'; Parameter = 'Id'; Kind = 'ApiToken' }
        @{ Noun = 'VenueAlert'; Parameter = 'Id'; Kind = 'Alert' }
        @{ Noun = 'VenueOperationEvent'; Parameter = 'Id'; Kind = 'Operation' }
        @{ Noun = 'VenueOperation'; Parameter = 'Kind'; Kind = 'Kind' }
        @{ Noun = 'VenueOperation'; Parameter = 'State'; Kind = 'State' }
        @{ Noun = 'VenueService'; Parameter = 'StartMode'; Kind = 'StartMode' }
        @{ Noun = 'VenueAuditLog'; Parameter = 'Outcome'; Kind = 'Outcome' }
        @{ Noun = 'VenueAuditLog'; Parameter = 'Action'; Kind = 'Action' }
        @{ Noun = 'VenueEventLog'; Parameter = 'MinimumLevel'; Kind = 'MinimumLevel' }
        @{ Noun = 'VenueTimeline'; Parameter = 'Lane'; Kind = 'Lane' }
        @{ Noun = 'Venue'; Parameter = 'Override'; Kind = 'Override' }
        @{ Noun = 'Venue'; Parameter = 'CompanyName'; Kind = 'CompanyName' }
        @{ Noun = 'VenueFleet'; Parameter = 'Name'; Kind = 'Inventory' }
        @{ Noun = 'VenueRollout'; Parameter = 'Name'; Kind = 'Inventory' }
        @{ Noun = 'Venue'; Parameter = 'Name'; Kind = 'Inventory' })) {
    $completer = { param($command, $parameter, $word, $ast, $bound) Get-VenueCompletion -Kind '#' -Word $word -Command $command -Bound $bound }.ToString().Replace('#', $entry.Kind)
    $here = $ExecutionContext.SessionState.Module.NewBoundScriptBlock([scriptblock]::Create($completer))
    Register-ArgumentCompleter -CommandName @($public -like "*-$($entry.Noun)") -ParameterName $entry.Parameter -ScriptBlock $here
}

$ExecutionContext.SessionState.Module.OnRemove = { if ($script:HttpClient) { $script:HttpClient.Dispose() } }

# What the manifest lists by name, for who asks before it is loaded; a test holds the two together.
Export-ModuleMember -Function $public
