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
        'Approve-VenueOperation', 'Compare-Venue', 'Confirm-VenueAlert', 'Connect-VenueControl', 'Deny-VenueOperation', 'Disconnect-VenueControl', 'Enable-VenueLocation',
        'Export-VenueSupportBundle', 'Get-Venue', 'Get-VenueAlert', 'Get-VenueApiToken', 'Get-VenueAuditLog', 'Get-VenueClerk', 'Get-VenueClerkGroup', 'Get-VenueEventLog', 'Get-VenueFleet',
        'Get-VenueLocation', 'Get-VenueMaintenance', 'Get-VenueOperation', 'Get-VenueOperationEvent', 'Get-VenueSecurityGroup', 'Get-VenueService', 'Get-VenueSetting', 'Get-VenueStatus', 'Get-VenueTimeline', 'Grant-VenuePermission',
        'Invoke-VenueFleet', 'Invoke-VenueGraphQl', 'New-VenueApiToken', 'Register-Venue', 'Remove-VenueApiToken',
        'Request-VenueAuthenticationCode', 'Resolve-VenueOperation', 'Restart-VenueService', 'Revoke-VenuePermission', 'Set-VenueMaintenance',
        'Set-VenuePin', 'Set-VenueService', 'Start-VenueRollout', 'Start-VenueService', 'Stop-VenueOperation', 'Stop-VenueService', 'Sync-Venue', 'Test-VenueAudit', 'Test-VenueHealth',
        'Test-VenueOnboarding', 'Test-VenueSync', 'Unlock-VenueClerk', 'Update-VenueApiToken', 'Wait-VenueOperation'
    )
    # What is loaded and what is installed: nothing that lies beside it.
    FileList = @(
        'Format.ps1xml', 'VenueControl.psd1', 'VenueControl.psm1', 'Data/Document.psd1', 'Private/Add-VenueName.ps1', 'Private/Add-VenueWhatIf.ps1',
        'Private/Clear-VenueErrorRecord.ps1', 'Private/Close-VenueRun.ps1', 'Private/Complete-VenueEntry.ps1', 'Private/Complete-VenueOperation.ps1', 'Private/Confirm-VenueChange.ps1', 'Private/Confirm-VenueClerk.ps1',
        'Private/Confirm-VenueNumber.ps1', 'Private/Confirm-VenuePlanReady.ps1', 'Private/Confirm-VenuePresence.ps1',
        'Private/Confirm-VenueServer.ps1', 'Private/Confirm-VenueUnattended.ps1', 'Private/ConvertTo-VenueFault.ps1', 'Private/ConvertTo-VenueLine.ps1', 'Private/ConvertTo-VenueObject.ps1', 'Private/ConvertTo-VenueRemoteFault.ps1', 'Private/ConvertTo-VenueTime.ps1', 'Private/ConvertTo-VenueVariable.ps1',
        'Private/Copy-VenuePreference.ps1', 'Private/Edit-VenueOperation.ps1', 'Private/Edit-VenuePermission.ps1',
        'Private/Find-VenueOffer.ps1', 'Private/Format-VenuePlan.ps1', 'Private/Get-VenueCompletion.ps1', 'Private/Get-VenueConnection.ps1', 'Private/Get-VenueFailureCount.ps1', 'Private/Get-VenueHost.ps1', 'Private/Get-VenueListener.ps1',
        'Private/Get-VenueOperationById.ps1', 'Private/Get-VenuePage.ps1', 'Private/Get-VenueWindowsSocket.ps1', 'Private/Invoke-VenueDocument.ps1', 'Private/Invoke-VenueRemote.ps1', 'Private/Invoke-VenueServiceAction.ps1', 'Private/Invoke-VenueWave.ps1',
        'Private/New-VenueErrorRecord.ps1', 'Private/New-VenueRemoteEvent.ps1', 'Private/Open-VenueJournal.ps1', 'Private/Open-VenueRunspace.ps1', 'Private/Read-VenueAnswer.ps1', 'Private/Read-VenueInput.ps1',
        'Private/Read-VenueInventory.ps1', 'Private/Resolve-VenuePath.ps1', 'Private/Resolve-VenueUri.ps1', 'Private/Select-VenueGroup.ps1', 'Private/Select-VenueLocation.ps1', 'Private/Select-VenueMatch.ps1', 'Private/Select-VenueService.ps1',
        'Private/Select-VenueValue.ps1', 'Private/Send-VenueRequest.ps1', 'Private/Split-VenueWave.ps1', 'Private/Start-VenueWaitJob.ps1', 'Private/Step-VenueRun.ps1', 'Private/Test-VenueActOnce.ps1', 'Private/Test-VenueInteraction.ps1',
        'Private/Test-VenuePresenceWanted.ps1', 'Private/Test-VenuePrompt.ps1', 'Private/Test-VenueSameSecret.ps1', 'Private/Wait-VenueOperationEnd.ps1', 'Private/Wait-VenueTask.ps1', 'Private/Wait-VenueWave.ps1',
        'Private/Write-VenueFailure.ps1', 'Private/Write-VenueFile.ps1', 'Private/Write-VenueJournal.ps1', 'Private/Write-VenueRequest.ps1', 'Public/Approve-VenueOperation.ps1', 'Public/Compare-Venue.ps1', 'Public/Confirm-VenueAlert.ps1',
        'Public/Connect-VenueControl.ps1', 'Public/Deny-VenueOperation.ps1', 'Public/Disconnect-VenueControl.ps1', 'Public/Enable-VenueLocation.ps1',
        'Public/Export-VenueSupportBundle.ps1', 'Public/Get-Venue.ps1', 'Public/Get-VenueAlert.ps1', 'Public/Get-VenueApiToken.ps1', 'Public/Get-VenueAuditLog.ps1',
        'Public/Get-VenueClerk.ps1', 'Public/Get-VenueClerkGroup.ps1', 'Public/Get-VenueEventLog.ps1', 'Public/Get-VenueFleet.ps1', 'Public/Get-VenueLocation.ps1',
        'Public/Get-VenueMaintenance.ps1', 'Public/Get-VenueOperation.ps1', 'Public/Get-VenueOperationEvent.ps1', 'Public/Get-VenueSecurityGroup.ps1', 'Public/Get-VenueService.ps1',
        'Public/Get-VenueSetting.ps1', 'Public/Get-VenueStatus.ps1', 'Public/Get-VenueTimeline.ps1',
        'Public/Grant-VenuePermission.ps1', 'Public/Invoke-VenueFleet.ps1', 'Public/Invoke-VenueGraphQl.ps1', 'Public/New-VenueApiToken.ps1',
        'Public/Register-Venue.ps1', 'Public/Remove-VenueApiToken.ps1', 'Public/Request-VenueAuthenticationCode.ps1', 'Public/Resolve-VenueOperation.ps1',
        'Public/Restart-VenueService.ps1', 'Public/Revoke-VenuePermission.ps1', 'Public/Set-VenueMaintenance.ps1', 'Public/Set-VenuePin.ps1', 'Public/Set-VenueService.ps1',
        'Public/Start-VenueRollout.ps1', 'Public/Start-VenueService.ps1', 'Public/Stop-VenueOperation.ps1', 'Public/Stop-VenueService.ps1', 'Public/Sync-Venue.ps1',
        'Public/Test-VenueAudit.ps1', 'Public/Test-VenueHealth.ps1', 'Public/Test-VenueOnboarding.ps1', 'Public/Test-VenueSync.ps1',
        'Public/Unlock-VenueClerk.ps1', 'Public/Update-VenueApiToken.ps1', 'Public/Wait-VenueOperation.ps1', 'en-US/about_VenueControl.help.txt'
    )
    CmdletsToExport = @()
    VariablesToExport = @()
    AliasesToExport = @()
    # No HelpInfoURI: all help is in here, and Update-Help would report a fault on every machine that can't reach what it names.
    PrivateData = @{
        PSData = @{
            # The commands, for Find-PSResource -CommandName: the packer adds none of them.
            Tags = @(
                'swiftpos', 'PointOfSale', 'Onboarding', 'Services', 'Administration', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux',
                'PSCommand_Approve-VenueOperation', 'PSCommand_Compare-Venue', 'PSCommand_Confirm-VenueAlert', 'PSCommand_Connect-VenueControl', 'PSCommand_Deny-VenueOperation', 'PSCommand_Disconnect-VenueControl',
                'PSCommand_Enable-VenueLocation', 'PSCommand_Export-VenueSupportBundle', 'PSCommand_Get-Venue', 'PSCommand_Get-VenueAlert', 'PSCommand_Get-VenueApiToken',
                'PSCommand_Get-VenueAuditLog', 'PSCommand_Get-VenueClerk', 'PSCommand_Get-VenueClerkGroup', 'PSCommand_Get-VenueEventLog', 'PSCommand_Get-VenueFleet',
                'PSCommand_Get-VenueLocation', 'PSCommand_Get-VenueMaintenance', 'PSCommand_Get-VenueOperation', 'PSCommand_Get-VenueOperationEvent', 'PSCommand_Get-VenueSecurityGroup',
                'PSCommand_Get-VenueService', 'PSCommand_Get-VenueSetting', 'PSCommand_Get-VenueStatus', 'PSCommand_Get-VenueTimeline', 'PSCommand_Grant-VenuePermission',
                'PSCommand_Invoke-VenueFleet', 'PSCommand_Invoke-VenueGraphQl', 'PSCommand_New-VenueApiToken', 'PSCommand_Register-Venue', 'PSCommand_Remove-VenueApiToken',
                'PSCommand_Request-VenueAuthenticationCode', 'PSCommand_Resolve-VenueOperation', 'PSCommand_Restart-VenueService',
                'PSCommand_Revoke-VenuePermission', 'PSCommand_Set-VenueMaintenance', 'PSCommand_Set-VenuePin', 'PSCommand_Set-VenueService',
                'PSCommand_Start-VenueRollout', 'PSCommand_Start-VenueService', 'PSCommand_Stop-VenueOperation', 'PSCommand_Stop-VenueService', 'PSCommand_Sync-Venue', 'PSCommand_Test-VenueAudit',
                'PSCommand_Test-VenueHealth', 'PSCommand_Test-VenueOnboarding', 'PSCommand_Test-VenueSync', 'PSCommand_Unlock-VenueClerk',
                'PSCommand_Update-VenueApiToken', 'PSCommand_Wait-VenueOperation'
            )
            LicenseUri = 'https://opensource.org/license/mit'
            ReleaseNotes = @'
No parameter is Mandatory: what is missing is asked for, or named all at once where nobody can be asked (jobs, pipes, tasks, remote sessions).
-WhatIf and every prompt ask the server first, and refuse what it would refuse; they name what stops with a service.
New: Approve-, Deny- and Resolve-VenueOperation, Get- and Set-VenueMaintenance, Get- and Unlock-VenueClerk, Get-VenueEventLog, Get-VenueAuditLog,
Test-VenueAudit, Test-VenueHealth, Get-VenueSetting, Get-VenueStatus, Get-VenueTimeline, Get- and Confirm-VenueAlert, Get-VenueOperationEvent, Get- and Invoke-VenueFleet, Compare-Venue, Start-VenueRollout, Set-VenuePin, New-, Get- and Remove-VenueApiToken, Export-VenueSupportBundle; -AsJob where a command waits; Connect-VenueControl -Credential.
'@
        }
    }
}
