<#
Registering a service with the system and taking it out, once for both providers; HostService.ps1 dot-sources this file. A provider defines
Register-Service, Unregister-Service, Write-ServiceRecovery, which answer with Windows' error number, and Confirm-Program, which throws.
#>

function Set-HostServiceRecovery {
    <#
    .SYNOPSIS
    Sets what the system does when a service dies: three restarts, each after a minute, counted again each day.
    .DESCRIPTION
    A rehearsal has no such action: there Services Monitor restarts what dies. Errors: SERVICE_NOT_INSTALLED, SERVICE_CONFIGURE_REFUSED,
    CLUSTERED_SERVICE.
    .PARAMETER Name
    The service's key.
    .EXAMPLE
    Set-HostServiceRecovery -Name cloud-sync
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Name)
    if (-not $PSCmdlet.ShouldProcess($Name)) { return }
    Confirm-HostServiceControl -Name $Name
    $code = Write-ServiceRecovery -Name $Name
    if ($code -ne 0) { throw (New-ServiceRefusal -Code $code -Name $Name -Do configure -Otherwise SERVICE_CONFIGURE_REFUSED) }
}

function Confirm-HostServiceProgram {
    <#
    .SYNOPSIS
    Checks whether a program may be installed: one in its folder, and of the right publisher.
    .DESCRIPTION
    Before it lies where a service that is registered already would run it. Errors: SERVICE_PROGRAM_UNKNOWN, PACKAGE_PUBLISHER_UNKNOWN,
    PACKAGE_SIGNATURE_WRONG.
    .PARAMETER Name
    The service's key.
    .PARAMETER ProgramPath
    Folder of its program.
    .EXAMPLE
    Confirm-HostServiceProgram -Name cloud-sync -ProgramPath ./programs/cloud-sync.new
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Name, [Parameter(Mandatory = $true)][string]$ProgramPath)
    [void](Confirm-Program -Name $Name -ProgramPath $ProgramPath)
}

function Install-HostService {
    <#
    .SYNOPSIS
    Registers a service, stopped, start mode Manual.
    .DESCRIPTION
    What is registered already stays so. Errors: SERVICE_PROGRAM_UNKNOWN, PACKAGE_PUBLISHER_UNKNOWN,
    PACKAGE_SIGNATURE_WRONG, INSTALLER_BUSY, INSTALLER_FAILED, SERVICE_EXISTS, SERVICE_MARKED_FOR_DELETION, CLUSTERED_SERVICE. Where swiftpos' own installer registers Cloud Sync, this isn't used: which it is, is not public.
    .PARAMETER Name
    The service's key.
    .PARAMETER Version
    Version of its program.
    .PARAMETER ProgramPath
    Folder of its program.
    .EXAMPLE
    Install-HostService -Name cloud-sync -Version 10.58.0 -ProgramPath ./programs/cloud-sync
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Name, [Parameter(Mandatory = $true)][string]$Version, [Parameter(Mandatory = $true)][string]$ProgramPath)
    if (-not $PSCmdlet.ShouldProcess($Name, "$Version in $ProgramPath")) { return }
    Confirm-HostServiceControl -Name $Name
    $code = Register-Service -Name $Name -Version $Version -ProgramPath $ProgramPath
    if ($code -ne 0) { throw (New-ServiceRefusal -Code $code -Name $Name -Do install -Otherwise SERVICE_CONFIGURE_REFUSED) }
}

function Uninstall-HostService {
    <#
    .SYNOPSIS
    Takes a stopped service out of the system.
    .DESCRIPTION
    Afterwards it is really gone. Where it is not installed, a package of it that Windows Installer has, or is still at, is taken out. Errors:
    SERVICE_RUNNING, SERVICE_MARKED_FOR_DELETION, INSTALLER_BUSY, INSTALLER_FAILED, CLUSTERED_SERVICE.
    .PARAMETER Name
    The service's key.
    .EXAMPLE
    Uninstall-HostService -Name cloud-sync
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Name)
    if (-not $PSCmdlet.ShouldProcess($Name)) { return }
    $state = (Get-HostService -Name $Name).State
    if ($state -ne 'Missing') { Confirm-HostServiceControl -Name $Name }
    if ('Missing', 'Stopped' -notcontains $state) { throw (New-VenueError -ErrorId SERVICE_RUNNING -Message "$Name is still running. Stop it before you uninstall it." -Target $Name) }
    $code = Unregister-Service -Name $Name
    if ($code -ne 0) { throw (New-ServiceRefusal -Code $code -Name $Name -Do uninstall -Otherwise SERVICE_CONFIGURE_REFUSED) }
}
