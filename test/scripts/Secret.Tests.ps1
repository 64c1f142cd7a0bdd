#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'What PowerShell records' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'VenueUnderTest.psm1') -Force
        [void](New-VenueUnderTest -WithCloud)
        $number = '10482213'
        $scripts = Join-Path $PSScriptRoot '../../scripts'
        [void](Invoke-Operation -Name Initialize-VenueHost)
        Import-Module (Join-Path $scripts 'services/VenueCloud.psm1') -Force
        [void](Invoke-Operation -Name Request-AuthenticationCode -With @{ CustomerNumber = $number })
        $code = [securestring]::new()
        foreach ($character in (Get-NewestCode).ToCharArray()) { $code.AppendChar($character) }
        # Arguments of commands and, more than any log has, conversions.
        function Get-Trace([string]$Name, [scriptblock]$Work) {
            $file = Join-Path $TestDrive "$Name.txt"
            $trace = @{ Name = 'ParameterBinding', 'ParameterBinderBase', 'ParameterBinderController', 'TypeConversion', 'CommandDiscovery'; Option = 'All'; ListenerOption = 'None' }
            Trace-Command @trace -FilePath $file -Expression $Work
            [IO.File]::ReadAllText($file)
        }
        function Get-Plain([securestring]$Secret) { [Net.NetworkCredential]::new('', $Secret).Password }
    }
    AfterAll {
        Remove-VenueUnderTest | Should -Be 0
        Get-Module HostService.*, VenueHost.*, VenueFile.*, VenueCloud, SecretJson, VenueJson | Remove-Module -Force
    }

    It 'of a redemption has neither code nor credential, but what is no secret' {
        $id = [guid]::NewGuid().ToString()
        $script:redemption = $null
        $machine = [pscustomobject]@{ MachineId = '11111111-2222-3333-4444-555555555555'; SwiftposVersion = '10.58.0' }
        $text = Get-Trace -Name redemption -Work {
            $script:redemption = Invoke-Redemption -CustomerNumber $number -RedemptionId $id -Code $code -Machine $machine
            [void](Close-Redemption -CustomerNumber $number -RedemptionId $id)
            try { Get-CloudSyncJob -CustomerNumber $number -JobId ([guid]::NewGuid()) -Credential $script:redemption.Credential }
            catch { $script:refusal = $_.FullyQualifiedErrorId }
        }
        $credential = Get-Plain $script:redemption.Credential
        $credential.Length | Should -BeGreaterThan 20
        $script:refusal | Should -BeLike 'SYNC_JOB_UNKNOWN*' -Because 'the credential was taken'
        $text | Should -Match $number
        $text.Contains((Get-Plain $code)) | Should -BeFalse -Because 'the code'
        $text.Contains($credential) | Should -BeFalse -Because 'the credential'
    }
    It 'of a call in a host has none of its secrets' {
        foreach ($part in 'ConvertFrom-CallFrame', 'ConvertTo-FrameTable', 'ConvertTo-ScriptArgument', 'Get-ScriptParameter', 'New-ScriptCall', 'Read-CallSecret') { . (Join-Path $scripts "host/$part.ps1") }
        $protocol = Import-PowerShellDataFile -Path (Join-Path $scripts 'host/Protocol.psd1')
        $protocol.JsonOptions = @{ DateKind = 'String'; AsHashtable = $true }
        $file = Join-Path $TestDrive 'Set-Secret.ps1'
        Set-Content -LiteralPath $file -Value 'param([string]$Name, [securestring]$Code)'
        $desk = @{ Catalogue = @{ x = @{ File = $file; Parameters = $null } } }
        $script:bound = @{ Place = @{ Runspace = $null; Commands = @{} }; Shell = @{ Runspace = $null }; Clock = [Diagnostics.Stopwatch]::new(); Age = [Diagnostics.Stopwatch]::new() }
        $reader = [IO.StringReader]::new("sentinel-5d1e`nthe next line")
        $text = Get-Trace -Name call -Work {
            $frame = ConvertFrom-CallFrame -Protocol $protocol -Line '{"t":"call","id":"1","cmd":"x","args":{"Name":"no-secret"},"secrets":{"Code":13},"deadline":0,"fresh":true}'
            foreach ($name in @($frame.secrets.get_Keys())) { $frame.secrets[$name] = Read-CallSecret -Reader $reader -Length $frame.secrets[$name] }
            Initialize-ScriptCall -Desk $desk -Call $script:bound -Frame $frame | Should -BeTrue
        }
        Get-Plain $script:bound.Arguments.Code | Should -BeExactly 'sentinel-5d1e'
        $reader.ReadToEnd() | Should -BeExactly "`nthe next line"
        $text | Should -Match 'no-secret'
        $text.Contains('sentinel-5d1e') | Should -BeFalse
    }
    It 'a frame has lengths where its secrets are, and nothing else' -ForEach @('"x"', '-1', '65537', 'null', '1.5', '{}') {
        foreach ($part in 'ConvertFrom-CallFrame', 'ConvertTo-FrameTable') { . (Join-Path $scripts "host/$part.ps1") }
        $protocol = Import-PowerShellDataFile -Path (Join-Path $scripts 'host/Protocol.psd1')
        $protocol.JsonOptions = @{}
        { ConvertFrom-CallFrame -Protocol $protocol -Line ('{"t":"call","id":"1","cmd":"x","args":{},"secrets":{"Code":' + $_ + '},"deadline":0,"fresh":true}') } | Should -Throw '*secrets*'
    }
    It 'and one that is cut short ends the host' {
        . (Join-Path $scripts 'host/Read-CallSecret.ps1')
        { Read-CallSecret -Reader ([IO.StringReader]::new('abc')) -Length 4 } | Should -Throw '*cut short*'
    }
    It 'an answer''s secret is taken out of its bytes, and one that no header could carry is refused' {
        Import-Module (Join-Path $scripts 'services/SecretJson.psm1') -Force
        function Get-Read([string]$Text) {
            $bytes = [Text.Encoding]::UTF8.GetBytes($Text)
            @{ Answer = ConvertFrom-SecretJson -Stream ([IO.MemoryStream]::new($bytes, 0, $bytes.Length, $true, $true)) -Name credential; Text = [Text.Encoding]::UTF8.GetString($bytes) }
        }
        $read = Get-Read '{"note":"credential","credential" : "ab\/c=","other":"\"credential\":\"no\""}'
        Get-Plain $read.Answer.credential | Should -BeExactly 'ab/c='
        $read.Answer.other | Should -BeExactly '"credential":"no"'
        $read.Text | Should -Not -Match 'ab'
        (Get-Read '{"credential":null,"a":"b"}').Answer.a | Should -BeExactly b
        foreach ($text in '{"credential":"a b"}', '{"credential":"a\u0041"}', '{"credential":"abc', '<html>') { { Get-Read $text } | Should -Throw -Because $text }
    }
}
