#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# The endpoint of docs/how-to/jea.md in Windows PowerShell of this machine, and the fleet's commands to it over WinRM. Wine has no WinRM.
Describe 'A fleet over WinRM' {
    BeforeAll {
        $project = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../..'))
        $modules = Join-Path $env:ProgramFiles 'WindowsPowerShell\Modules'
        $copies = @('VenueControl', 'VenueControlJea' | ForEach-Object { Join-Path $modules $_ })
        foreach ($copy in $copies) { if ([IO.Directory]::Exists($copy)) { throw "$copy is there already: this proof is only for a disposable machine." } }
        $endpoint = 'ProofVenueControl'
        $folder = Join-Path $env:ProgramFiles $endpoint
        function Invoke-WindowsPowerShell([string]$Text) {
            $said = & "$env:SystemRoot\System32\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -NonInteractive -ExecutionPolicy Bypass -Command "`$ErrorActionPreference = 'Stop'; $Text" 2>&1
            if ($LASTEXITCODE -ne 0) { throw "Windows PowerShell: $said" }
        }
        [void][IO.Directory]::CreateDirectory($folder)
        Copy-Item (Join-Path $project 'scripts/VenueControl'), (Join-Path $project 'scripts/jea/VenueControlJea') $modules -Recurse
        $me = [Security.Principal.WindowsIdentity]::GetCurrent().Name
        $session = [IO.File]::ReadAllText((Join-Path $project 'scripts/jea/VenueControl.pssc')).Replace('RoleDefinitions = @{}', "RoleDefinitions = @{ '$me' = @{ RoleCapabilities = 'VenueControlReader' } }").Replace('C:\ProgramData\VenueControlTranscripts', $folder)
        [IO.File]::WriteAllText((Join-Path $folder 'Venue.pssc'), $session)
        Invoke-WindowsPowerShell "Enable-PSRemoting -Force -SkipNetworkProfileCheck; [void](Register-PSSessionConfiguration -Name $endpoint -Path '$folder\Venue.pssc' -Force)"
        # A venue's server, as far as these commands go.
        $listener = New-Object Net.HttpListener
        $uri = 'http://127.0.0.1:{0}' -f (Get-Random -Minimum 20000 -Maximum 40000)
        $listener.Prefixes.Add("$uri/")
        $listener.Start()
        $server = [powershell]::Create().AddScript({
                param($listener)
                while ($listener.IsListening) {
                    $context = $listener.GetContext()
                    $query = (New-Object IO.StreamReader $context.Request.InputStream).ReadToEnd()
                    $answer = '{"data":{"viewer":null,"venue":{"companyName":"Harbour View Hotel","customerNumber":"10482213","rehearsal":true}}}'
                    if ($query -match 'venueStatus') { $answer = '{"data":{"venueStatus":{"state":"OK","since":null,"planned":false,"plannedUntil":null,"headline":"Ordering works","findings":[],"checkedAt":"2026-01-01T00:00:00Z"}}}' }
                    $bytes = [Text.Encoding]::UTF8.GetBytes($answer)
                    $context.Response.ContentType = 'application/json'
                    $context.Response.Close($bytes, $true)
                }
            }).AddArgument($listener)
        [void]$server.BeginInvoke()
        Import-Module (Join-Path $project 'scripts/VenueControl') -Force
        $row = @{ Name = 'here'; ComputerName = 'localhost'; ConfigurationName = $endpoint; CustomerNumber = '10482213'; Uri = $uri }
        $venues = Join-Path $TestDrive venues.json
        $other = $row.Clone()
        $other.Name, $other.CustomerNumber = 'other', '10000001'
        [IO.File]::WriteAllText($venues, (ConvertTo-Json @($row, $other, @{ Name = 'nowhere'; ComputerName = 'localhost'; ConfigurationName = 'NoSuchEndpoint' })))
        $fleet = @{ Inventory = $venues; Token = { ConvertTo-SecureString vct_proof -AsPlainText -Force }; ErrorAction = 'SilentlyContinue' }
    }
    AfterAll {
        if ($listener) { $listener.Close(); $server.Dispose() }
        Invoke-WindowsPowerShell "Unregister-PSSessionConfiguration -Name $endpoint -Force"
        foreach ($one in $copies + $folder) { if ([IO.Directory]::Exists($one)) { [IO.Directory]::Delete($one, $true) } }
    }

    It 'reads the status by the restricted endpoint, and names each venue that fails' {
        $found = @(Invoke-VenueFleet @fleet { Get-VenueStatus } -ErrorVariable failed)
        $found.Venue | Should -Be here
        $found.State | Should -Be OK
        @($failed | ForEach-Object { "$($_.TargetObject) $(($_.FullyQualifiedErrorId -split ',')[0])" } | Sort-Object) | Should -Be 'nowhere UNREACHABLE', 'other VENUE_MISMATCH'
    }
    It 'takes -ConfigurationName for a list of computers' {
        Invoke-VenueFleet -ComputerName localhost -ConfigurationName $endpoint -ErrorAction SilentlyContinue -ErrorVariable failed { Get-VenueStatus }
        # The endpoint has the command; it is not connected.
        @($failed).Count | Should -Be 1
        "$($failed[0].TargetObject) $($failed[0].FullyQualifiedErrorId)" | Should -Match '^localhost (?!UNREACHABLE)'
    }
    It 'runs nothing but the commands of the reader' {
        foreach ($block in { Restart-VenueService netpos }, { Get-ChildItem }, { cmd.exe /c ver }, { $x = 1; $x }, { Get-VenueStatus; Get-Process }) {
            @(Invoke-VenueFleet @fleet -Name here $block -ErrorVariable failed).Count | Should -Be 0
            @($failed).Count | Should -BeGreaterThan 0 -Because "$block"
        }
    }
    It 'shows the status of all in one table, with the reason where there is none' {
        $rows = @(Get-VenueFleet @fleet)
        $rows.Venue | Should -Be nowhere, other, here
        $rows[0].Code, $rows[1].Code, $rows[2].State | Should -Be UNREACHABLE, VENUE_MISMATCH, OK
    }
}
