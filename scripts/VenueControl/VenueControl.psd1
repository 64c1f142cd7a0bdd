@{
    RootModule = 'VenueControl.psm1'
    ModuleVersion = '0.1.0'
    GUID = '5b0c7a52-4f0e-4d67-9a0b-0f6f0c1d7c11'
    Author = 'Venue Control'
    CompanyName = 'Venue Control'
    Copyright = '(c) Venue Control'
    Description = 'Onboards, watches and controls a swiftpos venue through its local control plane.'
    PowerShellVersion = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FormatsToProcess = @('Format.ps1xml')
    FunctionsToExport = @(
        'Approve-VenueOperation', 'Connect-VenueControl', 'Deny-VenueOperation', 'Disconnect-VenueControl', 'Enable-VenueLocation',
        'Export-VenuePassport', 'Get-Venue', 'Get-VenueApiToken', 'Get-VenueAuditLog', 'Get-VenueClerk', 'Get-VenueClerkGroup', 'Get-VenueEventLog',
        'Get-VenueLocation', 'Get-VenueMaintenance', 'Get-VenueOperation', 'Get-VenueSecurityGroup', 'Get-VenueService', 'Grant-VenuePermission',
        'Import-VenuePassport', 'Invoke-VenueGraphQl', 'New-VenueApiToken', 'Register-Venue', 'Remove-VenueApiToken',
        'Request-VenueAuthenticationCode', 'Resolve-VenueOperation', 'Restart-VenueService', 'Revoke-VenuePermission', 'Set-VenueMaintenance',
        'Set-VenueService', 'Start-VenueService', 'Stop-VenueOperation', 'Stop-VenueService', 'Sync-Venue', 'Test-VenueAudit', 'Test-VenueHealth',
        'Test-VenueOnboarding', 'Test-VenueSync', 'Unlock-VenueClerk', 'Wait-VenueOperation'
    )
    CmdletsToExport = @()
    VariablesToExport = @()
    AliasesToExport = @()
    # No HelpInfoURI: all help is in here, and Update-Help would report a fault on every machine that can't reach what it names.
    PrivateData = @{
        PSData = @{
            Tags = @('swiftpos', 'PointOfSale', 'Onboarding', 'Services', 'Administration', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux')
            LicenseUri = 'https://opensource.org/license/mit'
            # Its project is the control plane of the machine that it is installed on.
            ProjectUri = 'http://127.0.0.1:4280/'
            ReleaseNotes = @'
No parameter is Mandatory: what is missing is asked for, or named all at once where nobody can be asked (jobs, pipes, tasks, remote sessions).
-WhatIf and every prompt ask the server first, and refuse what it would refuse; they name what stops with a service.
New: Approve-, Deny- and Resolve-VenueOperation, Get- and Set-VenueMaintenance, Get- and Unlock-VenueClerk, Get-VenueEventLog, Get-VenueAuditLog,
Test-VenueAudit, Test-VenueHealth, New-, Get- and Remove-VenueApiToken, Export- and Import-VenuePassport; -AsJob where a command waits; Connect-VenueControl -Credential.
'@
        }
    }
}
