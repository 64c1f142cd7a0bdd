<#
.SYNOPSIS
Registers the control plane as a Windows service, and starts, stops or removes it.
.DESCRIPTION
For "venue-control install", "upgrade" and "uninstall". Requires an administrator. The service starts after the boot and after the services that are named. Windows restarts it three times, each time after a minute. Emits the registered program, data, needs, account and environment as JSON, or nothing if no service is registered. Register takes the lines of an environment that is restored from the variable SERVICE_ENVIRONMENT (JSON): an argument would show a secret in them. Before that, Grant emits a sentence for each missing service. Protect refuses what other accounts created; it emits a sentence for what the account created in read-only places, and for each folder above that it created. A failure is one line on standard error: a code, what happened, and "->" with what to do if the remedy of the code does not fit.
.PARAMETER Action
Read; Confirm (that this may be done here); Source (that no one else could have changed the unpacked program, and, where data are named, before anything is stopped or changed, that Protect would take both folders as they are); Protect (the folders, by access lists), Register (in the place of what was), Unregister, Start, which waits and creates the task that repeats a late start, or Stop, which removes that task and waits; Tell, which writes to Windows' event log that an upgrade was restored; Account (that it is there, and can read what the data folder keeps); Grant (the account, to check, start and stop the services that are named) or Revoke (what Grant gave).
.PARAMETER Program
Folder of the program, for Register; of the unpacked one, for Source; of all programs, for Protect; where it is not named, of the data alone.
.PARAMETER Target
Folder that the program goes into, beside other versions of it, for Source; of a service that is registered already its own.
.PARAMETER Data
The data folder; for Source, Account, Register, Protect, Grant and Revoke.
.PARAMETER DependsOn
Names of services that have to run before, such as SQL Server's, with commas between them; for Register.
.PARAMETER Text
What happened, for Tell.
.PARAMETER Account
What the service runs as, for Source, Account, Protect, Register and Grant; default: what it is registered as, or LocalSystem. One that needs no password (NT SERVICE\VenueControl, or a group managed one), or what it is registered as.
.PARAMETER Service
Names of services, with commas between them, for Grant.
.EXAMPLE
./Set-ServerService.ps1 -Action Register -Program 'C:\Program Files\VenueControl\0.1.0-1a2b3c4d' -Data C:\ProgramData\VenueControl -DependsOn MSSQLSERVER
#>
[CmdletBinding(SupportsShouldProcess = $true)]
[OutputType([string])]
param(
    [Parameter(Mandatory = $true)][ValidateSet('Read', 'Confirm', 'Source', 'Protect', 'Register', 'Unregister', 'Start', 'Stop', 'Tell', 'Account', 'Grant', 'Revoke')][string]$Action,
    [string]$Program,
    [string]$Target,
    [string]$Data,
    [string]$DependsOn = '',
    [string]$Text = '',
    [string]$Account = 'LocalSystem',
    [string]$Service = ''
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$services = Join-Path $PSScriptRoot '../services'
Import-Module (Join-Path $services 'VenueError.psm1')
foreach ($part in 'WindowsOnly', 'ServiceManager', 'ServiceRegistry', 'ServiceRefusal', 'FolderAccess', 'SystemTask') { . (Join-Path $services "$part.ps1") }
foreach ($part in 'FolderProtection', 'FolderMaker', 'FolderRemedy', 'ProgramSource', 'ServerEvent', 'ServiceAccount', 'ServiceRights', 'LateStart', 'ServerRegistration') { . (Join-Path $PSScriptRoot "$part.ps1") }
try {
    Confirm-Windows -What 'The service of the control plane'
    $registered = Read-Server
    $known = if ($registered) { $registered.account } else { '' }
    # What an administrator set stays who may change the data.
    if ($known -and -not $PSBoundParameters.ContainsKey('Account')) { $Account = $known }
    if ($Action -ne 'Read' -and $PSCmdlet.ShouldProcess('VenueControl', $Action)) {
        switch ($Action) {
            Confirm { Confirm-Administrator }
            Source {
                Confirm-Administrator
                $trusted = @(Get-AdministratorAccount)
                Confirm-ProgramSource -Program $Program -Administrator $trusted
                # What Protect would refuse once the service has stopped. Who copies the module alone names no data, and changes neither folder.
                if ($Data) {
                    if ($registered) { $Target = [IO.Path]::GetDirectoryName($registered.program) }
                    $sid = Get-ServiceAccountSid -Account $Account -Registered $known
                    Confirm-Place -Program $Target -Data $Data -Account $sid -Trusted $trusted -Early
                }
            }
            Protect {
                Confirm-Administrator
                $sid = Get-ServiceAccountSid -Account $Account -Registered $known
                Set-InstallationAccess -Program $Program -Data $Data -Account $sid -Trusted @(Get-AdministratorAccount)
            }
            Register { Register-Server -Program $Program -Data $Data -DependsOn @($DependsOn -split ',' | Where-Object { $_ }) -Account $Account -Environment @(if ($env:SERVICE_ENVIRONMENT) { ConvertFrom-Json $env:SERVICE_ENVIRONMENT | ForEach-Object { $_ } }) }
            Account { Confirm-AccountSecret -Data $Data -Account $Account }
            Grant {
                $sid = Get-ServiceAccountSid -Account $Account -Registered $known
                Set-KeptFileAccess -Data $Data -Account $sid
                $names = @($Service -split ',' | Where-Object { $_ })
                [void](Grant-ServiceRight -Service $names -Sid $sid -Data $Data)
                foreach ($name in (Find-AbsentService -Service $names)) { "There is no service `"$name`" on this machine, so no permission was granted for it." }
            }
            Revoke { Undo-ServiceRight -Data $Data }
            Unregister { Unregister-Server }
            # The task lasts while the service is meant to run: during an upgrade it would start a program that is being replaced.
            Start {
                Start-ServerAndWait
                if ($registered) { Register-StartTask -Program $registered.program }
            }
            Stop {
                Unregister-StartTask
                Stop-ServerAndWait
            }
            Tell {
                $event = (Import-PowerShellDataFile -LiteralPath (Join-Path $PSScriptRoot 'ServerEvent.psd1')).UPGRADE_ROLLED_BACK
                $wrong = Write-ServerEvent -Id $event.Id -Level $event.Level -Text $Text
                if ($wrong) { throw (New-VenueError -ErrorId FILE_NOT_WRITTEN -Message $wrong) }
            }
        }
    }
    $registered = Read-Server
    if ($registered) { ConvertTo-Json $registered -Compress }
}
catch {
    # For the program that called, and for a person: one line. Blanks stay as they are in what is to be typed.
    $remedy = if ($_.Exception.Data['remedy']) { " -> $($_.Exception.Data['remedy'] -replace '\s*[\r\n\u2028\u2029]+\s*', ' ')" } else { '' }
    [Console]::Error.WriteLine(('{0}: {1}{2}' -f $_.FullyQualifiedErrorId.Split(',')[0], ($_.Exception.Message -replace '\s+', ' '), $remedy))
    exit 1
}
