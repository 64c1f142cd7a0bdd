#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeAll {
    function New-Event([object]$Venue, [string]$Stream, [object]$Value) { [pscustomobject]@{ Venue = $Venue; Stream = $Stream; Value = $Value } }
    function New-Fault([string]$Code, [string]$Message, [string]$Remedy, [string]$TargetObject) { & (Get-Module VenueControl) { New-VenueErrorRecord @args } @PSBoundParameters }
}

# Many venues from one prompt, over PowerShell remoting as it is: a real sshd on loopback.
Describe 'Remoting over SSH' -Tag Nightly {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'SshServer.psm1') -Force
        $ssh = Start-SshServer -Folder (Join-Path $TestDrive ssh)
        $to = @{ HostName = '127.0.0.1'; Port = $ssh.Port; UserName = $ssh.UserName; KeyFilePath = $ssh.KeyFilePath; Options = $ssh.Options }
    }
    AfterAll { if ($ssh) { Stop-SshServer -Server $ssh } }

    It 'opens a session in a process of its own, with the module' {
        $session = New-PSSession @to
        try {
            Invoke-Command -Session $session { $PID } | Should -Not -Be $PID
            Invoke-Command -Session $session { (Get-Command Get-VenueStatus).ModuleName } | Should -Be VenueControl
        }
        finally { Remove-PSSession $session }
    }
    It 'opens a restricted session in which only commands of the module can be run' {
        $session = New-PSSession @to -Subsystem restricted
        try {
            (Invoke-Command -Session $session { Get-Command Get-VenueStatus }).Name | Should -Be Get-VenueStatus
            { Invoke-Command -Session $session { $x = 1; $x } -ErrorAction Stop } | Should -Throw '*no-language*'
            foreach ($command in { Get-ChildItem }, { sh -c id }, { Restart-VenueService netpos }) { { Invoke-Command -Session $session $command -ErrorAction Stop } | Should -Throw '*not recognized*' }
        }
        finally { Remove-PSSession $session }
    }

    Context 'Invoke-VenueFleet' {
        BeforeAll {
            . (Join-Path $PSScriptRoot 'Initialize-ServerUnderTest.ps1')
            $token = (New-VenueApiToken Fleet SERVICES_VIEW -ExpiresAt (Get-Date).AddDays(9)).Token
            $row = @{ HostName = '127.0.0.1'; Port = $ssh.Port; UserName = $ssh.UserName; KeyFilePath = $ssh.KeyFilePath; Options = $ssh.Options; Uri = $server.Uri }
            $file = Join-Path $TestDrive venues.json
            $rows = @(
                @{ Name = 'harbour'; Group = 'north'; Tags = @('canary'); CustomerNumber = $number } + $row
                @{ Name = 'bistro'; Group = 'south'; Subsystem = 'restricted' } + $row
                @{ Name = 'other'; Group = 'north'; CustomerNumber = '10000001' } + $row
                @{ Name = 'dead'; HostName = '127.0.0.1'; Port = 9; Options = $ssh.Options; UserName = 'root' }
            )
            ConvertTo-Json $rows -Depth 5 | Set-Content $file
            $fleet = @{ Inventory = $file; Token = { $token } }
        }
        AfterAll { if ($server) { Stop-ServerUnderTest -Server $server } }

        It 'reads the status of each venue that responds, also from a restricted endpoint, and names each that fails' {
            $found = Invoke-VenueFleet @fleet { Get-VenueStatus } -ErrorVariable failed -ErrorAction SilentlyContinue
            @($found.Venue | Sort-Object) | Should -Be bistro, harbour
            $found[0].PSObject.TypeNames[0] | Should -Be VenueControl.Status
            @($failed | Sort-Object TargetObject | ForEach-Object { "$($_.TargetObject) $(($_.FullyQualifiedErrorId -split ',')[0])" }) | Should -Be 'dead UNREACHABLE', 'other VENUE_MISMATCH'
            Invoke-VenueFleet @fleet -Name NORTH, bis* -ErrorAction SilentlyContinue { Get-VenueService } | Out-String -Width 160 | Should -Match 'netpos\s+RUNNING.*(harbour|bistro)'
        }
        It 'passes arguments and variables of the caller, and errors with the code of the venue' {
            $local = 'here'
            Invoke-VenueFleet @fleet -Name canary { param($x) "$x $using:local" } -ArgumentList 1 | Should -Be '1 here'
            (Invoke-VenueFleet @fleet -Name bistro { param($key) Get-VenueService -Key $key } -ArgumentList netpos).Key | Should -Be netpos
            Invoke-VenueFleet @fleet -Name canary, bistro { Get-VenueAuditLog } -ErrorVariable failed -ErrorAction SilentlyContinue
            @($failed | Sort-Object TargetObject | ForEach-Object { "$($_.TargetObject) $(($_.FullyQualifiedErrorId -split ',')[0])" }) | Should -Be 'bistro FORBIDDEN', 'harbour FORBIDDEN'
            Get-Id { Invoke-VenueFleet @fleet -Name bistro { $x = 1; $x } } | Should -Be BAD_USER_INPUT
        }
        It 'shows the status of all in one table, with the reason where there is none' {
            $rows = Get-VenueFleet @fleet
            @($rows.Venue)[0, 1] | Should -Be dead, other
            @($rows[0, 1].Code) | Should -Be UNREACHABLE, VENUE_MISMATCH
            @($rows[2, 3].CheckedAt | Where-Object { $_ -is [datetime] }).Count | Should -Be 2
        }
        It 'ends a venue that hangs, and none waits for it' {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $fault = Get-Fault { Invoke-VenueFleet @fleet -Name canary { Start-Sleep 100 } -TimeoutSeconds 6 }
            ($fault.FullyQualifiedErrorId -split ',')[0] | Should -Be TIMED_OUT
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 12
        }
        It 'leaves nothing behind when it is stopped' {
            $marker = Join-Path $TestDrive pid
            $shell = [powershell]::Create().AddScript('param($module, $file, $marker) Import-Module $module; Invoke-VenueFleet -Inventory $file -Name canary { Set-Content $using:marker $PID; Start-Sleep 100 }').AddArgument((Get-Module VenueControl).Path).AddArgument($file.Replace('venues', 'free')).AddArgument($marker)
            ConvertTo-Json @(@{ Name = 'harbour'; Tags = 'canary' } + $row) -Depth 5 -AsArray | Set-Content $file.Replace('venues', 'free')
            $run = $shell.BeginInvoke()
            Wait-Until { (Test-Path $marker) -and (Get-Content $marker) }
            $shell.Stop()
            { $shell.EndInvoke($run) } | Should -Throw
            Wait-Until { -not (Get-Process -Id (Get-Content $marker) -ErrorAction Ignore) } -Seconds 8
            $shell.Dispose()
        }
        It 'uses sessions that are open, and leaves them open' {
            $session = New-PSSession @to -Name open
            try {
                (Invoke-VenueFleet -Session $session { 1 }).Venue | Should -Be open
                $session.State | Should -Be Opened
            }
            finally { Remove-PSSession $session }
        }
    }
}

Describe 'An inventory' -Tag Quick {
    BeforeAll { Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force }
    It 'is read from CSV, JSON and PSD1 alike' {
        Set-Content (Join-Path $TestDrive a.csv) "Name,HostName,Tags,Port`nharbour,h.example,`"canary;big`",2222"
        Set-Content (Join-Path $TestDrive a.json) '[{"Name":"harbour","HostName":"h.example","Tags":["canary","big"],"Port":2222}]'
        Set-Content (Join-Path $TestDrive a.psd1) "@{ Venues = @(@{ Name = 'harbour'; HostName = 'h.example'; Tags = 'canary', 'big'; Port = 2222 }) }"
        foreach ($kind in 'csv', 'json', 'psd1') {
            $venue = InModuleScope VenueControl -Parameters @{ Bound = @{ Inventory = "a.$kind"; Name = 'CAN*' }; Folder = "$TestDrive" } { Read-VenueInventory -Bound $Bound -Folder $Folder }
            "$($venue.Name) $($venue.HostName) $($venue.Tags) $($venue.Port)" | Should -Be 'harbour h.example canary big 2222' -Because $kind
        }
    }
    It 'is refused as a whole: <Text>' -ForEach @(
        @{ Text = "Name,HostName,Token`na,h,vct_1"; Because = 'has the unknown column Token' }
        @{ Text = "Name,HostName`na,h`nA,i"; Because = 'has this name twice' }
        @{ Text = "Name,HostName,ComputerName`na,h,h"; Because = 'requires HostName' }
        @{ Text = "Name,HostName,Port`na,h,70000"; Because = 'has the invalid port' }
        @{ Text = "Name,HostName`na,-oProxyCommand=x"; Because = 'has the invalid HostName' }
        @{ Text = "Name,HostName`n,h"; Because = 'requires Name' }
    ) {
        $file = Join-Path $TestDrive wrong.csv
        Set-Content $file $Text
        $fault = try { Invoke-VenueFleet -Inventory $file { 1 } -ErrorAction Stop } catch { $_ }
        $fault.FullyQualifiedErrorId | Should -Be 'BAD_USER_INPUT,Invoke-VenueFleet'
        "$fault" | Should -Match $Because
        "$fault $($fault.ErrorDetails.RecommendedAction)" | Should -Not -Match vct_
    }
}

Describe 'The status of a fleet' -Tag Quick {
    It 'is one row for each venue, worst first, and planned work is not the worst' {
        Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
        Mock -ModuleName VenueControl Invoke-VenueRemote {
            foreach ($one in $Venue) {
                $state, $planned = switch ($one.Name) { 'down' { 'DOWN', $false } 'planned' { 'DOWN', $true } 'fine' { 'OK', $false } 'unknown' { 'UNKNOWN', $false } 'soon' { 'ATTENTION', $false } }
                if ($state) { New-Event -Venue $one -Stream Output -Value ([pscustomobject]@{ State = $state; Since = Get-Date; Planned = $planned; Headline = 'h'; FindingCodes = ''; CheckedAt = Get-Date }) }
                elseif ($one.Name -eq 'refused') { New-Event -Venue $one -Stream Error -Value (New-Fault -Code FORBIDDEN -Message 'refused: No.' -Remedy 'Ask.') }
                New-Event -Venue $one -Stream End -Value SUCCEEDED
            }
        }
        $rows = Get-VenueFleet -HostName fine, soon, planned, unknown, silent, refused, down
        $rows.Venue | Should -Be down, refused, silent, unknown, planned, soon, fine
        $rows[1].Code, $rows[1].Headline, $rows[1].Remedy | Should -Be FORBIDDEN, 'No.', 'Ask.'
        $rows[2].Headline | Should -Be 'The venue reported no status.'
    }
}

Describe 'Comparing venues' -Tag Quick {
    It 'emits each property that differs, the most common value first, and an error for what is refused' {
        Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
        Mock -ModuleName VenueControl Invoke-VenueRemote {
            foreach ($one in $Venue) {
                $mode = if ($one.Name -eq 'c') { 'MANUAL' } else { 'AUTOMATIC' }
                foreach ($made in @{ Type = 'Health'; Of = @{ Version = '0.1.0' } }, @{ Type = 'Service'; Of = @{ Key = 'netpos'; StartMode = $mode; Installed = $true; Version = '1' } }) {
                    $value = [pscustomobject]$made.Of
                    $value.PSObject.TypeNames.Insert(0, "Deserialized.VenueControl.$($made.Type)")
                    New-Event -Venue $one -Stream Output -Value $value
                }
                if ($one.Name -eq 'a') { New-Event -Venue $one -Stream Error -Value (New-Fault -Code FORBIDDEN -Message 'a: No.' -TargetObject a) }
            }
        }
        $rows = @(Compare-Venue -HostName a, b, c -ErrorVariable failed -ErrorAction SilentlyContinue)
        @($rows | ForEach-Object { "$($_.Property)=$($_.Value): $($_.VenueNames)" }) | Should -Be 'Service netpos StartMode=AUTOMATIC: a, b', 'Service netpos StartMode=MANUAL: c'
        $failed.TargetObject | Should -Be a
    }
}
