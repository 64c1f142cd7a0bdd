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
    FunctionsToExport = @('Connect-VenueControl', 'Disconnect-VenueControl', 'Enable-VenueLocation', 'Get-Venue', 'Get-VenueClerkGroup', 'Get-VenueLocation', 'Get-VenueOperation', 'Get-VenueSecurityGroup', 'Get-VenueService', 'Grant-VenuePermission', 'Invoke-VenueGraphQl', 'Register-Venue', 'Request-VenueAuthenticationCode', 'Restart-VenueService', 'Revoke-VenuePermission', 'Set-VenueService', 'Start-VenueService', 'Stop-VenueOperation', 'Stop-VenueService', 'Sync-Venue', 'Test-VenueOnboarding', 'Test-VenueSync', 'Wait-VenueOperation')
    CmdletsToExport = @()
    VariablesToExport = @()
    AliasesToExport = @()
}
