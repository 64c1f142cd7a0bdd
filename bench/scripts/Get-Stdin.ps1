[CmdletBinding()]
param()
& /bin/cat
