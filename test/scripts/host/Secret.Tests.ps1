#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'What PowerShell records' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../shared/VenueUnderTest.psm1') -Force
        [void](New-VenueUnderTest -WithCloud)
        $number = '10482213'
        $scripts = Join-Path $PSScriptRoot '../../../scripts'
        . (Join-Path $scripts 'services/NativeMethod.ps1')
        $protocol = [VenueControl.Protocol]::new([VenueControl.HostProgram]::ReadProtocol((Join-Path $scripts 'host/Protocol.psd1')))
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
        $file = Join-Path $TestDrive 'Set-Secret.ps1'
        Set-Content -LiteralPath $file -Value 'param([string]$Name, [securestring]$Code) "$Name $($Code.Length)"'
        $reader = [IO.StringReader]::new('{"t":"call","id":"1","cmd":"x","args":{"Name":"no-secret"},"secrets":{"Code":13},"deadline":0,"fresh":true}' + "`nsentinel-5d1e`nthe next line")
        $writer = [IO.StringWriter]::new()
        $desk = [VenueControl.HostDesk]::new($reader, $writer, $protocol, [VenueControl.HostDesk]::MakeCallState((Join-Path $scripts 'host/Invoke-CatalogueScript.ps1')), "$TestDrive")
        $desk.AddScript('x', $file)
        # It ends with what is behind the secret, which is no frame.
        $text = Get-Trace -Name call -Work { $desk.Read() }
        "$writer" | Should -BeLike '*"no-secret 13"*'
        $text | Should -Match 'no-secret'
        $text.Contains('sentinel-5d1e') | Should -BeFalse
    }
    It 'a frame has lengths where its secrets are, and nothing else' -ForEach @('"x"', '-1', '65537', 'null', '1.5', '{}') {
        { $protocol.ReadFrame('{"t":"call","id":"1","cmd":"x","args":{},"secrets":{"Code":' + $_ + '},"deadline":0,"fresh":true}') } | Should -Throw '*secrets*'
    }
    It 'and one that is cut short ends the host' {
        $desk = [VenueControl.HostDesk]::new([IO.StringReader]::new('{"t":"call","id":"1","cmd":"x","args":{},"secrets":{"Code":4},"deadline":0,"fresh":true}' + "`nabc"), [IO.StringWriter]::new(), $protocol, $null, "$TestDrive")
        $desk.Read()
        $desk.Problem.Message | Should -BeLike '*cut short*'
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
