# What a long operation does: checks every 100 ms, and says how far it is.
[CmdletBinding()]
param([string]$Mark)
for ($i = 0; $i -lt 600; $i++) {
    Write-Progress -Activity "Waiting $Mark" -PercentComplete ($i / 6)
    Start-Sleep -Milliseconds 100
}
