<#
JSON as both editions of PowerShell should see it: strings stay strings, files are replaced whole.
#>
Set-StrictMode -Version 3.0

$script:JsonOptions = @{}
if ((Get-Command ConvertFrom-Json).Parameters.ContainsKey('DateKind')) { $script:JsonOptions = @{ DateKind = 'String' } }

function ConvertFrom-JsonText {
    <#
    .SYNOPSIS
    Parses JSON and leaves what resembles a date a string.
    .DESCRIPTION
    ConvertFrom-Json of PowerShell 7 turns such strings into DateTime; the control plane passes ISO 8601 on as it came.
    .PARAMETER Text
    The JSON text.
    .EXAMPLE
    ConvertFrom-JsonText -Text '{"at":"2026-01-01T00:00:00Z"}'
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param([Parameter(Mandatory = $true)][AllowEmptyString()][string]$Text)
    $options = $script:JsonOptions
    ConvertFrom-Json -InputObject $Text @options
}

function Get-JsonFile {
    <#
    .SYNOPSIS
    Reads a JSON file.
    .DESCRIPTION
    Emits nothing when the file is absent. A file that is not JSON is an error.
    .PARAMETER Path
    The file.
    .EXAMPLE
    Get-JsonFile -Path ./machine.json
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param([Parameter(Mandatory = $true)][string]$Path)
    if ([IO.File]::Exists($Path)) { ConvertFrom-JsonText -Text ([IO.File]::ReadAllText($Path)) }
}

function Set-JsonFile {
    <#
    .SYNOPSIS
    Replaces a JSON file as a whole.
    .DESCRIPTION
    Writes beside the file, to the disk, then renames over it: a reader sees the old text or the new one,
    also after a power cut.
    .PARAMETER Path
    The file; its folder is made when missing.
    .PARAMETER Value
    What to write.
    .EXAMPLE
    Set-JsonFile -Path ./monitor.json -Value @{ plannedStops = @() }
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Path, [Parameter(Mandatory = $true)][object]$Value)
    if (-not $PSCmdlet.ShouldProcess($Path)) { return }
    [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($Path))
    $draft = '{0}.{1}.tmp' -f $Path, [guid]::NewGuid().ToString('N')
    $bytes = (New-Object Text.UTF8Encoding $false).GetBytes((ConvertTo-Json -InputObject $Value -Depth 8))
    $file = New-Object IO.FileStream $draft, ([IO.FileMode]::CreateNew), ([IO.FileAccess]::Write), ([IO.FileShare]::None)
    try {
        $file.Write($bytes, 0, $bytes.Length)
        $file.Flush($true)
    }
    finally { $file.Dispose() }
    Move-FileOver -Source $draft -Destination $Path
}

function Move-FileOver {
    <#
    .SYNOPSIS
    Renames a file over another in one step.
    .DESCRIPTION
    File.Replace needs the destination and File.Move its absence; both are one rename. Windows refuses while someone reads: then again.
    .PARAMETER Source
    The file to move.
    .PARAMETER Destination
    Its new place; what is there goes.
    .EXAMPLE
    Move-FileOver -Source ./a.tmp -Destination ./a
    #>
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Source, [Parameter(Mandatory = $true)][string]$Destination)
    if (-not $PSCmdlet.ShouldProcess($Destination)) { return }
    for ($attempt = 1; ; $attempt++) {
        try {
            if ([IO.File]::Exists($Destination)) { [IO.File]::Replace($Source, $Destination, [NullString]::Value) }
            else { [IO.File]::Move($Source, $Destination) }
            return
        }
        catch [IO.IOException] {
            if ($attempt -ge 20) { throw }
            Start-Sleep -Milliseconds 10
        }
    }
}

function ConvertTo-PascalCase {
    <#
    .SYNOPSIS
    Gives every property of an object a capital first letter.
    .DESCRIPTION
    The cloud speaks camelCase, PowerShell PascalCase. Values stay; nested objects and arrays are converted too.
    .PARAMETER InputObject
    What ConvertFrom-JsonText made.
    .EXAMPLE
    ConvertTo-PascalCase -InputObject $answer
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param([Parameter(Mandatory = $true)][AllowNull()][AllowEmptyString()][AllowEmptyCollection()][object]$InputObject)
    if ($InputObject -is [Management.Automation.PSCustomObject]) {
        $properties = [ordered]@{}
        foreach ($property in $InputObject.PSObject.Properties) {
            $name = $property.Name.Substring(0, 1).ToUpperInvariant() + $property.Name.Substring(1)
            $properties[$name] = ConvertTo-PascalCase -InputObject $property.Value
        }
        return [pscustomobject]$properties
    }
    if ($InputObject -is [array]) {
        $items = @(foreach ($item in $InputObject) { ConvertTo-PascalCase -InputObject $item })
        return , $items
    }
    $InputObject
}

Export-ModuleMember -Function ConvertFrom-JsonText, Get-JsonFile, Set-JsonFile, Move-FileOver, ConvertTo-PascalCase
