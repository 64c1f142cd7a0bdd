<#
The seven services as real Windows services of one small program (test/fixtures/windows/service.c), for the contract of both providers and
for what only Windows has. They are made by Windows' own New-Service, so that the provider isn't compared with itself.
#>
Set-StrictMode -Version 3.0

$script:Program = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../fixtures/windows/service.exe'))
# With a space, an apostrophe and a letter of another alphabet: names are exact, whatever is in them.
$script:Names = [ordered]@{
    'sales-processing' = 'ProofSalesProcessing'; 'connect' = 'Proof Connect'; 'end-of-day' = 'ProofEndOfDay'; 'netpos' = "Proof NetPOS's"
    'gateway-client' = "Proof G$([char]0xe4)teway"; 'cloud-sync' = 'ProofCloudSync'; 'services-monitor' = 'ProofMonitor'
}
# Who has signed the proof's programs (test/prove/windows/proof-programs.ts).
$script:Publisher = 'CN=Proof Publisher'
$script:Running = 'sales-processing', 'connect', 'end-of-day', 'netpos'
# Service by service what it is called and started as.
$script:Extra = New-Object Collections.Generic.List[string]

function New-ServiceFixture {
    <#
    .SYNOPSIS
    Seven services: Gateway Client and Services Monitor are stopped, Cloud Sync not installed, NetPOS depends on Connect, the others run.
    .DESCRIPTION
    In a data folder of its own with a venue.json; loads the provider too. Wine has neither event log nor Task Scheduler: where PROOF_STAND_INS is set, Get-WinEvent is a stand-in that finds nothing, and the commands of tasks are stand-ins too.
    .EXAMPLE
    New-ServiceFixture
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()
    # What a run that was ended by force has left.
    foreach ($left in (Get-Service -Name Proof* -ErrorAction SilentlyContinue)) { Remove-Service -InputObject $left }
    $env:VENUE_CONTROL_VENUE = 'windows'
    $env:VENUE_CONTROL_DATA = Join-Path ([IO.Path]::GetTempPath()) ('venue-' + [guid]::NewGuid().ToString('N'))
    [void][IO.Directory]::CreateDirectory($env:VENUE_CONTROL_DATA)
    Set-VenueFile -Services $script:Names
    foreach ($key in $script:Names.Keys) {
        Set-ServiceWord -Key $key -Word ''
        if ($key -eq 'cloud-sync') { continue }
        $with = if ($key -eq 'netpos') { @{ DependsOn = $script:Names.connect } } else { @{} }
        New-ProofService -Name $script:Names[$key] -Key $key -DisplayName "swiftpos proof $key" @with
    }
    foreach ($key in $script:Running) { Start-Service -Name ([Management.Automation.WildcardPattern]::Escape($script:Names[$key])) }
    if ($env:PROOF_STAND_INS) {
        # Nor has it a Task Scheduler.
        Import-Module (Join-Path $PSScriptRoot '../../scripts/shared/ScheduledTaskCommand.psm1') -Global
        Set-Item function:global:Get-WinEvent {
            [CmdletBinding()]
            param([hashtable]$FilterHashtable, [long]$MaxEvents)
            Write-Error -Message "No event in $($FilterHashtable.LogName), of $MaxEvents at most." -ErrorId NoMatchingEventsFound
        }
    }
    . (Join-Path $PSScriptRoot '../../../scripts/services/Import-VenueProvider.ps1')
}

function New-ProofService {
    <#
    .SYNOPSIS
    Installs a service of the proof's program.
    .DESCRIPTION
    It is removed with the fixture.
    .PARAMETER Name
    Name of the service.
    .PARAMETER Key
    Its program reads its behaviour from KEY.txt.
    .PARAMETER DisplayName
    What people see.
    .PARAMETER DependsOn
    Names of services that it needs.
    .PARAMETER CommandLine
    Default: the proof's program with the key.
    .EXAMPLE
    New-ProofService -Name ProofOne -Key one -DisplayName One
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory)][string]$Name, [Parameter(Mandatory)][string]$Key, [Parameter(Mandatory)][string]$DisplayName,
        [string[]]$DependsOn = @(), [string]$CommandLine = ('"{0}" {1}' -f $script:Program, $Key)
    )
    $with = if ($DependsOn.Count -gt 0) { @{ DependsOn = $DependsOn } } else { @{} }
    [void](New-Service -Name $Name -DisplayName $DisplayName -BinaryPathName $CommandLine -StartupType Manual @with)
    $script:Extra.Add($Name)
}

function Set-VenueFile {
    <#
    .SYNOPSIS
    Writes venue.json.
    .DESCRIPTION
    Whole; the provider reads it again.
    .PARAMETER Services
    Key to name, or any other content.
    .PARAMETER Publisher
    Who signs what may be installed.
    .PARAMETER Text
    The file's text, for a file that is no JSON.
    .EXAMPLE
    Set-VenueFile -Services @{ connect = 'Proof Connect' }
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([object]$Services, [string]$Publisher = $script:Publisher, [string]$Text = (ConvertTo-Json @{ services = $Services; publisher = $Publisher }))
    $path = Join-Path $env:VENUE_CONTROL_DATA 'venue.json'
    [IO.File]::WriteAllText($path, $Text)
    # Two writes within one tick of the file system's clock would look like one.
    [IO.File]::SetLastWriteTimeUtc($path, [datetime]::UtcNow.AddSeconds([Threading.Interlocked]::Increment([ref]$script:Written)))
}
$script:Written = 0

function Get-ProofName {
    <#
    .SYNOPSIS
    Key to name of the seven services, as venue.json has them.
    .DESCRIPTION
    A copy.
    .EXAMPLE
    Get-ProofName
    #>
    [CmdletBinding()]
    [OutputType([Collections.Specialized.OrderedDictionary])]
    param()
    $copy = [ordered]@{}
    foreach ($key in $script:Names.Keys) { $copy[$key] = $script:Names[$key] }
    $copy
}

function Set-ServiceWord {
    <#
    .SYNOPSIS
    Says how a service behaves, in the words of service.c.
    .DESCRIPTION
    From its next start, and at its next stop.
    .PARAMETER Key
    The service.
    .PARAMETER Word
    Words, apart by spaces.
    .EXAMPLE
    Set-ServiceWord -Key gateway-client -Word 'start=2000'
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory)][string]$Key, [Parameter(Mandatory)][AllowEmptyString()][string]$Word)
    [IO.File]::WriteAllText((Join-Path ([IO.Path]::GetDirectoryName($script:Program)) "$Key.txt"), $Word)
}

function Set-ServiceBehaviour {
    <#
    .SYNOPSIS
    Makes a service behave: normal, ignores-stop or dies (soon after its start).
    .DESCRIPTION
    The contract's words.
    .PARAMETER Key
    The service.
    .PARAMETER As
    How it behaves from now on.
    .EXAMPLE
    Set-ServiceBehaviour -Key gateway-client -As dies
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory)][string]$Key, [Parameter(Mandatory)][ValidateSet('normal', 'ignores-stop', 'dies')][string]$As)
    Set-ServiceWord -Key $Key -Word @{ 'normal' = ''; 'ignores-stop' = 'ignore'; 'dies' = 'crash=1000' }[$As]
}

function Get-ProgramFolder {
    <#
    .SYNOPSIS
    A folder with the one program that Install-HostService registers for Cloud Sync.
    .DESCRIPTION
    Its program takes no key: a service without one reads .txt, which there isn't.
    .PARAMETER Of
    Which program: service (signed), service-unsigned or service-tampered.
    .EXAMPLE
    Get-ProgramFolder
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([ValidateSet('service', 'service-unsigned', 'service-tampered')][string]$Of = 'service')
    # A new one each time: Wine keeps a program open whose signature was checked.
    $folder = Join-Path $env:VENUE_CONTROL_DATA "cloud sync $([guid]::NewGuid().ToString('N'))"
    [void][IO.Directory]::CreateDirectory($folder)
    $from = Join-Path ([IO.Path]::GetDirectoryName($script:Program)) "$Of.exe"
    [IO.File]::Copy($from, (Join-Path $folder 'cloud-sync.exe'), $true)
    $folder
}

function Remove-ServiceFixture {
    <#
    .SYNOPSIS
    Ends and removes everything.
    .DESCRIPTION
    Emits how many services are left: 0.
    .EXAMPLE
    Remove-ServiceFixture
    #>
    [CmdletBinding()]
    [OutputType([int])]
    param()
    $script:Extra.Add($script:Names['cloud-sync'])
    foreach ($process in (Get-Process -Name service, cloud-sync -ErrorAction SilentlyContinue)) { Stop-Process -InputObject $process -Force }
    foreach ($name in $script:Extra) {
        foreach ($service in (Get-Service -Name ([Management.Automation.WildcardPattern]::Escape($name)) -ErrorAction SilentlyContinue)) { Remove-Service -InputObject $service }
    }
    Remove-Item function:global:Get-WinEvent -ErrorAction SilentlyContinue
    for ($look = 0; $look -lt 100 -and @(Get-Service -Name Proof*).Count -gt 0; $look++) { Start-Sleep -Milliseconds 100 }
    @(Get-Service -Name Proof*).Count
}

Export-ModuleMember -Function New-ServiceFixture, New-ProofService, Set-VenueFile, Get-ProofName, Set-ServiceWord, Set-ServiceBehaviour, Get-ProgramFolder, Remove-ServiceFixture
