<#
Who else may change the file that Gateway Client reads its credential from: a file that is replaced keeps its list, and in a folder that is anybody's
anybody makes it first, with a list of their own. FolderAccess.ps1 and GatewayPlace.ps1 are loaded before this file.
#>

# SIDs of whoever writes the file and whoever reads it.
function Get-PlaceAccount {
    Get-OwnSid
    $account = (Get-HostService -Name gateway-client).Account
    # SYSTEM is trusted anyway.
    if (-not $account -or $account -eq 'LocalSystem') { return }
    try { ConvertTo-AccountSid -Name $account }
    catch { Write-Verbose "Nobody here knows Gateway Client's account: $($_.Exception.Message)" }
}

# Error: GATEWAY_PLACE_UNUSABLE. Who may read the file is for whoever made it to say.
function Confirm-PlaceAccess([object]$Place) {
    $trusted = @(Get-PlaceAccount)
    $folder = New-Object IO.DirectoryInfo ([IO.Path]::GetDirectoryName($Place.file))
    $file = New-Object IO.FileInfo $Place.file
    foreach ($entry in @($folder, $file | Where-Object { $_.Exists })) {
        $path = $entry.FullName
        if (Test-Link -Entry $entry) { throw (New-PlaceError -Place $Place -Why "$path is a link, which whoever made it may lead elsewhere; name the file itself in venue.json") }
        try { $found = @(Find-ForeignAccess -Path $path -Mask $script:Change -Trusted $trusted) }
        catch [UnauthorizedAccessException] { throw (New-PlaceError -Place $Place -Why "who may change $path can't be looked at") }
        if ($found.Count -eq 0) { continue }
        $who = @($found | ForEach-Object { "$($_.Who) ($($_.Rights))" } | Select-Object -Unique -First 3) -join ', '
        throw (New-PlaceError -Place $Place -Why "$path may be changed by $who, who could read the credential then. Let only administrators, Gateway Client's account and the control plane's change it (icacls), and look whether the file is Gateway Client's own")
    }
}
