function Invoke-VenueFleet {
    <#
    .SYNOPSIS
    Runs commands at many venues at once, over PowerShell remoting.
    .DESCRIPTION
    Emits results as they come, each with the property Venue. Each failure is an error with the venue in TargetObject, and the others continue. Ctrl+C ends what runs, at all venues.
    -WhatIf belongs to the commands in the script block. While $WhatIfPreference is set, this command runs nothing.
    Each venue judges the commands by its own clerk security. An endpoint without language (Just Enough Administration, or an SSH subsystem with -ConfigurationFile) runs one pipeline of commands with constants.
    If the inventory has a CustomerNumber, the command first verifies which venue responds.
    .PARAMETER ScriptBlock
    What to run at each venue. It can have $using: variables.
    .PARAMETER ArgumentList
    Its arguments.
    .PARAMETER Inventory
    A CSV, JSON or PSD1 file. Columns: Name, HostName (SSH) or ComputerName (WinRM), and optionally Group, Tags, CustomerNumber, Uri, Port, UserName, KeyFilePath, Subsystem, ConfigurationName and Options (of ssh). A PSD1 file has the rows in the key Venues.
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
    The WinRM endpoint, for example VenueControl from "venue-control module jea".
    .PARAMETER Credential
    For WinRM; default: your own account. For SSH, use keys.
    .PARAMETER Token
    Emits the API token of the venue in $_, as a SecureString. Each session is connected with it first. Without it, the endpoint or the script block connects.
    .PARAMETER ThrottleLimit
    How many venues at once.
    .PARAMETER TimeoutSeconds
    The maximum time for one venue, with the connection.
    .EXAMPLE
    Invoke-VenueFleet -Inventory venues.csv -Token { Get-Secret $_.Name } { Get-VenueService | Where-Object Health -ne HEALTHY }

    Lists what is not healthy, at all venues.
    .EXAMPLE
    Invoke-VenueFleet -HostName till@harbour, till@bistro:2222 -Subsystem venue -Token { Get-Secret $_.Name } { Get-VenueStatus }

    Reads the status of two venues through a restricted subsystem.
    .EXAMPLE
    Invoke-VenueFleet -Inventory venues.csv -Name north, canary* -ConfigurationName VenueControl -Token { Get-Secret $_.Name } { Restart-VenueService netpos -Reason 'Update' -Confirm:$false } -ErrorVariable failed

    Restarts a service at some venues. $failed.TargetObject lists the venues where it failed.
    .INPUTS
    None.
    .OUTPUTS
    What the commands emit, with Venue and PSComputerName.
    .LINK
    Connect-VenueControl
    .LINK
    about_VenueControl
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType([psobject])]
    param(
        [Parameter(Position = 0)][ValidateNotNull()][scriptblock]$ScriptBlock,
        [object[]]$ArgumentList = @(),
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
        [ValidateRange(1, 86400)][double]$TimeoutSeconds = 120
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try {
            if (-not $ScriptBlock) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message 'No script block was given.' -Remedy 'Give -ScriptBlock, for example { Get-VenueStatus }.') }
            if ($WhatIfPreference) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message '$WhatIfPreference is set here, and does not reach the venues: the commands would really run.' -Remedy 'Set $WhatIfPreference to $false, and give -WhatIf to the commands in the script block.') }
            $venues = @(Read-VenueInventory -Bound $PSBoundParameters -Folder $PSCmdlet.SessionState.Path.CurrentFileSystemLocation.ProviderPath)
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        # As remoting itself passes them on; read where the caller's variables are.
        $using = @{}
        foreach ($expression in $ScriptBlock.Ast.FindAll({ $args[0] -is [Management.Automation.Language.UsingExpressionAst] }, $true)) {
            $key = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes("$expression".ToLowerInvariant()))
            $using[$key] = $PSCmdlet.SessionState.PSVariable.GetValue("$($expression.SubExpression.VariablePath.UserPath)")
        }
        $how = @{ Venue = $venues; ScriptBlock = $ScriptBlock; ArgumentList = $ArgumentList; Using = $using; ThrottleLimit = @{ Limit = $ThrottleLimit }; TimeoutSeconds = $TimeoutSeconds }
        foreach ($optional in 'Token', 'Credential') { if ($PSBoundParameters.ContainsKey($optional)) { $how[$optional] = $PSBoundParameters[$optional] } }
        Invoke-VenueRemote @how | ForEach-Object {
            $from, $value = $_.Venue, $_.Value
            switch ($_.Stream) {
                'Output' { Add-VenueName -InputObject $value -Venue $from }
                'Error' { $PSCmdlet.WriteError($value) }
                'Warning' { $PSCmdlet.WriteWarning("$($from.Name): $value") }
                'Verbose' { $PSCmdlet.WriteVerbose("$($from.Name): $value") }
                'Information' { $PSCmdlet.WriteInformation($value) }
            }
        }
    }
}
