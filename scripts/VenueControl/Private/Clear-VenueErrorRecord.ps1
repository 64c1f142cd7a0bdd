function Clear-VenueErrorRecord {
    <#
    .SYNOPSIS
    Takes an error that the module has caught out of $Error.
    .DESCRIPTION
    One fault is one error to whoever calls, and one that the module deals with is none.
    .PARAMETER ErrorRecord
    What was caught; taken out only if it is the newest.
    .EXAMPLE
    Clear-VenueErrorRecord -ErrorRecord $_
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][Management.Automation.ErrorRecord]$ErrorRecord)
    $recorded = Get-Variable -Name Error -Scope Global -ValueOnly
    while ($recorded.Count -and $recorded[0].PSObject.Properties['Exception'] -and [object]::ReferenceEquals($recorded[0].Exception, $ErrorRecord.Exception)) { $recorded.RemoveAt(0) }
}
