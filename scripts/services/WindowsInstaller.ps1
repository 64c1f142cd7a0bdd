<#
Windows Installer: a package with .msi is installed and taken out by msiexec, which answers with a number.
#>

# Longer than an installation takes; msiexec that waits for a dialog no one sees would wait for ever. The step's deadlines are longer (onboard-steps.ts).
$script:InstallerSeconds = 900
# So long it is asked again while it is at another installation: Windows' own updates, or this one, whose msiexec was killed with a host.
$script:BusySeconds = 900
$script:AskAgainSeconds = 5
# How often it reports that it still works, or is still busy.
$script:TellSeconds = 60
$script:Busy = 1618

# Does: install or uninstall. Absent: nothing of it was seen, so a package that Windows Installer can't or may not open has put nothing there.
# Emits whether Windows needs a restart. Errors: INSTALLER_BUSY, INSTALLER_FAILED.
function Invoke-WindowsInstaller([string]$Do, [string]$Path, [switch]$Absent) {
    $word = @{ install = '/i'; uninstall = '/x' }[$Do]
    $log = Get-InstallerLog -Do $Do
    $code = Invoke-FreeInstaller -ArgumentLine ('{0} "{1}" /qn /norestart /l*v "{2}"' -f $word, $Path, $log)
    switch ($code) {
        0 { $false }
        3010 {
            Write-Warning "$([IO.Path]::GetFileName($Path)): Windows requires a restart to complete the installation."
            $true
        }
        # Against /norestart, which a package can pass over.
        1641 {
            Write-Warning "$([IO.Path]::GetFileName($Path)): Windows Installer is restarting this server, although it was asked not to (1641). Check the services after the restart."
            $true
        }
        { $Do -eq 'uninstall' -and ($_ -eq 1605 -or ($Absent -and 1619, 1620, 1625 -contains $_)) } { $false }
        $script:Busy { throw (New-VenueError -ErrorId INSTALLER_BUSY -Message "Windows Installer did not $Do $([IO.Path]::GetFileName($Path)): another installation, or this one, has been running for $([Math]::Round($script:BusySeconds / 60)) min." -Category ResourceBusy -Target $Path) }
        default { throw (New-InstallerFailure -Code $code -Do $Do -Path $Path -Log $log) }
    }
}

# That of the try before is kept beside it: it may be of an installation that still continues, and then it is the only word of it.
function Get-InstallerLog([string]$Do) {
    $folder = [IO.Path]::Combine($env:VENUE_CONTROL_DATA, 'logs')
    [void][IO.Directory]::CreateDirectory($folder)
    $log, $before = [IO.Path]::Combine($folder, "msi-$Do.log"), [IO.Path]::Combine($folder, "msi-$Do-before.log")
    if (-not [IO.File]::Exists($log)) { return $log }
    try {
        [IO.File]::Delete($before)
        [IO.File]::Move($log, $before)
        $log
    }
    # Open still: another one is written.
    catch [IO.IOException], [UnauthorizedAccessException] { [IO.Path]::Combine($folder, "msi-$Do-$([guid]::NewGuid().ToString('N')).log") }
}

function New-InstallerFailure([int]$Code, [string]$Do, [string]$Path, [string]$Log) {
    $why = @{ 1460 = 'no end within 15 minutes, and it may still be at work'; 1603 = 'a fatal error'; 1602 = 'someone cancelled it'; 1619 = 'the package could not be opened'; 1620 = 'that is not a package'; 1625 = 'forbidden by policy'; 1633 = 'not for this kind of processor'; 1638 = 'another version is installed' }[$Code]
    $text = if ($why) { "$why ($Code)" } else { "error $Code, which `"net helpmsg $Code`" says in words" }
    New-VenueError -ErrorId INSTALLER_FAILED -Message "Windows Installer did not $Do $([IO.Path]::GetFileName($Path)): $text. The details are in $Log." -Target $Path
}

# Asked again until it is at nothing else. Emits its exit code.
function Invoke-FreeInstaller([string]$ArgumentLine) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $tellAt = 0
    while ($true) {
        $code = Invoke-InstallerProgram -ArgumentLine $ArgumentLine
        $seconds = $watch.Elapsed.TotalSeconds
        if ($code -ne $script:Busy -or $seconds -ge $script:BusySeconds) { return $code }
        if ($seconds -ge $tellAt) {
            Write-Information 'Windows Installer is busy with another installation, or still with this one. The server retries until that has ended.'
            $tellAt = $seconds + $script:TellSeconds
        }
        Start-Sleep -Seconds $script:AskAgainSeconds
    }
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
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $tellAt = $script:TellSeconds
    # Checked often: a cancel is heard in between, and ends the wait and not msiexec.
    while (-not $Process.WaitForExit(500)) {
        $seconds = $watch.Elapsed.TotalSeconds
        # Not ended: half an installation is worse than one that continues.
        if ($seconds -ge $script:InstallerSeconds) { return 1460 }
        if ($seconds -ge $tellAt) {
            Write-Information "Windows Installer has been running for $([Math]::Round($seconds / 60, 1)) min; its log is in the data folder's logs."
            $tellAt += $script:TellSeconds
        }
    }
    $Process.ExitCode
}
