function Clear-VenueErrorRecord {
    <#
    .SYNOPSIS
    Takes an error that the module has caught out of $Error, and out of the caller's -ErrorVariable.
    .DESCRIPTION
    One fault is one error to the caller, and one that the module deals with is none. PowerShell writes down each function that a throw passes.
    .PARAMETER ErrorRecord
    What was caught; taken out only where it is the newest.
    .EXAMPLE
    Clear-VenueErrorRecord -ErrorRecord $_
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][Management.Automation.ErrorRecord]$ErrorRecord)
    $recorded = Get-Variable -Name Error -Scope Global -ValueOnly
    while ($recorded.Count -and $recorded[0].PSObject.Properties['Exception'] -and [object]::ReferenceEquals($recorded[0].Exception, $ErrorRecord.Exception)) { $recorded.RemoveAt(0) }
    # Set by Copy-VenuePreference in the public command's scope, which this one is inside of.
    $caller = Get-Variable -Name VenueCaller -ValueOnly -ErrorAction Ignore
    if (-not $caller -or -not $caller.MyInvocation.BoundParameters.ContainsKey('ErrorVariable')) { return }
    $kept = $caller.SessionState.PSVariable.GetValue($caller.MyInvocation.BoundParameters['ErrorVariable'].TrimStart('+'))
    while ($kept -is [Collections.ArrayList] -and $kept.Count) {
        $last = $kept[$kept.Count - 1]
        $exception = $last
        if ($last -is [Management.Automation.ErrorRecord]) { $exception = $last.Exception }
        if (-not [object]::ReferenceEquals($exception, $ErrorRecord.Exception) -and -not [object]::ReferenceEquals($exception.InnerException, $ErrorRecord.Exception)) { break }
        $kept.RemoveAt($kept.Count - 1)
    }
}
