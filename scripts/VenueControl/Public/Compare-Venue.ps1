function Compare-Venue {
    <#
    .SYNOPSIS
    Compares many venues, and emits the properties in which they differ.
    .DESCRIPTION
    One row for each value of a property that is not the same everywhere, the most common value first, with the venues that have it.
    Compares versions, region, time zone, licences, registration, start modes of services, and of each Clerk Security Group its permissions and clerks. The token needs SERVICES_VIEW and CLERK_SECURITY_VIEW.
    What a venue refuses or does not report is an error with this venue, and its other properties are compared.
    .PARAMETER Inventory
    A CSV, JSON or PSD1 file, as for Invoke-VenueFleet.
    .PARAMETER Name
    Only venues with this name, group or tag; wildcards.
    .PARAMETER HostName
    Hosts for SSH, also as user@host:port.
    .PARAMETER ComputerName
    Computers for WinRM.
    .PARAMETER Session
    Sessions that are open already. They stay open.
    .PARAMETER Subsystem
    The SSH subsystem; default: powershell.
    .PARAMETER ConfigurationName
    The WinRM endpoint.
    .PARAMETER Credential
    For WinRM; default: your own account.
    .PARAMETER Token
    Emits the API token of the venue in $_, as a SecureString. Without it, the endpoint connects.
    .PARAMETER ThrottleLimit
    How many venues at once.
    .PARAMETER TimeoutSeconds
    The maximum time for one venue, with the connection.
    .EXAMPLE
    Compare-Venue -Inventory venues.csv -Token { Get-Secret $_.Name }

    Shows in what the venues differ.
    .EXAMPLE
    Compare-Venue -Inventory venues.csv -Token { Get-Secret $_.Name } | Where-Object Property -like 'Group *' | Export-Csv permissions.csv

    Writes where permissions or clerks differ to a file.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.VenueDifference: Property, Value, Count, Venues, VenueNames.
    .LINK
    Get-VenueFleet
    .LINK
    Invoke-VenueFleet
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.VenueDifference')]
    param(
        [ValidateNotNullOrEmpty()][string]$Inventory,
        [ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Name,
        [ValidatePattern('^([^@\s]+@)?([^:@\s-][^:@\s]*|\[[0-9A-Fa-f:]+\])(:\d{1,5})?$')][string[]]$HostName,
        [ValidateNotNullOrEmpty()][string[]]$ComputerName,
        [ValidateNotNullOrEmpty()][Management.Automation.Runspaces.PSSession[]]$Session,
        [ValidateNotNullOrEmpty()][string]$Subsystem,
        [ValidateNotNullOrEmpty()][string]$ConfigurationName,
        [ValidateNotNull()][pscredential]$Credential,
        [ValidateNotNull()][scriptblock]$Token,
        [ValidateRange(1, 256)][int]$ThrottleLimit = 16,
        [ValidateRange(1, 86400)][double]$TimeoutSeconds = 60
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $venues = @(Read-VenueInventory -Bound $PSBoundParameters -Folder $PSCmdlet.SessionState.Path.CurrentFileSystemLocation.ProviderPath) }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        $how = @{ Venue = $venues; ScriptBlock = { Test-VenueHealth }, { Get-Venue }, { Get-VenueService }, { Get-VenueSecurityGroup }; ThrottleLimit = @{ Limit = $ThrottleLimit }; TimeoutSeconds = $TimeoutSeconds }
        foreach ($optional in 'Token', 'Credential') { if ($PSBoundParameters.ContainsKey($optional)) { $how[$optional] = $PSBoundParameters[$optional] } }
        # What is compared of each type, and how its property is named.
        $compared = @{ Health = '', 'Version'; Venue = '', 'SwiftposVersion', 'Region', 'TimeZone', 'LicenceNames', 'RegistrationState'; Service = 'Service', 'Installed', 'StartMode', 'Version'; SecurityGroup = 'Group', 'Rank', 'PermissionNames', 'ClerkNames' }
        $values = @{}
        Invoke-VenueRemote @how | ForEach-Object {
            $from, $value = $_.Venue.Name, $_.Value
            if ($_.Stream -eq 'Error') { $PSCmdlet.WriteError($value) }
            if ($_.Stream -ne 'Output') { return }
            $kind = $value.PSObject.TypeNames[0] -replace '^(Deserialized\.)?VenueControl\.'
            if (-not $compared.ContainsKey($kind)) { return }
            $what = @($compared[$kind][0], $(if ($kind -eq 'Service') { $value.Key } elseif ($kind -eq 'SecurityGroup') { $value.Name }) | Where-Object { $_ }) -join ' '
            foreach ($column in @($compared[$kind] | Select-Object -Skip 1)) {
                if (-not $value.PSObject.Properties[$column]) { continue }
                $property = "$what $column".Trim()
                if (-not $values.ContainsKey($property)) { $values[$property] = [ordered]@{} }
                $values[$property][$from] = [string]$value.$column
            }
        }
        foreach ($property in @($values.Keys | Sort-Object)) {
            $groups = @($values[$property].GetEnumerator() | Group-Object -Property Value | Sort-Object -Property @{ Expression = 'Count'; Descending = $true }, Name)
            if ($groups.Count -lt 2) { continue }
            foreach ($group in $groups) {
                $names = @($group.Group | ForEach-Object { $_.Key } | Sort-Object)
                $row = New-Object psobject -Property ([ordered]@{ Property = $property; Value = $group.Name; Count = $names.Count; Venues = $names; VenueNames = $names -join ', ' })
                $row.PSObject.TypeNames.Insert(0, 'VenueControl.VenueDifference')
                $row
            }
        }
    }
}
