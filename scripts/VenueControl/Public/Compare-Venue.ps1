function Compare-Venue {
    <#
    .SYNOPSIS
    Compares many venues, and emits the properties in which they differ.
    .DESCRIPTION
    One row for each value of a property that is not the same everywhere, the most common value first, with the venues that have it.
    Compares versions, region, time zone, licences, registration, start modes of services, of each Clerk Security Group its permissions and clerks, and settings with the view profile (Get-VenueSetting). The token needs SERVICES_VIEW, CLERK_SECURITY_VIEW and SUPPORT_BUNDLE.
    The value (missing) means that a venue has no such service, group or setting.
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
    .EXAMPLE
    Compare-Venue -Inventory venues.csv -Token { Get-Secret $_.Name } | Where-Object Property -like 'Setting viewProfile.*'

    Shows which venues have other views of swiftpos' database.
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
        [ValidateNotNull()][PSTypeName('System.Management.Automation.ScriptBlock')][psobject]$Token,
        [ValidateRange(1, 256)][int]$ThrottleLimit = 16,
        [ValidateRange(1, 86400)][double]$TimeoutSeconds = 60
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $venues = @(Read-VenueInventory -Bound $PSBoundParameters -Folder $PSCmdlet.SessionState.Path.CurrentFileSystemLocation.ProviderPath) }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        $how = @{ Venue = $venues; ScriptBlock = { Test-VenueHealth }, { Get-Venue }, { Get-VenueService }, { Get-VenueSecurityGroup }, { Get-VenueSetting }; ThrottleLimit = @{ Limit = $ThrottleLimit }; TimeoutSeconds = $TimeoutSeconds }
        foreach ($optional in 'Token', 'Credential') { if ($PSBoundParameters.ContainsKey($optional)) { $how[$optional] = $PSBoundParameters[$optional] } }
        # What is compared of each type: how its property is named, by which property, and the columns.
        $compared = @{ Health = '', '', 'Version'; Venue = '', '', 'SwiftposVersion', 'Region', 'TimeZone', 'LicenceNames', 'RegistrationState'
            Service = 'Service', 'Key', 'Installed', 'StartMode', 'Version'; SecurityGroup = 'Group', 'Name', 'Rank', 'PermissionNames', 'ClerkNames'; Setting = 'Setting', 'Name', 'Value' }
        $values = @{}
        $kinds = @{}
        # Those that reported a kind at all: what they lack of it is missing there.
        $reported = @{}
        Invoke-VenueRemote @how | ForEach-Object {
            $from, $value = $_.Venue.Name, $_.Value
            if ($_.Stream -eq 'Error') { $PSCmdlet.WriteError($value) }
            if ($_.Stream -ne 'Output') { return }
            $kind = "$($value.PSObject.TypeNames | Select-Object -First 1)" -replace '^(Deserialized\.)?VenueControl\.'
            if (-not $compared.ContainsKey($kind)) { return }
            if (-not $reported.ContainsKey($kind)) { $reported[$kind] = @{} }
            $reported[$kind][$from] = $true
            $word, $by, $columns = $compared[$kind]
            $what = $word
            if ($by -and $value.PSObject.Properties[$by]) { $what = "$word $($value.$by)" }
            foreach ($column in $columns) {
                if (-not $value.PSObject.Properties[$column]) { continue }
                $property = $what
                if ($column -ne 'Value') { $property = "$what $column" }
                $property = ConvertTo-VenueLine -Text $property
                if (-not $values.ContainsKey($property)) { $values[$property] = [ordered]@{} }
                $values[$property][$from] = ConvertTo-VenueLine -Text "$($value.$column)" -Longest 100000
                $kinds[$property] = $kind
            }
        }
        foreach ($property in $values.Keys) { foreach ($from in $reported[$kinds[$property]].Keys) { if (-not $values[$property].Contains($from)) { $values[$property][$from] = '(missing)' } } }
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
