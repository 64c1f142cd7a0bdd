<#
Our own assembly (scripts/assembly): functions of Windows as methods, and the host's loop. Compiled when the program is set up or packaged, so that no script makes
code while it runs. No command of a module here: a host that starts would load the module first.
#>
# Unsafe: Windows PowerShell would refuse one that was unpacked from a download, with the mark of the web. The scripts are asked no more: they run with Bypass.
[void][Reflection.Assembly]::UnsafeLoadFrom([IO.Path]::GetFullPath("$PSScriptRoot/../assembly/VenueControl.dll"))
