#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Whether the program at the port is the control plane, before a PIN, a code or a token leaves.
BeforeAll {
    Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
    Import-Module (Join-Path $PSScriptRoot 'ServerUnderTest.psm1') -Force
    . (Join-Path $PSScriptRoot 'Initialize-MadeAnswer.ps1')
    # A program of this account, which takes whatever is sent to it.
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $uri = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
}
AfterAll { $listener.Stop() }

Describe 'A program of another account at the port' -Tag Quick {
    BeforeAll {
        Mock -ModuleName VenueControl Get-VenueListener { [pscustomobject]@{ Address = '127.0.0.1'; Name = 'process 812, nc.exe'; IsTrusted = $false } }
        Mock -ModuleName VenueControl Read-VenueInput { Get-Secret 2468 }
        $signedIn = [pscustomobject]@{ Uri = $uri; Token = (Get-Secret token) }
    }
    It 'gets nothing: <Name>' -ForEach @(
        @{ Name = 'no PIN'; Script = { Connect-VenueControl 1 (Get-Secret 2468) -Uri $uri } }
        @{ Name = 'no API token'; Script = { Connect-VenueControl -Token (Get-Secret token) -Uri $uri } }
        @{ Name = 'no PIN that is to be changed'; Script = { Set-VenuePin 1 -CurrentPin (Get-Secret 2468) -NewPin (Get-Secret 135791) -Uri $uri } }
        @{ Name = 'no token of a connection that was made before'; Script = { Get-VenueStatus -Connection $signedIn } }
        @{ Name = 'no code'; Script = { Invoke-VenueGraphQl 'query ($code: String!) { a(code: $code) }' -Variable @{ code = (Get-Secret 123456) } -Connection ([pscustomobject]@{ Uri = $uri; Token = $null }) } }
    ) {
        $fault = Get-Fault $Script
        $fault.FullyQualifiedErrorId | Should -Match '^UNREACHABLE,'
        "$fault" | Should -Be "The program that listens at $uri (process 812, nc.exe) is not the control plane: it belongs neither to the service nor to your account. Nothing was sent to it."
        $fault.ErrorDetails.RecommendedAction | Should -Match '^End that program, then start the service VenueControl\..*VENUE_CONTROL_PORT.*-Uri'
        $listener.Pending() | Should -BeFalse
    }
    It 'is named before a person enters a PIN' {
        InModuleScope VenueControl { Mock Confirm-VenueUnattended { } }
        $fault = Get-Fault { Connect-VenueControl 1 -Uri $uri }
        $fault.FullyQualifiedErrorId | Should -Be 'UNREACHABLE,Connect-VenueControl'
        Should -Invoke -ModuleName VenueControl Read-VenueInput -Times 0 -Exactly
    }
    It 'is asked what is no secret' {
        InModuleScope VenueControl -Parameters @{ Uri = $uri } {
            { Send-VenueRequest -Connection ([pscustomobject]@{ Uri = $Uri; Token = $null }) -Query '{ health { status } }' -TimeoutSeconds 0.2 } | Should -Throw 'No response*'
        }
        Should -Invoke -ModuleName VenueControl Get-VenueListener -Times 0 -Exactly
    }
}

Describe 'A proof' -Tag Quick {
    It 'is made again for each PIN, and for a token once in ten seconds' {
        Mock -ModuleName VenueControl Get-VenueListener { [pscustomobject]@{ Address = '127.0.0.1'; Name = 'own'; IsTrusted = $true } }
        InModuleScope VenueControl -Parameters @{ Secret = (Get-Secret 2468) } {
            $to = [pscustomobject]@{ Uri = 'http://127.0.0.1:9'; Token = $Secret }
            $script:Proven.Clear()
            foreach ($variable in @{}, @{}, @{ pin = $Secret }, @{ pin = $Secret }) { try { Send-VenueRequest -Connection $to -Query '{ a }' -Variable $variable } catch { Write-Debug "$_" } }
        }
        Should -Invoke -ModuleName VenueControl Get-VenueListener -Times 3 -Exactly
    }
    It 'is none where no program listens, or the machine does not tell' {
        InModuleScope VenueControl {
            Mock Get-VenueListener { }
            { Confirm-VenueServer -Uri 'http://127.0.0.1:9' } | Should -Throw "http://127.0.0.1:9 can't be reached: no program listens there."
            Mock Get-VenueListener { throw 'Access denied.' }
            { Confirm-VenueServer -Uri 'http://127.0.0.1:9' } | Should -Throw 'This machine does not report which program listens at http://127.0.0.1:9: Access denied. Nothing was sent to it.'
        }
    }
}

Describe 'A connection' -Tag Quick {
    It 'ends with its request, so that a program which listened before gets no secret by it' {
        Mock -ModuleName VenueControl Get-VenueListener { [pscustomobject]@{ Address = '127.0.0.1'; Name = 'own'; IsTrusted = $true } }
        $before = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $before.Start()
        $port = $before.LocalEndpoint.Port
        $program = [powershell]::Create().AddScript({
                param($listener)
                $client = $listener.AcceptTcpClient()
                [void]$client.GetStream().Read([byte[]]::new(65536), 0, 65536)
                $answer = [Text.Encoding]::ASCII.GetBytes("HTTP/1.1 200 OK`r`nContent-Type: application/json`r`nContent-Length: 11`r`n`r`n{`"data`":{}}")
                $client.GetStream().Write($answer, 0, $answer.Length)
                $client
            }).AddArgument($before)
        $running = $program.BeginInvoke()
        $send = { param($to, $secret) Send-VenueRequest -Connection ([pscustomobject]@{ Uri = $to; Token = $null }) -Query '{ a }' -Variable $secret -TimeoutSeconds 3 }
        & (Get-Module VenueControl) $send "http://127.0.0.1:$port" @{} | Should -Not -BeNullOrEmpty
        $kept = @($program.EndInvoke($running))[0]
        $before.Stop()
        $after = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, $port)
        $after.Start()
        try {
            { & (Get-Module VenueControl) $send "http://127.0.0.1:$port" @{ pin = (Get-Secret 2468) } } | Should -Throw 'No response*'
            $after.Pending() | Should -BeTrue
        }
        finally { $after.Stop(); $kept.Dispose(); $program.Dispose() }
    }
    It 'that was given leads to no other machine' {
        $fault = Get-Fault { Get-VenueStatus -Connection ([pscustomobject]@{ Uri = 'http://192.0.2.1:8080/hook?'; Token = $null }) }
        $fault.FullyQualifiedErrorId | Should -Be 'BAD_USER_INPUT,Get-VenueStatus'
        "$fault" | Should -Be "A control plane can only be reached on its own machine, not at 'http://192.0.2.1:8080/hook?'."
    }
}

Describe 'The program at a port' -Tag Quick {
    It 'is trusted where it is one of the own account' {
        $found = InModuleScope VenueControl -Parameters @{ Uri = $uri } { Get-VenueListener -Uri $Uri }
        @($found).Count, $found.IsTrusted, $found.Address | Should -Be 1, $true, '127.0.0.1'
    }
    It 'on Linux is who listens at that very address: <Uri> is <Is>' -ForEach @(
        @{ Uri = 'http://127.0.0.1:4280'; Is = 'of the user with ID 1001: False' }
        @{ Uri = 'http://127.0.0.2:4280'; Is = 'of the user with ID 0: True' }
        @{ Uri = 'http://[::1]:4280'; Is = 'of the user with ID 1000: True' }
        @{ Uri = 'http://localhost:4280'; Is = 'of the user with ID 1001: False, of the user with ID 1000: True' }
        @{ Uri = 'http://127.0.0.1:4281'; Is = 'of the user with ID 1001: False' }
        @{ Uri = 'http://127.0.0.1:4282'; Is = 'of the user with ID 1001: False' }
        @{ Uri = 'http://127.0.0.1:4283'; Is = '' }
    ) {
        foreach ($folder in 'self', 'net') { [void][IO.Directory]::CreateDirectory("$TestDrive/proc/$folder") }
        [IO.File]::WriteAllText("$TestDrive/proc/self/status", "Name:`tpwsh`nUid:`t1000`t1000`t1000`t1000`n")
        $rest = '00000000:00000000 00:00000000 00000000'
        [IO.File]::WriteAllLines("$TestDrive/proc/net/tcp", @('  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
                "   0: 0100007F:10B8 00000000:0000 0A $rest  1001        0 1 1", "   1: 00000000:10B8 00000000:0000 0A $rest     0        0 2 1", "   2: 0100007F:10BB 0100007F:9000 01 $rest  1001        0 3 1"))
        [IO.File]::WriteAllLines("$TestDrive/proc/net/tcp6", @('  sl  local_address                         remote_address                        st',
                "   0: 00000000000000000000000001000000:10B8 00000000000000000000000000000000:0000 0A $rest  1000        0 4 1",
                "   1: 00000000000000000000000000000000:10B9 00000000000000000000000000000000:0000 0A $rest  1001        0 5 1",
                "   2: 0000000000000000FFFF00000100007F:10BA 00000000000000000000000000000000:0000 0A $rest  1001        0 6 1"))
        $found = InModuleScope VenueControl -Parameters @{ Uri = $Uri; Proc = "$TestDrive/proc" } { Get-VenueListener -Uri $Uri -Proc $Proc }
        (@($found | ForEach-Object { "$($_.Name): $($_.IsTrusted)" }) -join ', ') | Should -Be $Is
    }
    It 'on Windows is <Is> where <Where>' -ForEach @(
        @{ Is = 'trusted'; Where = 'our service started it'; Process = @(@(812, 700, 'node.exe', 30), @(700, 600, 'pwsh.exe', 20)); Owner = $null }
        @{ Is = 'trusted'; Where = 'it is of the own account'; Process = , @(812, 5000, 'ssh.exe', 30); Owner = 'S-1-5-21-1' }
        @{ Is = 'trusted'; Where = 'it is of SYSTEM'; Process = , @(812, 5000, 'node.exe', 30); Owner = 'S-1-5-18' }
        @{ Is = 'unknown'; Where = 'it is of another account, whose owner can''t be read'; Process = @(@(812, 700, 'node.exe', 30), @(700, 5000, 'pwsh.exe', 20)); Owner = $null }
        @{ Is = 'unknown'; Where = 'a task started it'; Process = @(@(812, 700, 'node.exe', 30), @(700, 600, 'svchost.exe', 20)); Owner = 'S-1-5-21-2' }
        @{ Is = 'unknown'; Where = 'its parent has ended, and the service has that number now'; Process = @(@(812, 700, 'node.exe', 10), @(700, 600, 'pwsh.exe', 20)); Owner = 'S-1-5-21-2' }
        @{ Is = 'unknown'; Where = 'another services.exe is above it'; Process = @(@(812, 700, 'node.exe', 30), @(700, 601, 'pwsh.exe', 20), @(601, 5000, 'services.exe', 15)); Owner = 'S-1-5-21-2' }
        @{ Is = 'unknown'; Where = 'Windows listens for a program'; Process = , @(4, 0, 'System', 0); Owner = 'S-1-5-18' }
        @{ Is = 'unknown'; Where = 'it has ended'; Process = @(); Owner = 'S-1-5-21-1' }
    ) {
        $found = InModuleScope VenueControl -Parameters @{ Process = $Process; Owner = $Owner } {
            $boot = [datetime]'2026-03-02T06:00:00'
            function Get-CimInstance {
                [CmdletBinding()] param([string]$Namespace, [string]$ClassName, [string]$Filter, [string[]]$Property)
                if ("$Namespace $ClassName $Filter" -eq 'root/StandardCimv2 MSFT_NetTCPConnection LocalPort = 4280 AND State = 2') { return [pscustomobject]@{ LocalAddress = '127.0.0.1'; OwningProcess = [uint32]$(if ($Process.Count) { $Process[0][0] } else { 812 }) } }
                foreach ($one in $Process + , @(600, 500, 'services.exe', 5)) { [pscustomobject]@{ Handle = "$($one[0])"; ProcessId = [uint32]$one[0]; ParentProcessId = [uint32]$one[1]; Name = $one[2]; CreationDate = $boot.AddSeconds($one[3]) } }
            }
            function Invoke-CimMethod {
                [CmdletBinding()] param([object]$InputObject, [string]$MethodName)
                if ($MethodName -eq 'GetOwnerSid') { [pscustomobject]@{ ReturnValue = 0; Sid = $Owner } }
            }
            Get-VenueWindowsSocket -Port 4280 -Sid 'S-1-5-21-1'
        }
        $found.Address | Should -Be '127.0.0.1'
        $found.Name | Should -Match '^process (812|4)(, .+)?$'
        $found.IsTrusted | Should -Be ($Is -eq 'trusted')
    }
}

Describe 'VENUE_CONTROL_PORT' -Tag Quick {
    It 'that is no port is named: <_>' -ForEach 'eighty', '0', '65536' {
        $old = $env:VENUE_CONTROL_PORT
        $env:VENUE_CONTROL_PORT = $_
        try { $fault = Get-Fault { Connect-VenueControl 1 (Get-Secret 2468) } } finally { $env:VENUE_CONTROL_PORT = $old }
        $fault.FullyQualifiedErrorId | Should -Be 'BAD_USER_INPUT,Connect-VenueControl'
        "$fault" | Should -Be "VENUE_CONTROL_PORT is '$_', which is not a port."
    }
}
