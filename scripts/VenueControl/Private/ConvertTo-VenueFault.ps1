function ConvertTo-VenueFault {
    <#
    .SYNOPSIS
    Makes an error record of one GraphQL error.
    .DESCRIPTION
    Keeps code, remedy, correlation id and, of FORBIDDEN, gate and grantableBy.
    .PARAMETER Fault
    One of the answer's errors.
    .EXAMPLE
    ConvertTo-VenueFault -Fault $answer.errors[0]
    #>
    [CmdletBinding()]
    [OutputType([Management.Automation.ErrorRecord])]
    param([Parameter(Mandatory = $true)][psobject]$Fault)
    $code = 'UNKNOWN'
    $remedy = ''
    $extension = $null
    if ($Fault.PSObject.Properties['extensions']) {
        $extension = $Fault.extensions
        if ($extension.PSObject.Properties['code']) { $code = $extension.code }
        if ($extension.PSObject.Properties['remedy']) { $remedy = $extension.remedy }
    }
    $message = $Fault.message
    if ($extension -and $extension.PSObject.Properties['changes']) {
        $message += ' ' + (@($extension.changes | ForEach-Object { "$($_.fact): planned $($_.planned), now $($_.now)." }) -join ' ')
    }
    New-VenueErrorRecord -Code $code -Message $message -Remedy $remedy -Extension $extension
}
