function Read-VenueInventory {
    <#
    .SYNOPSIS
    Emits the venues of an inventory file, or of the hosts or sessions that were given.
    .DESCRIPTION
    The whole file is checked before any venue is contacted. A column that is not known is refused: it is a typing error, or a secret, which belongs in a vault.
    .PARAMETER Bound
    The bound parameters of the public command.
    .PARAMETER Folder
    The caller's current folder.
    .EXAMPLE
    Read-VenueInventory -Bound $PSBoundParameters -Folder $PSCmdlet.SessionState.Path.CurrentFileSystemLocation
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([Parameter(Mandatory = $true)][Collections.IDictionary]$Bound, [Parameter(Mandatory = $true)][string]$Folder)
    $known = 'Name', 'HostName', 'ComputerName', 'Group', 'Tags', 'CustomerNumber', 'Uri', 'Port', 'UserName', 'KeyFilePath', 'Subsystem', 'ConfigurationName', 'Options'
    $remedy = 'Give -Inventory with a CSV, JSON or PSD1 file. Its columns are: {0}.' -f ($known -join ', ')
    $rows = @()
    $lines = @()
    if ($Bound['Inventory']) {
        $file = [IO.Path]::Combine($Folder, $Bound['Inventory'])
        try {
            $rows = @(switch ([IO.Path]::GetExtension($file)) {
                '.csv' {
                    Import-Csv -LiteralPath $file -ErrorAction Stop
                    $number = 0
                    $lines = @(foreach ($line in [IO.File]::ReadAllLines($file)) { $number++; if ($line.Trim() -and $line -notlike '#*') { $number } })
                }
                '.json' { ConvertFrom-Json ([IO.File]::ReadAllText($file)) | ForEach-Object { $_ } }
                '.psd1' { (Import-PowerShellDataFile -LiteralPath $file -ErrorAction Stop)['Venues'] | ForEach-Object { New-Object psobject -Property $_ } }
                default { throw 'its name ends with neither .csv, .json nor .psd1' }
            })
        }
        catch {
            Clear-VenueErrorRecord -ErrorRecord $_
            throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message "The inventory could not be read: $($_.Exception.GetBaseException().Message)" -Remedy $remedy -TargetObject $file)
        }
    }
    foreach ($name in @($Bound['HostName'] | Where-Object { $_ })) {
        $parts = [regex]::Match($name, '^(?:(?<user>[^@]+)@)?(?<host>[^:@]+|\[[^\]]+\])(?::(?<port>\d+))?$')
        $rows += New-Object psobject -Property @{ Name = $name; HostName = $parts.Groups['host'].Value.Trim('[', ']'); UserName = $parts.Groups['user'].Value; Port = $parts.Groups['port'].Value }
    }
    foreach ($name in @($Bound['ComputerName'] | Where-Object { $_ })) { $rows += New-Object psobject -Property @{ Name = $name; ComputerName = $name } }
    # A cell with a line break in it leaves no line a row.
    $isByLine = $lines.Count -eq $rows.Count + 1
    $seen = @{}
    $places = @{}
    $at = 0
    $venues = @(
        foreach ($row in @($rows | Where-Object { $null -ne $_ })) {
            $at++
            $where = "row $at"
            if ($isByLine) { $where = "line $($lines[$at])" }
            $venue = New-Object psobject
            foreach ($column in $known) { $venue.PSObject.Properties.Add([Management.Automation.PSNoteProperty]::new($column, $(if ($row.PSObject.Properties[$column]) { $row.$column }))) }
            $venue.Name = [string]$venue.Name
            $venue.CustomerNumber = "$($venue.CustomerNumber)" -replace '^\s+(?=\S)|(?<=\S)\s+$'
            $fault = @($row.PSObject.Properties.Name | Where-Object { $_ -notin $known } | ForEach-Object { "has the unknown column $_" })
            if (-not $venue.Name) { $fault += 'requires Name' }
            elseif ($seen.ContainsKey($venue.Name)) { $fault += 'has this name twice' }
            if ([bool]$venue.HostName -eq [bool]$venue.ComputerName) { $fault += 'requires HostName (SSH) or ComputerName (WinRM)' }
            # ssh would read it as an option.
            if ("$($venue.HostName)" -match '^-|\s') { $fault += "has the invalid HostName '$($venue.HostName)'" }
            if ("$($venue.Port)" -and -not ("$($venue.Port)" -match '^\d{1,5}$' -and [int]$venue.Port -in 1..65535)) { $fault += "has the invalid port '$($venue.Port)'" }
            if ($venue.CustomerNumber -and $venue.CustomerNumber -notmatch '^[0-9]{8}$') { $fault += "has the invalid CustomerNumber '$($venue.CustomerNumber)' (it has eight digits)" }
            # Then the endpoint connects, perhaps to another venue of this host.
            if ($venue.Uri -and -not $venue.CustomerNumber -and -not $Bound['Token']) { $fault += 'has a Uri, which requires -Token or a CustomerNumber' }
            # A copied row whose host was not changed: the same venue would be acted on twice.
            $place = @('HostName', 'ComputerName', 'Port', 'Uri', 'Subsystem', 'ConfigurationName', 'CustomerNumber' | ForEach-Object { "$($venue.$_)" }) -join "`n"
            if ($places.ContainsKey($place)) { $fault += "is the same host as '$($places[$place])'" }
            $places[$place] = $venue.Name
            if ($fault) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message "The inventory, at '$($venue.Name)' ($where): it $($fault -join ', it ')." -Remedy $remedy -TargetObject $venue.Name) }
            $seen[$venue.Name] = $true
            foreach ($column in 'Subsystem', 'ConfigurationName') { if (-not $venue.$column) { $venue.$column = $Bound[$column] } }
            if ($venue.Tags -is [string]) { $venue.Tags = @($venue.Tags -split '[;,\s]+' | Where-Object { $_ }) }
            $venue
        }
        foreach ($session in @($Bound['Session'] | Where-Object { $_ })) {
            if ($places.ContainsKey("$($session.InstanceId)")) { continue }
            $places["$($session.InstanceId)"] = $true
            $name = $session.ComputerName
            if ($session.Name -notmatch '^(Runspace|WinRM|Session)\d+$') { $name = $session.Name }
            if ($seen.ContainsKey($name)) { $name = '{0} ({1})' -f $name, $session.Id }
            $seen[$name] = $true
            New-Object psobject -Property @{ Name = $name; Session = $session; Tags = @(); Group = $null; CustomerNumber = $null; Uri = $null }
        }
    )
    if ($Bound['Name']) { $venues = @($venues | Where-Object { $venue = $_; @($Bound['Name'] | Where-Object { $pattern = $_; @(@($venue.Name, $venue.Group) + $venue.Tags | Where-Object { $_ -like $pattern }).Count }).Count }) }
    # One of them may be mistyped. Two servers may also have the number, while a venue moves.
    foreach ($same in @($venues | Where-Object { $_.CustomerNumber } | Group-Object -Property CustomerNumber | Where-Object { $_.Count -gt 1 })) {
        Write-Warning "The inventory has the Customer Number $($same.Name) more than once: $(@($same.Group | ForEach-Object { $_.Name }) -join ', ')."
    }
    if (-not $venues.Count) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message 'No venue was given, or none matches -Name.' -Remedy 'Give -Inventory, -HostName, -ComputerName or -Session, and check -Name.') }
    $venues
}
