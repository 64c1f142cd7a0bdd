function Resolve-VenuePath {
    <#
    .SYNOPSIS
    Emits the whole path of a file, which need not exist. Throws BAD_USER_INPUT for a drive that does not exist, or has no files.
    .PARAMETER Cmdlet
    The public command's $PSCmdlet: the path is relative to its caller's folder.
    .PARAMETER Path
    What was given.
    .EXAMPLE
    Resolve-VenuePath -Cmdlet $PSCmdlet -Path D:\support.zip
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][Management.Automation.PSCmdlet]$Cmdlet, [Parameter(Mandatory = $true)][string]$Path)
    $provider = $drive = $null
    $why = 'It is no file.'
    try { $file = $Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path, [ref]$provider, [ref]$drive) }
    catch {
        Clear-VenueErrorRecord -ErrorRecord $_
        $why = $_.Exception.GetBaseException().Message
    }
    if ($provider -and $provider.Name -eq 'FileSystem') { return $file }
    throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message "The path '$Path' can't be used. $why" -Remedy 'Give -Path with a drive and a folder that exist.' -TargetObject $Path)
}
