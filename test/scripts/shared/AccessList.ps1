# Access lists as Windows documents them, by stand-ins: Get-Acl and Set-Acl are Windows' alone, and Wine ignores access lists. Dot-sourced, for Mock.
function Get-Acl { [CmdletBinding()] param([string]$LiteralPath) throw "stub: Get-Acl $LiteralPath needs a Mock" }
function Set-Acl { [CmdletBinding()] param([string]$LiteralPath, [object]$AclObject) throw "stub: Set-Acl $LiteralPath $AclObject needs a Mock" }
# Propagation 2: only for what lies below.
function New-Rule([string]$Sid, [int]$Rights, [string]$Type = 'Allow', [int]$Propagation = 0, [int]$Inheritance = 0) {
    [pscustomobject]@{ IdentityReference = [pscustomobject]@{ Value = $Sid }; FileSystemRights = $Rights; AccessControlType = $Type; PropagationFlags = $Propagation; InheritanceFlags = $Inheritance; IsInherited = $true }
}
# What an account may do with the data, as Set-KeptAccess gives it.
function New-Given([string]$Sid) { New-Rule $Sid 0x1201bf; New-Rule $Sid 0x1301bf Allow 2 3 }
function New-List([object[]]$Rules, [string]$Owner = 'S-1-5-32-544') {
    $said = @($Rules | Where-Object { $_ } | ForEach-Object { '({0};{1};{2};{3})' -f $_.AccessControlType, $_.PropagationFlags, $_.FileSystemRights, $_.IdentityReference.Value })
    $list = [pscustomobject]@{ Owner = $Owner; Rules = $Rules; Sddl = "O:$Owner D:$($said -join '')"; AreAccessRulesProtected = $false }
    $list | Add-Member ScriptMethod GetOwner { param($as) [void]$as; [pscustomobject]@{ Value = $this.Owner } }
    $list | Add-Member ScriptMethod GetAccessRules { param($explicit, $inherited, $as) [void]($explicit -and $inherited -and $as); $this.Rules }
    $list | Add-Member ScriptMethod GetSecurityDescriptorSddlForm { param($sections) [void]$sections; $this.Sddl }
    $list | Add-Member ScriptMethod SetSecurityDescriptorSddlForm { param($text) $this.Sddl = $text }
    $list
}
# As Set-KeptAccess writes it. Maker: who owns what is made where the text doesn't say.
function ConvertFrom-Sddl([string]$Text, [string]$Maker = 'S-1-5-32-544') {
    $known = @{ SY = 'S-1-5-18'; BA = 'S-1-5-32-544'; BU = 'S-1-5-32-545'; FA = '0x1f01ff' }
    $rules = @([regex]::Matches($Text, '\(A;(\w*);(\w+);;;([\w-]+)\)') | ForEach-Object {
            $flags, $rights, $who = $_.Groups[1..3].Value | ForEach-Object { if ($known.ContainsKey($_)) { $known[$_] } else { $_ } }
            New-Rule $who ([int]$rights) Allow $(if ($flags -like '*IO') { 2 } else { 0 }) $(if ($flags -like 'OICI*') { 3 } else { 0 })
        })
    $list = New-List $rules -Owner $(if ($Text -match '^O:BA') { $known.BA } else { $Maker })
    $list.AreAccessRulesProtected = $Text -like '*D:P*'
    $list
}
$users = 'S-1-5-32-545'
$system = New-Rule 'S-1-5-18' 0x1f01ff
$administrators = New-Rule 'S-1-5-32-544' 0x1f01ff

function New-Tree([string]$Name, [string[]]$File) {
    $top = Join-Path $TestDrive $Name
    foreach ($one in $File) {
        $path = Join-Path $top $one
        [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($path))
        [IO.File]::WriteAllText($path, '')
    }
    $top
}
# In a BeforeEach: Get-Acl answers by Set-List, a list or an exception; what is set of the data folder it answers from then on, and a folder is made without a list, which only Windows has.
function Initialize-List {
    Mock Get-Acl {
        $name = [IO.Path]::GetFileName($LiteralPath)
        if ($script:lists.ContainsKey($name)) { if ($script:lists[$name] -is [Exception]) { throw $script:lists[$name] }; $script:lists[$name] } else { $script:else }
    }
    Mock Set-Acl { }
    Mock Set-Acl { $script:lists['data'] = ConvertFrom-Sddl $AclObject.Sddl -Maker $AclObject.Owner } -ParameterFilter { [IO.Path]::GetFileName($LiteralPath) -eq 'data' }
    Mock Add-ClosedFolder { [void][IO.Directory]::CreateDirectory($Path) }
}
# What isn't named is as it should be; a name is the last part of a path.
function Set-List([hashtable]$Of, [object]$Else) { $script:lists = $Of; $script:else = $Else }
$account = 'S-1-5-80-1'
$kept = New-List $system, $administrators, (New-Rule $users 0x1200a9)
