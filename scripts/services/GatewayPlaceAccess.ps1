<#
Who else may change the file that Gateway Client reads its credential from: a file that is replaced keeps its list, and in a folder that is anyone's
anyone makes it first, with a list of their own. FolderAccess.ps1 and GatewayPlace.ps1 are loaded before this file.
#>

# SIDs of the accounts that write and read the file.
function Get-PlaceAccount {
    Get-OwnSid
    $account = (Get-HostService -Name gateway-client).Account
    # SYSTEM is trusted anyway.
    if (-not $account -or $account -eq 'LocalSystem') { return }
    try { ConvertTo-AccountSid -Name $account }
    catch { Write-Verbose "Gateway Client's account is unknown on this machine: $($_.Exception.Message)" }
}

<#
Refused is what another user may have made to read the credential: a link, the file that has nothing else in it, or the folder where that is made again. Where
others may change what Gateway Client's own set-up left, that is warned of: only swiftpos knows who has to, and it keeps no venue from its cloud. (A file that is not
there yet, in a folder as Windows itself makes it below ProgramData, is refused: there anyone may be first.)
Error: GATEWAY_PLACE_UNUSABLE.
#>
function Confirm-PlaceAccess([object]$Place) {
    $trusted = @(Get-PlaceAccount)
    $folder = New-Object IO.DirectoryInfo ([IO.Path]::GetDirectoryName($Place.file))
    $file = New-Object IO.FileInfo $Place.file
    $open = @(foreach ($entry in @($folder, $file | Where-Object { $_.Exists })) {
            $path = $entry.FullName
            if (Test-Link -Entry $entry) { throw (New-PlaceError -Place $Place -Why "$path is a link, whose creator can change its target; name the file itself in venue.json") }
            try { Find-ForeignAccess -Path $path -Mask $script:Change -Trusted $trusted }
            catch [UnauthorizedAccessException] { throw (New-PlaceError -Place $Place -Why "the access list of $path can't be read") }
        })
    if ($open.Count -eq 0) { return }
    $said = @($open | ForEach-Object { "$($_.Path) by $($_.Who) ($($_.Rights))" } | Select-Object -First 3) -join ', '
    $isPlanted = -not $file.Exists -or @($open | Where-Object { $_.Path -eq $file.FullName -and $_.Rights -eq 'owner' }).Count -gt 0
    $why = "other accounts can change Gateway Client's credential file or its folder: $said. Let only administrators, Gateway Client's account and the control plane's change it (icacls), as far as swiftpos allows"
    if ($Place.form -eq 'text' -and $isPlanted) { throw (New-PlaceError -Place $Place -Why "$why, and delete files there that do not belong to Gateway Client") }
    Write-Warning "In venue.json's gatewayCredential $why."
}
