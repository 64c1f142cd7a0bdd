function Get-VenueFleet {
    <#
    .SYNOPSIS
    Reads the status of many venues at once, worst first.
    .DESCRIPTION
    Emits one row for each venue, also for those without a response: their State is NO_STATUS, and Code and Headline tell why. A venue that is DOWN as planned comes after those that are not.
    Each venue reads its status itself; any signed-in clerk and any token may read it.
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
    Get-VenueFleet -Inventory venues.csv -Token { Get-Secret $_.Name }

    Shows the status of all venues, worst first.
    .EXAMPLE
    Get-VenueFleet -Inventory venues.csv -Name north -Token { Get-Secret $_.Name } | Where-Object State -ne OK | Export-Csv north.csv

    Writes what requires attention in one group to a file.
    .EXAMPLE
    Get-VenueFleet -Inventory venues.csv -Token { Get-Secret $_.Name } | Where-Object CauseCodes -match OTHER_SERVER

    Shows the venues that the cloud knows by another server. docs/reference/findings.md lists the codes.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.FleetStatus: Venue, Group, Tags, State, Since, Planned, Code, Headline, Remedy, FindingCodes, CauseCodes, CheckedAt.
    .LINK
    Invoke-VenueFleet
    .LINK
    Get-VenueStatus
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.FleetStatus')]
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
        $how = @{ Venue = $venues; ScriptBlock = { Get-VenueStatus }; ThrottleLimit = @{ Limit = $ThrottleLimit }; TimeoutSeconds = $TimeoutSeconds }
        foreach ($optional in 'Token', 'Credential') { if ($PSBoundParameters.ContainsKey($optional)) { $how[$optional] = $PSBoundParameters[$optional] } }
        $rows = [ordered]@{}
        foreach ($venue in $venues) {
            $rows[$venue.Name] = New-Object psobject -Property ([ordered]@{ Venue = $venue.Name; Group = $venue.Group; Tags = $venue.Tags -join ', '; State = 'NO_STATUS'; Since = $null; Planned = $null
                    Code = $null; Headline = 'The venue reported no status.'; Remedy = $null; FindingCodes = $null; CauseCodes = $null; CheckedAt = $null })
            $rows[$venue.Name].PSObject.TypeNames.Insert(0, 'VenueControl.FleetStatus')
        }
        Invoke-VenueRemote @how | ForEach-Object {
            $row = $rows[$_.Venue.Name]
            if ($_.Stream -eq 'Output') {
                foreach ($column in 'State', 'Since', 'Planned', 'Headline', 'FindingCodes', 'CauseCodes', 'CheckedAt') {
                    if (-not $_.Value.PSObject.Properties[$column]) { continue }
                    $value = $_.Value.$column
                    if ($null -ne $value -and $value -isnot [datetime] -and $value -isnot [bool]) { $value = ConvertTo-VenueLine -Text $value }
                    $row.$column = $value
                }
            }
            elseif ($_.Stream -eq 'Error' -and -not $row.Code) {
                $row.Code = ($_.Value.FullyQualifiedErrorId -split ',')[0]
                $row.Headline = $_.Value.Exception.Message.Substring($_.Venue.Name.Length + 2)
                $row.Remedy = $_.Value.Exception.Data['remedy']
            }
        }
        $order = 'DOWN', 'NO_STATUS', 'UNKNOWN', 'PLANNED', 'ATTENTION', 'OK'
        $rows.Values | Sort-Object -Property { [array]::IndexOf($order, $(if ($_.Planned) { 'PLANNED' } else { "$($_.State)" })) }, Venue
    }
}
