<#
What the suites of this folder do again and again: they dot-source it.
#>

# The service that most of them try things with.
$one = 'gateway-client'

function Get-ErrorId([scriptblock]$Work) {
    try { & $Work; 'none' }
    catch { $_.FullyQualifiedErrorId.Split(',')[0] }
}
function Get-Message([scriptblock]$Work) {
    try { & $Work; 'none' }
    catch { $_.Exception.Message }
}
function Wait-State([string]$Name, [string]$State, [int]$Seconds = 20) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    while (($seen = Get-HostService -Name $Name).State -ne $State -and $watch.Elapsed.TotalSeconds -lt $Seconds) { Start-Sleep -Milliseconds 50 }
    $seen
}
function Use-Key([string]$Name, [scriptblock]$Do) {
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey("SYSTEM\CurrentControlSet\Services\$Name", $true)
    try { & $Do $key } finally { $key.Dispose() }
}
function Set-Dependency([string]$Name, [string[]]$Needed) {
    Use-Key $Name { param($key) $key.SetValue('DependOnService', [string[]]$Needed, [Microsoft.Win32.RegistryValueKind]::MultiString) }
}

# After each test: nothing runs under that name.
function Reset-Service([string]$Name) {
    Set-ServiceWord -Key $Name -Word ''
    $left = Get-HostService -Name $Name
    if ($left.ProcessId) { Stop-Process -Id $left.ProcessId -Force -ErrorAction SilentlyContinue }
    [void](Wait-State $Name Stopped)
}

# After all of them: no process of it is left, and no provider module.
function Close-ServiceFixture {
    Remove-ServiceFixture | Should -Be 0
    Get-Module HostService.*, VenueHost.*, VenueFile.*, EventLog.* | Remove-Module -Force
}
