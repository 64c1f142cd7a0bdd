function Enter-HostJob {
    <#
    .SYNOPSIS
    Puts this process into a job of its own, which Windows ends with it: with every child, however this ends.
    .DESCRIPTION
    Node's own job holds the host and none of its children (docs/adr/0056-one-job-object-per-host.md). services/NativeMethod.ps1 is loaded before this file.
    No one inherits the job's handle, and no one closes it: it is gone when this process is. Emits nothing where it worked, else why it did not.
    .EXAMPLE
    Enter-HostJob
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()
    try {
        $api = Get-JobApi
        $job = [IntPtr]::Zero
        $failed = $api::CreateJobObjectW([IntPtr]::Zero, [IntPtr]::Zero, [ref]$job)
        if ($failed -ne 0) { return "CreateJobObject: error $failed" }
        # JOBOBJECT_EXTENDED_LIMIT_INFORMATION: its flags stand behind two times.
        $limits = [byte[]]::new($(if ([IntPtr]::Size -eq 8) { 144 } else { 112 }))
        $killOnClose = 0x2000
        [BitConverter]::GetBytes($killOnClose).CopyTo($limits, 16)
        $failed = $api::SetInformationJobObject($job, 9, $limits, $limits.Length)
        if ($failed -ne 0) { return "SetInformationJobObject: error $failed" }
        # -1: this process.
        $failed = $api::AssignProcessToJobObject($job, [IntPtr]::new(-1))
        if ($failed -ne 0) { return "AssignProcessToJobObject: error $failed" }
    }
    catch { $_.Exception.Message }
}

function Get-JobApi { [VenueControl.JobApi] }
