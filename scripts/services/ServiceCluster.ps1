<#
Which services Failover Clustering runs: the cluster's own part of the registry says so, on each of its nodes, for as long as its service runs there.
#>

$script:ClusterKey = 'Cluster\Resources'

# Name of a service -> name of its resource, of kind Generic Service; no service where there is no cluster. Nothing at all where it can't be read.
function Read-ClusterResource {
    Confirm-Windows -What 'What a cluster runs'
    $found = @{}
    try {
        $all = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey($script:ClusterKey)
        if ($null -eq $all) { return $found }
        try {
            foreach ($id in $all.GetSubKeyNames()) {
                $resource = $all.OpenSubKey($id)
                $parameters = $all.OpenSubKey("$id\Parameters")
                try {
                    if ($null -eq $resource -or $null -eq $parameters -or $resource.GetValue('Type') -ne 'Generic Service') { continue }
                    $service = "$($parameters.GetValue('ServiceName'))"
                    if ($service) { $found[$service] = "$($resource.GetValue('Name'))" }
                }
                finally { foreach ($key in $resource, $parameters) { if ($null -ne $key) { $key.Dispose() } } }
            }
        }
        finally { $all.Dispose() }
        $found
    }
    catch [Security.SecurityException], [UnauthorizedAccessException] { Write-Warning 'There is a Windows cluster, but its resources could not be read.' }
}

# The resource that a service is; null for one that no cluster runs, empty where that can't be determined.
function Get-ClusterResource([hashtable]$Resources, [string]$Service) {
    if ($null -eq $Resources) { return '' }
    $Resources[$Service]
}
