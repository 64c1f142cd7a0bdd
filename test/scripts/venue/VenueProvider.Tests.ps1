#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# Which providers a script gets when VENUE_CONTROL_VENUE is not set.
Describe 'Import-VenueProvider without VENUE_CONTROL_VENUE' {
    BeforeAll {
        $script:before = @{ VENUE_CONTROL_DATA = $env:VENUE_CONTROL_DATA; VENUE_CONTROL_VENUE = $env:VENUE_CONTROL_VENUE }
        $env:VENUE_CONTROL_DATA = $TestDrive
        $env:VENUE_CONTROL_VENUE = $null
        $provider = Join-Path $PSScriptRoot '../../../scripts/services/Import-VenueProvider.ps1'
    }
    AfterAll { foreach ($name in $before.Keys) { Set-Item "env:$name" $before[$name] } }

    It 'refuses the data folder of a real venue: <Name>' -ForEach @(
        @{ Name = 'venue.json'; Text = '{}' }
        @{ Name = 'identity.json'; Text = '{"id":"x","environment":"production"}' }
    ) {
        $file = Join-Path $TestDrive $Name
        [IO.File]::WriteAllText($file, $Text)
        try { { & $provider } | Should -Throw "*is the data folder of a production venue. Set VENUE_CONTROL_VENUE to windows." }
        finally { Remove-Item $file }
    }

    It 'loads of a rehearsal what the script names, and without a name all of it' {
        $loaded = {
            param($Words)
            $shell = [powershell]::Create()
            try { @($shell.AddScript("& '$provider' $Words; (Get-Module).Name -like '*.Rehearsal'").Invoke() | Sort-Object) }
            finally { $shell.Dispose() }
        }
        & $loaded '-Provider EventLog' | Should -Be 'EventLog.Rehearsal'
        & $loaded | Should -Be 'EventLog.Rehearsal', 'HostService.Rehearsal', 'VenueFile.Rehearsal', 'VenueHost.Rehearsal'
    }
}
