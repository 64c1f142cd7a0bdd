<#
Whether a folder may become that of the programs or of the data. Whoever made it, or what is in it, may have it open to change its list, and as a link lead it elsewhere: no list that is set afterwards ends that. services/FolderAccess.ps1 and ServiceAccount.ps1 are loaded before this file.
#>

# Emits what stands against it: Path, Who, Rights (owner, link, closed, or who may move it away). Maker: SIDs of whom it may be of, besides administrators.
function Find-ForeignFolder([string]$Path, [string[]]$Maker = @()) {
    Find-AccessAbove -Path $Path
    if (Test-Link -Entry (New-Object IO.DirectoryInfo $Path)) { return Get-LinkAccess -Path $Path }
    Invoke-Open -Path $Path -Do { Find-ForeignAccess -Path $Path -Mask 0 -Trusted $Maker }
}

# What refuses a place for the data whoever made them, before anything is stopped for it: who may move it away, and links.
function Find-DataPlace([string]$Data) {
    $Data = Get-WholePath -Path $Data
    Find-AccessAbove -Path $Data
    if (-not [IO.Directory]::Exists($Data)) { return }
    $top = New-Object IO.DirectoryInfo $Data
    if (Test-Link -Entry $top) { return Get-LinkAccess -Path $Data }
    foreach ($entry in $top.GetFileSystemInfos()) {
        if ($script:VolumeFolders -notcontains $entry.Name -and (Test-Link -Entry $entry)) { Get-LinkAccess -Path $entry.FullName }
    }
}

# The same of what is in the data. A link deep inside is nobody's way in: it is neither followed nor set.
function Find-ForeignContent([string]$Data, [string[]]$Maker) {
    foreach ($entry in (Get-EntryIn -Folder $Data)) {
        if ($script:VolumeFolders -contains $entry.Name) { continue }
        $path = $entry.FullName
        Find-ForeignAccessBelow -Path $path -Mask 0 -Trusted $Maker | Where-Object { $_.Rights -ne 'link' -or $_.Path -eq $path }
    }
}

# Whose the data may be: the account's, an administrator's own, our service's, and of whom an administrators' list of the folder lets in, such as the account
# before this one. A list that somebody else set is below a folder that is theirs, and one that is inherited says nothing.
function Get-DataMaker([string]$Data, [string]$Account, [string[]]$Trusted = @()) {
    @($Account) + $Trusted + (ConvertTo-ServiceSid -Service VenueControl)
    $sid = [Security.Principal.SecurityIdentifier]
    $list = Invoke-Open -Path $Data -Do { Get-Acl -LiteralPath $Data }
    if ($script:Keepers -notcontains $list.GetOwner($sid).Value -or -not $list.AreAccessRulesProtected) { return }
    $list.GetAccessRules($true, $true, $sid) | Where-Object { "$($_.AccessControlType)" -eq 'Allow' } | ForEach-Object { $_.IdentityReference.Value }
}

# Error: PROGRAM_NOT_TRUSTED, with what is to be done.
function Confirm-NoneFound([object[]]$Found) {
    if ($Found.Count -eq 0) { return }
    $said = @(foreach ($one in $Found) {
            switch ($one.Rights) {
                owner { "$($one.Path) belongs to $($one.Who), not to Administrators" }
                link { "$($one.Path) is a link" }
                closed { "$($one.Path) can't be looked at" }
                default { "$($one.Path) may be changed or moved away by $($one.Who) ($($one.Rights))" }
            }
        }) | Select-Object -Unique
    # Both folders may be in the same one.
    $said = @($said)
    if ($said.Count -gt 5) { $said = $said[0..4] + "and $($said.Count - 5) more" }
    $kinds = @($Found | ForEach-Object { $_.Rights })
    $todo = @(
        if ($kinds -contains 'owner' -or $kinds -contains 'closed') { "Move what somebody else made in these folders away: it is made anew. What you know and need, such as an administrator's in their own name, or a folder above, give to Administrators (icacls PATH /setowner *S-1-5-32-544; with /t what is in a folder of ours, and never of a folder above), and restart Windows: who made it may have it open." }
        if ($kinds -contains 'link') { 'Delete the link, or name the folder itself that it leads to.' }
        if (@($kinds | Where-Object { $_ -notin 'owner', 'link', 'closed' }).Count -gt 0) { 'Take that right away from them (icacls), or name another folder.' }
    )
    throw (New-VenueError -ErrorId PROGRAM_NOT_TRUSTED -Message "$($said -join '; '). $($todo -join ' ')" -Category SecurityError -Target $Found[0].Path)
}
