#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

Describe 'What Set-ServerService.ps1 asks before anything is stopped' -Tag Quick {
    BeforeAll {
        $scripts = Join-Path $PSScriptRoot '../../../scripts'
        $there = Join-Path $TestDrive 'scripts'
        foreach ($name in 'installation', 'services') { [void][IO.Directory]::CreateDirectory((Join-Path $there $name)) }
        [IO.File]::Copy((Join-Path $scripts 'installation/Set-ServerService.ps1'), (Join-Path $there 'installation/Set-ServerService.ps1'))
        [IO.File]::Copy((Join-Path $scripts 'services/VenueError.psm1'), (Join-Path $there 'services/VenueError.psm1'))
        # The real script, with parts that say how they are called.
        $parts = @'
function Confirm-Windows([string]$What) { [void]$What }
function Confirm-Administrator { 'administrator' }
function Read-Server { if ($env:REGISTERED) { [pscustomobject]@{ program = $env:REGISTERED; account = 'NT SERVICE\VenueControl' } } }
function Get-AdministratorAccount { 'S-admin' }
function Get-ServiceAccountSid([string]$Account, [string]$Registered) { "S of $Account, registered '$Registered'" }
function Confirm-ProgramSource([string]$Program, [string[]]$Administrator) {
    if ($Program -eq '/lines') { throw (New-VenueError -ErrorId SERVICE_DISABLED -Message "One.`r`nTwo." -Detail @{ remedy = "Do this.`r`n  Type: dir 'a  b'`n$([char]0x2028)." }) }
    "source $Program, $Administrator"
}
function Confirm-Place([string]$Program, [string]$Data, [string]$Account, [string[]]$Trusted, [switch]$Early) { "place $Program, $Data, $Account, $Trusted, not yet there: $Early" }
'@
        $all = [IO.File]::ReadAllText((Join-Path $there 'installation/Set-ServerService.ps1'))
        foreach ($list in [regex]::Matches($all, 'foreach \(\$part in (?<Names>[^)]+)\) \{ \. \(Join-Path \$(?<Folder>\w+)')) {
            $folder = if ($list.Groups['Folder'].Value -eq 'services') { 'services' } else { 'installation' }
            foreach ($name in $list.Groups['Names'].Value.Split(',').Trim().Trim("'")) { [IO.File]::WriteAllText((Join-Path $there "$folder/$name.ps1"), $parts) }
        }
        $ask = { param([hashtable]$With) & (Join-Path $there 'installation/Set-ServerService.ps1') -Action Source -Program /unpacked @With }
    }
    AfterAll { $env:REGISTERED = '' }

    It 'an install: the unpacked program, and both folders as Protect would take them, for the account that is named' {
        $env:REGISTERED = ''
        & $ask @{ Target = '/programs'; Data = '/data'; Account = 'VENUE\svc$' } |
            Should -Be 'administrator', 'source /unpacked, S-admin', "place /programs, /data, S of VENUE\svc$, registered '', S-admin, not yet there: True"
        (& $ask @{ Data = '/data' })[2] | Should -Be "place , /data, S of LocalSystem, registered '', S-admin, not yet there: True"
    }
    It "the module alone, which names no data: the unpacked program, and nothing of what is registered" {
        foreach ($registered in '', '/elsewhere/1.0.0-0a1b2c3d') {
            $env:REGISTERED = $registered
            $said = @(& $ask @{})
            $said[0, 1] | Should -Be 'administrator', 'source /unpacked, S-admin'
            $said -like 'place*' | Should -BeNullOrEmpty -Because "'$registered' is registered"
        }
    }
    It 'an upgrade: the folder of the program that is registered, and its account' {
        $env:REGISTERED = '/elsewhere/1.0.0-0a1b2c3d'
        (& $ask @{ Target = '/programs'; Data = '/data' })[2] | Should -Be "place /elsewhere, /data, S of NT SERVICE\VenueControl, registered 'NT SERVICE\VenueControl', S-admin, not yet there: True"
    }
    It 'what it fails with is one line, by which the program that called knows code, message and remedy; blanks in what is typed stay' {
        $env:REGISTERED = ''
        $errors, $said = [Console]::Error, (New-Object IO.StringWriter)
        try {
            [Console]::SetError($said)
            [void](& (Join-Path $there 'installation/Set-ServerService.ps1') -Action Source -Program /lines)
        }
        finally { [Console]::SetError($errors) }
        "$said".TrimEnd() | Should -BeExactly "SERVICE_DISABLED: One. Two. -> Do this. Type: dir 'a  b' ."
    }
}
