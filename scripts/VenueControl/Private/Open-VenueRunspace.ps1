function Open-VenueRunspace {
    <#
    .SYNOPSIS
    Begins to open a runspace at a venue, by SSH or WinRM, and emits it at once.
    .DESCRIPTION
    ssh asks for nothing: what its configuration and its agent don't give is a failure. It notices a venue that no longer responds within 45 seconds.
    .PARAMETER Venue
    A venue of Read-VenueInventory.
    .PARAMETER Credential
    For WinRM.
    .PARAMETER TimeoutSeconds
    How long it may take.
    .EXAMPLE
    Open-VenueRunspace -Venue $venue -TimeoutSeconds 60
    #>
    [CmdletBinding()]
    [OutputType([Management.Automation.Runspaces.Runspace])]
    param([Parameter(Mandatory = $true)][psobject]$Venue, [pscredential]$Credential, [double]$TimeoutSeconds)
    $limit = [int][Math]::Min([int]::MaxValue, $TimeoutSeconds * 1000)
    if ($Venue.HostName) {
        if (-not ('Management.Automation.Runspaces.SSHConnectionInfo' -as [type])) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message 'Windows PowerShell has no remoting by SSH.' -Remedy 'Run the command in PowerShell 7, or give -ComputerName.') }
        $options = @{ BatchMode = 'yes'; ServerAliveInterval = '15'; ServerAliveCountMax = '3' }
        if ($Venue.Options -is [string]) { foreach ($pair in $Venue.Options -split ';') { $name, $value = $pair -split '=', 2; $options[$name.Trim()] = $value } }
        elseif ($Venue.Options -is [Collections.IDictionary]) { foreach ($name in $Venue.Options.Keys) { $options[$name] = $Venue.Options[$name] } }
        elseif ($Venue.Options) { foreach ($property in $Venue.Options.PSObject.Properties) { $options[$property.Name] = $property.Value } }
        $texts = foreach ($column in 'UserName', 'HostName', 'KeyFilePath', 'Subsystem') { if ($Venue.$column) { [string]$Venue.$column } else { [NullString]::Value } }
        $info = New-Object Management.Automation.Runspaces.SSHConnectionInfo -ArgumentList $texts[0], $texts[1], $texts[2], ([int]$Venue.Port), $texts[3], $limit, $options
    }
    else {
        $info = New-Object Management.Automation.Runspaces.WSManConnectionInfo
        $info.ComputerName = $Venue.ComputerName
        if ($Venue.Port) { $info.Port = [int]$Venue.Port }
        if ($Venue.ConfigurationName) { $info.ShellUri = "http://schemas.microsoft.com/powershell/$($Venue.ConfigurationName)" }
        if ($Credential) { $info.Credential = $Credential }
        $info.OpenTimeout = $limit
    }
    try {
        $runspace = [Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($info)
        $runspace.OpenAsync()
    }
    catch {
        if ($Venue.HostName -or [Environment]::OSVersion.Platform -ne 'Unix') { throw }
        Clear-VenueErrorRecord -ErrorRecord $_
        throw (New-VenueErrorRecord -Code UNREACHABLE -Message 'This computer has no client for WinRM, which ComputerName requires.' -Remedy 'Use SSH: give -Inventory with the SSH host names in its column HostName, or give -HostName.')
    }
    $runspace
}
