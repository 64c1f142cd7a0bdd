<#
An OpenSSH server on loopback for one test file, whose subsystems are PowerShell with this module: the machine needs Debian's apt, and nothing is installed.
#>
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'ServerUnderTest.psm1')

# Runs a program to its end and emits what it wrote; throws when it fails.
function Invoke-Program {
    param([Parameter(Mandatory = $true)][string]$Name, [string[]]$Argument, [string]$Folder)
    $start = New-Object Diagnostics.ProcessStartInfo $Name
    foreach ($word in $Argument) { $start.ArgumentList.Add($word) }
    $start.WorkingDirectory = $Folder
    Invoke-Child -Start $start
}

# Starts sshd with keys of its own. Its subsystem "powershell" is PowerShell; "restricted" has the reader's commands and no language, "operator" the operator's.
# "connected" is the reader's too, and connects itself: with token.xml of the folder, to the address in the file uri.
# Emits Port, UserName, KeyFilePath, Options (for New-PSSession), ForcedKeyFilePath (of a key for which sshd runs the restricted endpoint, whatever is asked for)
# and the process, which ends after -Seconds in any case.
# -NetworkOf: in the network namespace of this process, at all of its addresses.
function Start-SshServer {
    param([Parameter(Mandatory = $true)][string]$Folder, [hashtable]$Environment = @{}, [int]$NetworkOf, [int]$Seconds = 1200)
    $project = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '../..'))
    [void][IO.Directory]::CreateDirectory($Folder)
    [void](Invoke-Program chmod '700', $Folder)
    [void](Invoke-Program apt-get download, 'openssh-server', 'libwrap0' $Folder)
    foreach ($package in Get-ChildItem -LiteralPath $Folder -Filter *.deb) { [void](Invoke-Program dpkg '-x', $package.FullName, "$Folder/root") }
    foreach ($key in 'host', 'user', 'forced') { [void](Invoke-Program ssh-keygen '-q', '-t', 'ed25519', '-N', '', '-f', "$Folder/$key") }
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $port = $listener.LocalEndpoint.Port
    $listener.Stop()

    Set-Content "$Folder/connect.ps1" "Connect-VenueControl -Token (Import-Clixml '$Folder/token.xml') -Uri ([IO.File]::ReadAllText('$Folder/uri'))"
    $values = @{ PSModulePath = "$project/scripts"; DOTNET_ROOT = "$env:DOTNET_ROOT" } + $Environment
    $endpoints = @{ powershell = $null; restricted = 'Reader'; operator = 'Operator'; connected = 'Reader' }
    foreach ($name in $endpoints.Keys) {
        $words = @('-sshs')
        if ($endpoints[$name]) {
            $role = Import-PowerShellDataFile "$project/scripts/jea/VenueControlJea/RoleCapabilities/VenueControl$($endpoints[$name]).psrc"
            $visible = ($role.VisibleFunctions | ForEach-Object { "'$_'" }) -join ', '
            $first = if ($name -eq 'connected') { "ScriptsToProcess = '$Folder/connect.ps1';" }
            Set-Content "$Folder/$name.pssc" "@{ SchemaVersion = '2.0.0.0'; GUID = '$(New-Guid)'; SessionType = 'RestrictedRemoteServer'; LanguageMode = 'NoLanguage'; ModulesToImport = 'VenueControl'; VisibleFunctions = $visible; TranscriptDirectory = '$Folder/transcripts'; $first }"
            $words += '-ConfigurationFile', "$Folder/$name.pssc"
        }
        $pwsh = Get-PowerShellStart -Argument $words
        $lines = @('#!/bin/sh') + @($values.Keys | ForEach-Object { "export $_='$($values[$_])'" }) + "exec '$($pwsh.FileName)' $(($pwsh.ArgumentList | ForEach-Object { "'$_'" }) -join ' ')"
        Set-Content "$Folder/$name" ($lines -join "`n")
        [void](Invoke-Program chmod '700', "$Folder/$name")
    }
    Set-Content "$Folder/keys" ([IO.File]::ReadAllText("$Folder/user.pub") + "restrict,command=`"$Folder/restricted`" " + [IO.File]::ReadAllText("$Folder/forced.pub"))
    Set-Content "$Folder/known_hosts" "* $([IO.File]::ReadAllText("$Folder/host.pub"))"
    Set-Content "$Folder/sshd_config" @"
Port $port
ListenAddress $(if ($NetworkOf) { '0.0.0.0' } else { '127.0.0.1' })
HostKey $Folder/host
AuthorizedKeysFile $Folder/keys
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PidFile none
MaxStartups 300
Subsystem powershell $Folder/powershell
$(($endpoints.Keys | Where-Object { $_ -ne 'powershell' } | ForEach-Object { "Subsystem $_ $Folder/$_" }) -join "`n")
"@
    $command = "exec '$Folder/root/usr/sbin/sshd' -D -e -f '$Folder/sshd_config' 2>'$Folder/log'"
    $isolated = @()
    if ((Invoke-Program id '-u').Trim() -eq '0') {
        # As root, sshd requires its own account and folder: they are there in a mount namespace alone.
        Set-Content "$Folder/passwd" ([IO.File]::ReadAllText('/etc/passwd').TrimEnd() + "`nsshd:x:64999:65534::/run/sshd:/usr/sbin/nologin")
        $command = "mount -t tmpfs -o mode=755 run /run && mkdir -m 755 /run/sshd && mount --bind '$Folder/passwd' /etc/passwd && $command"
        $isolated = 'unshare', '--mount'
    }
    if ($NetworkOf) { $isolated = @('nsenter', "--net=/proc/$NetworkOf/ns/net") + $isolated }
    $start = New-Object Diagnostics.ProcessStartInfo timeout
    foreach ($word in @("$Seconds") + $isolated + 'sh', '-c', $command) { $start.ArgumentList.Add($word) }
    $start.Environment['LD_LIBRARY_PATH'] = (Get-ChildItem "$Folder/root/lib/*", "$Folder/root/usr/lib/*" -Directory | ForEach-Object FullName) -join ':'
    $process = [Diagnostics.Process]::Start($start)
    $server = [pscustomobject]@{ Port = $port; UserName = [Environment]::UserName; KeyFilePath = "$Folder/user"; ForcedKeyFilePath = "$Folder/forced"; Folder = $Folder; Process = $process
        Options = @{ UserKnownHostsFile = "$Folder/known_hosts"; StrictHostKeyChecking = 'yes' } }
    for ($watch = [Diagnostics.Stopwatch]::StartNew(); -not ((Test-Path "$Folder/log") -and [IO.File]::ReadAllText("$Folder/log") -match 'Server listening'); Start-Sleep -Milliseconds 50) {
        if ($process.HasExited -or $watch.Elapsed.TotalSeconds -gt 20) {
            Stop-SshServer -Server $server
            throw "sshd did not start: $(Get-Content "$Folder/log" -Raw -ErrorAction Ignore)"
        }
    }
    $server
}

# Ends the server and all of its sessions.
function Stop-SshServer {
    param([Parameter(Mandatory = $true)][psobject]$Server)
    if (-not $Server.Process.HasExited) { $Server.Process.Kill($true) }
    [void]$Server.Process.WaitForExit(10000)
}

Export-ModuleMember -Function Start-SshServer, Stop-SshServer
