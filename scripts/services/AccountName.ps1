# SID of an account by its name, whatever the machine's language. `.\name` is one of this machine. Throws where no one knows it.
function ConvertTo-AccountSid([string]$Name) {
    (New-Object Security.Principal.NTAccount ($Name -replace '^\.\\', "$([Environment]::MachineName)\")).Translate([Security.Principal.SecurityIdentifier]).Value
}
