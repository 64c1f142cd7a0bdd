#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# "Nothing was sent" is said of what was surely not sent, and of nothing else. Sockets are real.
Describe 'What a request that failed says of itself' -Tag Nightly {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/CloudTransport.psm1') -Force
        function Get-Failure([scriptblock]$Work) {
            try { & $Work }
            catch { $_ }
        }
        # Takes whatever comes and answers nothing.
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $end = $listener.LocalEndpoint
    }
    AfterAll {
        $listener.Stop()
        Get-Module CloudTransport, SecretJson, VenueError, VenueJson | Remove-Module -Force
    }

    It '<Name>, however late this machine checked' -ForEach @(
        @{ Name = 'sent and unanswered is unknown'; Scheme = 'http'; Seconds = 6; Id = 'CLOUD_NO_ANSWER'; Says = 'Whether it acted is unknown' }
        @{ Name = 'a TLS that hangs was never sent'; Scheme = 'https'; Seconds = 30; Id = 'CLOUD_UNREACHABLE'; Says = 'Nothing was sent' }
    ) {
        $said = Get-Failure {
            InModuleScope CloudTransport -Parameters @{ Url = "${Scheme}://$end/"; Seconds = $Seconds } {
                $client = New-CloudClient
                $client.Timeout = [TimeSpan]::FromSeconds($Seconds)
                $task = $client.GetAsync($Url)
                Start-Sleep -Seconds 2
                Wait-CloudTask -Task $task -What 'GET /'
            }
        }
        $said.FullyQualifiedErrorId | Should -Match "^$Id"
        $said.Exception.Message | Should -Match $Says
    }
    It 'a request carries the trace that the script host set, and none where there is none' {
        Mock Test-CloudConnection -ModuleName CloudTransport { }
        Mock Wait-CloudTask -ModuleName CloudTransport {
            [pscustomobject]@{ StatusCode = 200; Headers = @{}; Content = [Net.Http.StringContent]::new('{}') }
        }
        $sent = New-Object 'Collections.Generic.List[object]'
        Mock New-CloudClient -ModuleName CloudTransport {
            $client = [pscustomobject]@{ Timeout = $null; MaxResponseContentBufferSize = 0; Sent = $sent }
            $client | Add-Member ScriptMethod SendAsync { param($Request) $this.Sent.Add($Request) }
            $client | Add-Member ScriptMethod Dispose { }
            $client
        }
        $send = { Send-Once -Method GET -Address 'https://cloud.example/' -Path '/' -TimeoutSeconds 1 }
        $trace = '00-0f8fad5bd9cb469fa16570867728950e-00f067aa0ba902b7-01'
        try {
            Set-Variable -Name VenueControlTrace -Scope Global -Value $trace
            try { InModuleScope CloudTransport $send } catch { $null = $_ }
        }
        finally { Remove-Variable -Name VenueControlTrace -Scope Global }
        try { InModuleScope CloudTransport $send } catch { $null = $_ }
        $sent.Count | Should -Be 2
        $sent[0].Headers.GetValues('traceparent') | Should -Be $trace
        $sent[1].Headers.Contains('traceparent') | Should -BeFalse
    }
    It 'a connection that fails by <Kind> is CLOUD_UNREACHABLE, with its kind' -ForEach @(
        @{ Kind = 'InvalidOperationException'; Cause = [InvalidOperationException]::new('no') }
        @{ Kind = 'ConnectionRefused'; Cause = [Net.Sockets.SocketException]::new([int][Net.Sockets.SocketError]::ConnectionRefused) }
    ) {
        Mock New-Object -ModuleName CloudTransport -ParameterFilter { $TypeName -eq 'Net.Sockets.TcpClient' } {
            $socket = [pscustomobject]@{ Cause = $Cause }
            $socket | Add-Member ScriptMethod ConnectAsync { [Threading.Tasks.Task]::FromException($this.Cause) }
            $socket | Add-Member ScriptMethod Dispose { }
            $socket
        }
        $said = Get-Failure { InModuleScope CloudTransport { Test-CloudConnection -Address 'https://cloud.example' } }
        $said.FullyQualifiedErrorId | Should -Match '^CLOUD_UNREACHABLE'
        $said.Exception.Message | Should -Match "\($Kind\)"
    }
}

Describe 'An answer of the cloud that is too large' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/CloudTransport.psm1') -Force
        function Get-Answer([string]$Text) { [pscustomobject]@{ Bytes = [Text.Encoding]::UTF8.GetBytes($Text); Status = 200; Method = 'GET'; Path = '/v1/venue' } }
    }
    AfterAll { Get-Module CloudTransport, SecretJson, VenueError, VenueJson | Remove-Module -Force }
    It 'is refused before it is parsed: <Name>' -ForEach @(
        @{ Name = '400,000 names'; Text = { '{' + ('"k":1,' * 400000) + '"z":1}' }; SecretName = '' }
        @{ Name = 'a list'; Text = { '[' + ('1,' * 400000) + '1]' }; SecretName = '' }
        @{ Name = 'one with a secret in it'; Text = { '{"credential":"c","more":"' + ('x' * 70000) + '"}' }; SecretName = 'credential' }
    ) {
        $answer = Get-Answer (& $Text)
        $how = if ($SecretName) { @{ SecretName = $SecretName } } else { @{} }
        $clock = [Diagnostics.Stopwatch]::StartNew()
        { Read-CloudAnswer -Answer $answer @how } | Should -Throw -ErrorId 'CLOUD_NO_ANSWER*' -ExpectedMessage '*is too large*'
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 3
    }
    It 'but a large one that is well is read' {
        (Read-CloudAnswer -Answer (Get-Answer ('{"locations":[' + ((1..2000 | ForEach-Object { "{`"id`":`"$_`",`"activated`":true,`"at`":`"2031-05-06T02:00:00Z`"}" }) -join ',') + ']}'))).locations.Count | Should -Be 2000
    }
}

Describe 'The way to the cloud' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../../scripts/services/CloudTransport.psm1') -Force
        $env:VENUE_CONTROL_CLOUD_URL = 'https://cloud.example'
        # As .NET answers for an HTTPS_PROXY with a user.
        Mock Get-CloudProxy -ModuleName CloudTransport { [Uri]'http://svc:Passw0rd@127.0.0.1:9/' }
    }
    AfterAll {
        Remove-Item env:VENUE_CONTROL_CLOUD_URL
        Get-Module CloudTransport, SecretJson, VenueError, VenueJson | Remove-Module -Force
    }
    It 'names the proxy without the user and password of its address' {
        (Get-CloudWay -Address 'https://cloud.example').Proxy | Should -BeExactly 'http://127.0.0.1:9'
        $tested = Test-CloudWay
        $tested.Proxy | Should -BeExactly 'http://127.0.0.1:9'
        $tested.Why | Should -Match "can't be reached at 127\.0\.0\.1:9"
    }
}
