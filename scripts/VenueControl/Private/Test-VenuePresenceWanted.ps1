function Test-VenuePresenceWanted {
    <#
    .SYNOPSIS
    Whether a document did nothing at all because the server needs the PIN first, so that it may be sent again as it is.
    .PARAMETER Answer
    The server's answer.
    .EXAMPLE
    Test-VenuePresenceWanted -Answer $answer
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param([Parameter(Mandatory = $true)][psobject]$Answer)
    if (-not $Answer.PSObject.Properties['errors']) { return $false }
    foreach ($fault in $Answer.errors) {
        if ((ConvertTo-VenueFault -Fault $fault).Exception.Data['gate'] -ne 'STEP_UP') { return $false }
    }
    if ($Answer.PSObject.Properties['data'] -and $Answer.data) {
        foreach ($field in $Answer.data.PSObject.Properties) { if ($null -ne $field.Value) { return $false } }
    }
    $true
}
