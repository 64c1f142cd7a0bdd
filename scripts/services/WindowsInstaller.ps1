<#
Windows Installer: a package with .msi is installed and taken out by msiexec, which answers with a number.
#>

# Longer than an installation takes; msiexec that waits for a dialog nobody sees would wait for ever. The step's deadlines are longer (onboard-steps.ts).
$script:InstallerSeconds = 900
# How often it is told that it still works.
$script:TellSeconds = 60

# Does: install or uninstall. Emits whether Windows wants a restart. Errors: INSTALLER_BUSY, INSTALLER_FAILED.
function Invoke-WindowsInstaller([string]$Do, [string]$Path) {
    $word = @{ install = '/i'; uninstall = '/x' }[$Do]
    $log = [IO.Path]::Combine($env:VENUE_CONTROL_DATA, 'logs', "msi-$Do.log")
    [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($log))
    $code = Invoke-InstallerProgram -ArgumentLine ('{0} "{1}" /qn /norestart /l*v "{2}"' -f $word, $Path, $log)
    switch ($code) {
        0 { $false }
        3010 {
            Write-Warning "$([IO.Path]::GetFileName($Path)): Windows wants a restart before all of it is in place."
            $true
        }
        # Against /norestart, which a package can pass over.
        1641 {
            Write-Warning "$([IO.Path]::GetFileName($Path)): Windows Installer has begun to restart this server, though it was told not to (1641). Everything on it ends now; look at the services when it is up again."
            $true
        }
        1605 { if ($Do -eq 'uninstall') { $false } else { throw (New-InstallerFailure -Code $code -Do $Do -Path $Path -Log $log) } }
        1618 { throw (New-VenueError -ErrorId INSTALLER_BUSY -Message "Windows Installer did not $Do $([IO.Path]::GetFileName($Path)): another installation runs." -Category ResourceBusy -Target $Path) }
        default { throw (New-InstallerFailure -Code $code -Do $Do -Path $Path -Log $log) }
    }
}

function New-InstallerFailure([int]$Code, [string]$Do, [string]$Path, [string]$Log) {
    $why = @{ 1460 = 'no end within 15 minutes, and it may still be at work'; 1603 = 'a fatal error'; 1602 = 'somebody cancelled it'; 1619 = 'the package could not be opened'; 1620 = 'that is no package'; 1625 = 'forbidden by policy'; 1633 = 'not for this kind of processor'; 1638 = 'another version is installed' }[$Code]
    $text = if ($why) { "$why ($Code)" } else { "error $Code, which `"net helpmsg $Code`" says in words" }
    New-VenueError -ErrorId INSTALLER_FAILED -Message "Windows Installer did not $Do $([IO.Path]::GetFileName($Path)): $text. The details are in $Log." -Target $Path
}

# By its full path: another program of that name on the search path isn't run. 1460 is Windows' own number for a time-out.
function Invoke-InstallerProgram([string]$ArgumentLine) {
    $start = New-Object Diagnostics.ProcessStartInfo ([IO.Path]::Combine([Environment]::SystemDirectory, 'msiexec.exe')), $ArgumentLine
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $process = [Diagnostics.Process]::Start($start)
    try { Wait-InstallerProgram -Process $process }
    finally { $process.Dispose() }
}

function Wait-InstallerProgram([Diagnostics.Process]$Process) {
    for ($told = 0; $told -lt $script:InstallerSeconds; $told += $script:TellSeconds) {
        if ($told -gt 0) { Write-Information "Windows Installer has been at work for $([Math]::Round($told / 60, 1)) min; its log is in the data folder's logs." }
        if ($Process.WaitForExit($script:TellSeconds * 1000)) { return $Process.ExitCode }
    }
    # Not ended: half an installation is worse than one that goes on.
    1460
}
