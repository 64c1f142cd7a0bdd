function ConvertTo-VenueObject {
    <#
    .SYNOPSIS
    Turns parsed JSON into typed objects with PascalCase properties.
    .DESCRIPTION
    ISO instants become local [datetime]s, and local times within sentences; nested objects get their own type names, so that each has its view.
    .PARAMETER InputObject
    What ConvertFrom-Json answered.
    .PARAMETER TypeName
    Without the prefix VenueControl.
    .EXAMPLE
    ConvertTo-VenueObject -InputObject $data.venue -TypeName Venue
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([object]$InputObject, [string]$TypeName)
    $nested = @{ checks = 'Check'; steps = 'Step'; failure = 'Failure'; locations = 'Location'; locationGroups = 'LocationGroup'; permissions = 'PermissionTick'
        impact = 'Impact'; window = 'Window'; events = 'OperationEvent'; clerks = 'Clerk'; clerk = 'Clerk'; onboarding = 'Onboarding'; consumers = 'Consumer'; evidence = 'Evidence'; passport = 'Passport'; findings = 'StatusFinding' }
    $sentence = 'text', 'headline', 'message', 'detail', 'remedy'
    $result = New-Object psobject
    if ($TypeName) { $result.PSObject.TypeNames.Insert(0, "VenueControl.$TypeName") }
    foreach ($property in $InputObject.PSObject.Properties) {
        $value = $property.Value
        $kind = $nested[$property.Name]
        if ($value -is [array]) {
            $value = @(foreach ($item in $value) {
                if ($item -is [Management.Automation.PSCustomObject]) { ConvertTo-VenueObject -InputObject $item -TypeName $kind } else { $item }
            })
        }
        elseif ($value -is [Management.Automation.PSCustomObject]) { $value = ConvertTo-VenueObject -InputObject $value -TypeName $kind }
        elseif ($value -is [datetime]) { $value = $value.ToLocalTime() }
        # All of it: a message or a reason may begin with a time.
        elseif ($value -is [string] -and $value -match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\z') {
            $at = [datetime]::MinValue
            if ([datetime]::TryParse($value, [Globalization.CultureInfo]::InvariantCulture, [Globalization.DateTimeStyles]::RoundtripKind, [ref]$at)) { $value = $at.ToLocalTime() }
        }
        # Sentences of the server have times of UTC in them. What Windows recorded stays as it is.
        elseif ($value -is [string] -and $property.Name -in $sentence -and $TypeName -ne 'EventLogEntry') {
            $value = [regex]::Replace($value, '(?<![\w-])\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z', {
                    param($found)
                    $at = [datetime]::MinValue
                    if ([datetime]::TryParse($found.Value, [Globalization.CultureInfo]::InvariantCulture, [Globalization.DateTimeStyles]::RoundtripKind, [ref]$at)) { $at.ToLocalTime().ToString('g') } else { $found.Value }
                })
        }
        $name = $property.Name.Substring(0, 1).ToUpperInvariant() + $property.Name.Substring(1)
        $result.PSObject.Properties.Add([Management.Automation.PSNoteProperty]::new($name, $value))
        $text = $script:TextProperty[$property.Name]
        if (-not $text) { continue }
        $words = foreach ($item in $value) {
            if ($item -is [string]) { $item }
            elseif ($item) {
                # Of permissions those that are granted; of a step or check its title.
                $known = $item.PSObject.Properties
                if ($known['Granted'] -and -not $item.Granted) { continue }
                foreach ($key in 'Permission', 'Title', 'Name', 'Code') { if ($known[$key]) { $item.$key; break } }
            }
        }
        $result.PSObject.Properties.Add([Management.Automation.PSNoteProperty]::new($text, $words -join ', '))
    }
    $result
}
