function New-ServerStart {
    <#
    .SYNOPSIS
    How the service starts its server: the program's own Node and PowerShell, the data folder, and a temporary folder in it.
    .DESCRIPTION
    Windows' own temporary folder of a service that runs as SYSTEM is C:\Windows\Temp, where every user of the machine may put files beside ours.
    .PARAMETER Program
    Folder of the program.
    .PARAMETER Data
    The data folder, which is the account's alone.
    .EXAMPLE
    New-ServerStart -Program $program -Data C:\ProgramData\VenueControl
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([Diagnostics.ProcessStartInfo])]
    param([Parameter(Mandatory = $true)][string]$Program, [Parameter(Mandatory = $true)][string]$Data)
    $temporary = Join-Path $Data 'temp'
    if ($PSCmdlet.ShouldProcess($temporary)) { [void][IO.Directory]::CreateDirectory($temporary) }
    $start = New-Object Diagnostics.ProcessStartInfo (Join-Path $Program 'node/node.exe')
    # No debugger for another program of the account, which Node otherwise opens when it is asked to; and the certificates that Windows trusts.
    $start.Arguments = '--disable-sigusr1 --use-system-ca "{0}" serve --lifeline' -f (Join-Path $Program 'dist/bundle/main.js')
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $start.EnvironmentVariables['VENUE_CONTROL_DATA'] = $Data
    # A service is a real venue's. Without venue.json, moved away by someone, it would serve a rehearsal, whose PINs are public: it is refused instead.
    $start.EnvironmentVariables['VENUE_CONTROL_VENUE'] = 'windows'
    foreach ($name in 'TEMP', 'TMP') { $start.EnvironmentVariables[$name] = $temporary }
    $powerShell = Join-Path $Program 'powershell/pwsh.exe'
    if ([IO.File]::Exists($powerShell)) { $start.EnvironmentVariables['VENUE_CONTROL_PWSH'] = $powerShell }
    $start
}
