#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Many venues from one prompt, over PowerShell remoting as it is: a real sshd on loopback.
Describe 'Remoting over SSH' -Tag Nightly {
    BeforeAll {
        foreach ($one in 'SshServer.psm1', 'ServerUnderTest.psm1') { Import-Module (Join-Path $PSScriptRoot $one) -Force }
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
    It 'opens a restricted session in which nothing but the commands of a role can be run' {
        $session = New-PSSession @to -Subsystem restricted
        try {
            $role = (Import-PowerShellDataFile (Join-Path $PSScriptRoot '../../scripts/jea/VenueControlJea/RoleCapabilities/VenueControlReader.psrc')).VisibleFunctions -replace '^.*\\'
            $found = @((Invoke-Command -Session $session { Get-Command }).Name)
            @($role | Where-Object { $_ -notin $found }) | Should -BeNullOrEmpty
            @($found | Where-Object { $_ -notin $role } | Sort-Object) | Should -Be Clear-Host, Exit-PSSession, Get-Command, Get-FormatData, Get-Help, Measure-Object, Out-Default, Select-Object
            foreach ($text in '$x = 1; $x', '1 + 1', '& { 1 }', '. sh', '$env:PATH', '[IO.File]::ReadAllText("/etc/passwd")', 'Get-VenueStatus > /tmp/x', 'Select-Object -InputObject 1 -Property { id }', 'function a { id }; a', 'Get-Help "$(id)"') {
                { Invoke-Command -Session $session ([scriptblock]::Create($text)) -ErrorAction Stop } | Should -Throw '*no-language*' -Because $text
            }
            foreach ($name in 'Get-ChildItem', 'Microsoft.PowerShell.Management\Get-Content', 'Import-Module', 'Invoke-Expression', 'Start-Process', 'New-Object', 'Restart-VenueService', 'VenueControl\Invoke-VenueGraphQl', 'Send-VenueRequest', 'Invoke-VenueFleet', 'sh', '/bin/sh', 'ssh', 'pwsh', "$($ssh.Folder)/connect.ps1") {
                $shell = [powershell]::Create().AddCommand($name)
                $shell.Runspace = $session.Runspace
                try { { $shell.Invoke() } | Should -Throw '*not recognized*' -Because $name }
                finally { $shell.Dispose() }
            }
        }
        finally { Remove-PSSession $session }
    }
    It 'gives a key with a forced command the restricted session, and no shell' {
        function Invoke-Ssh([string]$Key, [string[]]$Word) {
            $start = New-Object Diagnostics.ProcessStartInfo ssh
            foreach ($one in @('-i', $Key, '-p', $ssh.Port, '-o', 'BatchMode=yes', '-o', "UserKnownHostsFile=$($ssh.Options.UserKnownHostsFile)") + $Word) { $start.ArgumentList.Add($one) }
            try { Invoke-Child -Start $start } catch { "$_" }
        }
        $at = "$($ssh.UserName)@127.0.0.1"
        Invoke-Ssh $ssh.KeyFilePath $at, 'id' | Should -Match 'uid='
        Invoke-Ssh $ssh.ForcedKeyFilePath $at, 'id' | Should -Not -Match 'uid='
        $forced = $to.Clone()
        $forced.KeyFilePath = $ssh.ForcedKeyFilePath
        $session = New-PSSession @forced
        try { { Invoke-Command -Session $session { Get-ChildItem } -ErrorAction Stop } | Should -Throw '*not recognized*' }
        finally { Remove-PSSession $session }
    }

    Context 'Invoke-VenueFleet' {
        BeforeAll {
            . (Join-Path $PSScriptRoot 'Initialize-ServerUnderTest.ps1')
            $token = (New-VenueApiToken Fleet SERVICES_VIEW -ExpiresAt (Get-Date).AddDays(9)).Token
            $row = @{ HostName = '127.0.0.1'; Port = $ssh.Port; UserName = $ssh.UserName; KeyFilePath = $ssh.KeyFilePath; Options = $ssh.Options; Uri = $server.Uri }
            # The endpoint connects, or no one does.
            $bare = $row.Clone()
            $bare.Remove('Uri')
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
        # A token is created by a sign-in less than five minutes old.
        BeforeEach { [void](Connect-VenueControl -ClerkId 1 -Pin (Get-Secret 2468) -Uri $server.Uri) }

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
            ConvertTo-Json @(@{ Name = 'harbour'; Tags = 'canary' } + $bare) -Depth 5 -AsArray | Set-Content $file.Replace('venues', 'free')
            $run = $shell.BeginInvoke()
            Wait-Until { (Test-Path $marker) -and (Get-Content $marker) }
            $shell.Stop()
            { $shell.EndInvoke($run) } | Should -Throw
            Wait-Until { -not (Get-Process -Id (Get-Content $marker) -ErrorAction Ignore) } -Seconds 8
            $shell.Dispose()
        }
        It 'connects with a token of the venue itself, if the endpoint does' {
            Export-Clixml -InputObject $token -LiteralPath (Join-Path $ssh.Folder token.xml)
            Set-Content (Join-Path $ssh.Folder uri) $server.Uri -NoNewline
            ConvertTo-Json @(@{ Name = 'harbour'; Subsystem = 'connected' } + $bare) -Depth 5 -AsArray | Set-Content $file.Replace('venues', 'connected')
            (Invoke-VenueFleet -Inventory $file.Replace('venues', 'connected') { Get-VenueStatus } -ErrorAction Stop).Venue | Should -Be harbour
        }
        It 'shows in what two venues differ' {
            $other = Start-ServerUnderTest -Site @{ stallMs = 99000 }
            try {
                $there = Connect-VenueControl -ClerkId 1 -Pin (Get-Secret 2468) -Uri $other.Uri -PassThru
                $view = @{ Name = 'Compare'; Permission = 'SERVICES_VIEW', 'CLERK_SECURITY_VIEW', 'SUPPORT_BUNDLE'; ExpiresAt = (Get-Date).AddDays(9) }
                $vault = @{ harbour = (New-VenueApiToken @view).Token; bistro = (New-VenueApiToken @view -Connection $there).Token }
                [void](Set-VenueService netpos -StartMode MANUAL -Connection $there)
                $second = $row.Clone()
                $second.Uri = $other.Uri
                ConvertTo-Json @(@{ Name = 'harbour' } + $row; @{ Name = 'bistro'; Subsystem = 'operator' } + $second) -Depth 5 | Set-Content $file.Replace('venues', 'two')
                $shown = Invoke-Recipe -Name Compare-Venue -Named $vault -Argument '-Inventory', $file.Replace('venues', 'two'), '-First', 'harbour', '-Second', 'bistro' -Folder $TestDrive
                $shown | Should -Match 'Service netpos StartMode\s+AUTOMATIC\s+1\s+harbour'
                $shown | Should -Match 'Service netpos StartMode\s+MANUAL\s+1\s+bistro'
                $shown | Should -Match '120000\s+1\s+harbour'
                $shown | Should -Match '99000\s+1\s+bistro'
                $shown | Should -Not -Match 'Version|Group|viewProfile'
            }
            finally { Stop-ServerUnderTest -Server $other }
        }
        It 'renews the tokens of all venues, and reports what was not renewed' {
            $made = foreach ($name in 'A', 'B') { (New-VenueApiToken "Fleet $name" SERVICES_VIEW -ExpiresAt (Get-Date).AddDays(9)).Token }
            $vault = @{ harbour = $made[0]; bistro = $made[1]; dead = $made[0] }
            $rows = @(@{ Name = 'harbour' } + $row; @{ Name = 'bistro'; Subsystem = 'operator' } + $row; @{ Name = 'dead'; HostName = '127.0.0.1'; Port = 9; Options = $ssh.Options; UserName = 'root' })
            ConvertTo-Json $rows -Depth 5 | Set-Content $file.Replace('venues', 'tokens')
            $said = try { Invoke-Recipe -Name Update-FleetToken -Named $vault -Argument '-Inventory', $file.Replace('venues', 'tokens') -Folder $TestDrive } catch { "$_" }
            $said | Should -Match 'harbour\s+RENEWED\s+\d.*Fleet A'
            $said | Should -Match 'bistro\s+RENEWED\s+\d.*Fleet B'
            $said | Should -Match 'It ended with 1'
            $said | Should -Match 'dead\s+UNREAC'
            foreach ($name in 'harbour', 'bistro') {
                $kept = ConvertTo-SecureString (Get-Content (Join-Path $TestDrive "modules/Microsoft.PowerShell.SecretManagement/$name")) -Key ([byte[]](1..32))
                (Connect-VenueControl -Token $kept -Uri $server.Uri -PassThru).ApiToken | Should -Match '^Fleet [AB]$'
                Get-Id { Connect-VenueControl -Token $vault[$name] -Uri $server.Uri -PassThru } | Should -Be UNAUTHENTICATED
            }
        }
        It 'onboards a list, each venue when its code is there' {
            $vault = @{ harbour = (New-VenueApiToken Onboard CLOUD_CONNECTIVITY_ONBOARD -ExpiresAt (Get-Date).AddHours(20)).Token }
            $vault['other'] = $vault['harbour']
            $options = ($ssh.Options.GetEnumerator() | ForEach-Object { "$($_.Key)=$($_.Value)" }) -join ';'
            $list = Join-Path $TestDrive list.csv
            Set-Content $list 'Name,HostName,Port,UserName,KeyFilePath,Options,Uri,Subsystem,CustomerNumber', "harbour,127.0.0.1,$($ssh.Port),$($ssh.UserName),$($ssh.KeyFilePath),$options,$($server.Uri),operator,$number", "other,127.0.0.1,$($ssh.Port),$($ssh.UserName),$($ssh.KeyFilePath),$options,$($server.Uri),operator,10000001"
            $code = "{ if (-not (Test-Path '$TestDrive/asked')) { Set-Content '$TestDrive/asked' 1; return }; `$mail = @(Invoke-RestMethod -Uri '$($server.CloudUri)/mailbox' -Headers @{ Accept = 'application/json' } | ForEach-Object { `$_ })[-1]; ConvertTo-SecureString ([regex]::Match(`$mail.text, 'Authentication Code: (\S+)').Groups[1].Value) -AsPlainText -Force }"
            $said = Invoke-Recipe -Name Register-Fleet -Named $vault -Text "-Inventory '$list' -Reason Opening -Override TRADING_HOURS -Code $code" -Folder $TestDrive
            $said | Should -Match 'Venue\s+: harbour'
            $said | Should -Match 'SUCCEEDED\s+ONBOARD'
            @(Get-VenueOperation -Kind ONBOARD).Reason | Should -Be Opening
            Get-CodeCount | Should -Be 1
        }
        It 'continues a rollout whose PowerShell was killed, and each venue acted once, as its audit knows with the user' {
            $control = (New-VenueApiToken Rollout SERVICES_VIEW, SERVICES_CONTROL -ExpiresAt (Get-Date).AddDays(9)).Token
            Export-Clixml -InputObject $control -LiteralPath (Join-Path $TestDrive control.xml)
            ConvertTo-Json @(@{ Name = 'harbour'; Subsystem = 'operator' } + $row) -Depth 5 -AsArray | Set-Content $file.Replace('venues', 'rollout')
            $journal = Join-Path $TestDrive rollout.jsonl
            $command = "Import-Module '$((Get-Module VenueControl).ModuleBase)'; Start-VenueRollout -Inventory '$($file.Replace('venues', 'rollout'))' -Journal '$journal' -Token { Import-Clixml '$TestDrive/control.xml' } -SettleSeconds 60 -Confirm:`$false -Subsystem operator { param(`$IdempotencyKey) Restart-VenueService netpos -Reason Rollout -IdempotencyKey `$IdempotencyKey -Confirm:`$false }"
            $child = [Diagnostics.Process]::Start((Get-PowerShellStart -Argument '-NonInteractive', '-Command', $command))
            try {
                Wait-Until { (Test-Path $journal) -and (Get-Content $journal -Raw) -match 'SENT' }
                $again = @{ Inventory = $file.Replace('venues', 'rollout'); Journal = $journal; Token = { $control }; Confirm = $false }
                Get-Id { Start-VenueRollout @again { Get-Venue } } | Should -Be FILE_NOT_WRITTEN -Because 'another rollout uses the journal'
            }
            finally { $child.Kill($true) }
            [void]$child.WaitForExit(10000)
            $said = Invoke-Child -Start (Get-PowerShellStart -Argument '-NonInteractive', '-Command', $command)
            $said | Should -Match 'harbour\s+1\s+WORKING'
            $audit = @(Get-VenueAuditLog -Outcome INTENDED -First 100 | Where-Object Reason -eq Rollout)
            $audit.Count | Should -Be 1
            $audit[0].Client | Should -Be "PowerShell module, for $($ssh.UserName)"
            @(Get-VenueAuditLog -Outcome SUCCEEDED -First 100 | Where-Object Reason -eq Rollout).Count | Should -Be 1
        }
        It 'leaves no token in an inventory, a journal or a transcript' {
            $plain = [pscredential]::new('x', $token).GetNetworkCredential().Password
            [void](Invoke-VenueFleet @fleet -Name bistro { Get-VenueStatus })
            $transcripts = @(Get-ChildItem (Join-Path $ssh.Folder transcripts) -Recurse -File)
            $transcripts.Count | Should -BeGreaterThan 0
            foreach ($one in $transcripts + @(Get-ChildItem $TestDrive -File -Include *.json, *.jsonl, *.csv -Recurse)) { Get-Content $one.FullName -Raw | Should -Not -Match "vct_|$([regex]::Escape($plain))" }
            ($transcripts | Get-Content -Raw) -join '' | Should -Match 'Get-VenueStatus'
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
