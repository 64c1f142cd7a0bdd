function ConvertTo-VenueTime {
    <#
    .SYNOPSIS
    Reads a time that is text: in ISO 8601, or as the culture of the session writes it. A time stays as it is, and so does nothing.
    .DESCRIPTION
    PowerShell itself reads text as in the USA: it refuses 29/11/2026, takes 3/2/2026 for the second of March, and a number for ticks since the year 1.
    So no parameter for a time is typed. The class of a transformation does not work: PowerShell searches for it where the command is called, not in the module.
    Throws BAD_USER_INPUT.
    .PARAMETER Value
    What was given.
    .PARAMETER Name
    Of the parameter.
    .EXAMPLE
    ConvertTo-VenueTime -Name Since -Value 29/11/2026
    #>
    [CmdletBinding()]
    [OutputType([datetime])]
    param([Parameter(Mandatory = $true)][string]$Name, [AllowNull()][AllowEmptyString()][object]$Value)
    if ($null -eq $Value -or $Value -is [datetime] -or "$Value" -eq '') { return $Value }
    if ($Value -is [DateTimeOffset]) { return $Value.LocalDateTime }
    $text = "$Value".Trim()
    $culture = [Globalization.CultureInfo]::CurrentCulture
    $form = $culture
    if ($text -match '^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$') { $form = [Globalization.CultureInfo]::InvariantCulture }
    $at = [datetime]::MinValue
    if ([datetime]::TryParse($text, $form, 'AssumeLocal', [ref]$at)) { return $at }
    $example = New-Object datetime 2026, 11, 29, 14, 30, 0
    throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message "The value of -$Name, '$text', is not a time." -Remedy "Give -$Name as 2026-11-29 14:30, as $($example.ToString('g', $culture)) in the form of this session, or as (Get-Date).AddHours(-8)." -TargetObject $Value)
}
