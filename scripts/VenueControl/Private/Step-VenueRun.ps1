function Step-VenueRun {
    <#
    .SYNOPSIS
    Begins what comes next at a venue: the sign-in, the check of who responds unless the sign-in reported it, then the script block.
    .DESCRIPTION
    Emits the event Send just before the block is sent. Begun again after the block was refused as text, it sends the block as commands: an endpoint without language takes those alone, and ran none of the text.
    .PARAMETER Run
    What Invoke-VenueRemote knows of the venue.
    .PARAMETER ScriptBlock
    The blocks.
    .PARAMETER ArgumentList
    Its arguments. A venue's own, in its property ArgumentList, come first.
    .PARAMETER Using
    The values of its $using: variables, as remoting expects them.
    .PARAMETER Token
    Emits the API token of the venue in $_.
    .EXAMPLE
    Step-VenueRun -Run $run -ScriptBlock { Get-VenueStatus }
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param(
        [Parameter(Mandatory = $true)][hashtable]$Run,
        [Parameter(Mandatory = $true)][scriptblock[]]$ScriptBlock,
        [object[]]$ArgumentList = @(),
        [Collections.IDictionary]$Using = @{},
        [scriptblock]$Token
    )
    $shell = $null
    if ($Run.Venue.PSObject.Properties['ArgumentList']) { $ArgumentList = $Run.Venue.ArgumentList }
    if ($Token -and $Run.Phase -eq 'Open') {
        $Run.Phase = 'Connect'
        $secret = $Run.Venue | ForEach-Object -Process $Token | Select-Object -Last 1
        if ($secret -isnot [securestring]) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message '-Token emitted no SecureString.' -Remedy 'Give -Token a script block that emits the token of the venue in $_, for example { Get-Secret $_.Name }.') }
        $shell = [powershell]::Create().AddCommand('Connect-VenueControl').AddParameter('Token', $secret)
        if ($Run.Venue.Uri) { [void]$shell.AddParameter('Uri', [string]$Run.Venue.Uri) }
    }
    elseif ($Run.Venue.CustomerNumber -and -not $Run.IsVerified -and $Run.Phase -in 'Open', 'Connect') {
        $Run.Phase = 'Check'
        $shell = [powershell]::Create().AddCommand('Get-Venue')
    }
    elseif ($Run.Phase -eq 'Run') {
        $Run.IsSent = $false
        try { $shell = $ScriptBlock[$Run.Index].GetPowerShell($ArgumentList) }
        catch { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message 'This endpoint has no language, and the script block is more than one pipeline of commands with constants.' -Remedy 'Give one command with constants, or with param() and -ArgumentList.') }
        $Run.IsSent = $true
    }
    else {
        $Run.Phase = 'Run'
        $shell = [powershell]::Create().AddScript($ScriptBlock[$Run.Index].ToString())
        foreach ($argument in $ArgumentList) { [void]$shell.AddArgument($argument) }
        if ($Using.Count) { [void]$shell.AddParameter('--%', $Using) }
        New-VenueRemoteEvent -Venue $Run.Venue -Stream Send
        $Run.IsSent = $true
    }
    $shell.Runspace = $Run.Runspace
    $Run.Shell = $shell
    $Run.Output = [Management.Automation.PSDataCollection[psobject]]::new()
    # Without input: with an empty one, no command would run its process block. PowerShell can't infer the type of $null.
    $begin = [powershell].GetMember('BeginInvoke') | Where-Object { $_.IsGenericMethod -and $_.GetParameters().Count -eq 2 }
    $Run.Async = $begin.MakeGenericMethod([psobject], [psobject]).Invoke($shell, [object[]]@($null, $Run.Output))
}
