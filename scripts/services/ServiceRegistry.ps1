<#
What Windows' registry says of services: how each is set up. The Service Control Manager itself keeps it there, and reading it requires no right
that an ordinary user lacks.
#>

$script:ServicesKey = 'SYSTEM\CurrentControlSet\Services'

# DisplayName, StartMode, Account, ProgramPath (null where it can't be determined), DependsOn (names), MarkedForDeletion, SharesProcess; nothing for what isn't there.
function Read-ServiceSetup([string]$Name) {
    Confirm-Windows -What 'How services are set up'
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey("$script:ServicesKey\$Name")
    if ($null -eq $key) { return }
    try {
        @{
            DisplayName       = Get-DisplayName -Name $Name -Text $key.GetValue('DisplayName')
            StartMode         = ConvertFrom-StartNumber -Start $key.GetValue('Start') -Delayed $key.GetValue('DelayedAutoStart')
            Account           = $key.GetValue('ObjectName')
            ProgramPath       = Get-ProgramPath -ImagePath $key.GetValue('ImagePath')
            # A plus sign is before a group.
            DependsOn         = @(foreach ($needed in @($key.GetValue('DependOnService'))) { if ($needed -and "$needed"[0] -ne '+') { "$needed" } })
            MarkedForDeletion = $key.GetValue('DeleteFlag') -eq 1
            SharesProcess     = [bool]([int]$key.GetValue('Type', 0) -band 0x20)
        }
    }
    finally { $key.Dispose() }
}

# Name and DisplayName of every service of which Test, a script block that takes both and the registry's key, says yes. It runs within this
# function: what it takes from outside must not be called name, display, key, all or Test.
function Find-RegisteredService([scriptblock]$Test) {
    Confirm-Windows -What 'Which services there are'
    $all = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey($script:ServicesKey)
    try {
        foreach ($name in ($all.GetSubKeyNames() | Sort-Object)) {
            $key = $all.OpenSubKey($name)
            if ($null -eq $key) { continue }
            try {
                # Drivers stand there too: 1 to 8. What is left runs programs.
                if (-not ([int]$key.GetValue('Type', 0) -band 0x30)) { continue }
                $display = Get-DisplayName -Name $name -Text $key.GetValue('DisplayName')
                if (& $Test $name $display $key) { [pscustomobject]@{ Name = $name; DisplayName = $display } }
            }
            finally { $key.Dispose() }
        }
    }
    finally { $all.Dispose() }
}

# Text like @some.dll,-12 represents a text in that file, which Windows reads.
function Get-DisplayName([string]$Name, [string]$Text) {
    if (-not $Text) { return $Name }
    if ($Text[0] -ne '@') { return $Text }
    $service = Get-Service -Name ([Management.Automation.WildcardPattern]::Escape($Name)) -ErrorAction SilentlyContinue
    if ($null -ne $service) { $service.DisplayName } else { $Text }
}

function ConvertFrom-StartNumber([object]$Start, [object]$Delayed) {
    switch ($Start) {
        2 { if ($Delayed -eq 1) { 'AutomaticDelayed' } else { 'Automatic' } }
        3 { 'Manual' }
        4 { 'Disabled' }
        default { $null }
    }
}

# Of a path without quotes no one can say for sure where the program ends: the shortest that is a file, as Windows does, else none.
function Get-ProgramPath([string]$ImagePath) {
    if ($ImagePath -match '^\s*"([^"]+)"') { return $Matches[1] }
    $words = "$ImagePath".Trim() -split ' '
    for ($count = 1; $count -le $words.Count; $count++) {
        $path = $words[0..($count - 1)] -join ' '
        foreach ($candidate in $path, "$path.exe") { if ($candidate -and [IO.File]::Exists($candidate)) { return $candidate } }
    }
}
