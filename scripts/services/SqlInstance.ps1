<#
What Windows' registry says of SQL Server's instances on this machine, and the Service Control Manager of their services. Reading requires no right that
an ordinary user lacks. Microsoft documents the keys in "Registry locations of SQL Server instances".
#>

$script:SqlServerKey = 'SOFTWARE\Microsoft\Microsoft SQL Server'

function Read-SqlInstance {
    Confirm-Windows -What 'Which instances of SQL Server there are'
    $ids = Read-RegistryKey -Path "$script:SqlServerKey\Instance Names\SQL"
    $browser = Get-SqlServiceState -Name 'SQLBrowser'
    foreach ($name in ($ids.Keys | Sort-Object)) {
        $root = "$script:SqlServerKey\$($ids[$name])"
        $network = "$root\MSSQLServer\SuperSocketNetLib\Tcp"
        $all = Read-RegistryKey -Path "$network\IPAll"
        $setup = Read-RegistryKey -Path "$root\Setup"
        $service = if ($name -eq 'MSSQLSERVER') { $name } else { 'MSSQL$' + $name }
        @{
            Instance    = $name
            Service     = $service
            State       = Get-SqlServiceState -Name $service
            TcpEnabled  = (Read-RegistryKey -Path $network)['Enabled'] -eq 1
            Port        = ConvertFrom-PortText -Text $all['TcpPort']
            DynamicPort = ConvertFrom-PortText -Text $all['TcpDynamicPorts']
            Version     = "$($setup['Version'])"
            Edition     = "$($setup['Edition'])"
            Browser     = $browser
        }
    }
}

# Name to value; empty where there is no such key.
function Read-RegistryKey([string]$Path) {
    $values = @{}
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey($Path)
    if ($null -eq $key) { return $values }
    try { foreach ($name in $key.GetValueNames()) { $values[$name] = $key.GetValue($name) } }
    finally { $key.Dispose() }
    $values
}

# Running, Stopped or another state of Windows; Disabled; Missing.
function Get-SqlServiceState([string]$Name) {
    $service = Get-Service -Name $Name -ErrorAction SilentlyContinue
    if ($null -eq $service) { return 'Missing' }
    if ("$($service.Status)" -eq 'Stopped' -and "$($service.StartType)" -eq 'Disabled') { return 'Disabled' }
    "$($service.Status)"
}

# The first of a list; nothing for none. 0 is a dynamic port before the first start.
function ConvertFrom-PortText([object]$Text) {
    $first = "$Text".Split(',')[0].Trim()
    if ($first -match '^[1-9][0-9]{0,4}\z') { [int]$first }
}
