function ConvertTo-CallArgument {
    <#
    .SYNOPSIS
    Makes the argument table of a call, or throws a sentence that says which parameter is wrong.
    .DESCRIPTION
    Names must be exactly those of the script's param block. Secrets go only to SecureString parameters, and these take
    only secrets, so that a secret never travels as plain text within PowerShell.
    .PARAMETER Frame
    A checked call frame, its secrets read.
    .PARAMETER Parameters
    Name to type, as Get-ScriptParameter reads them.
    .EXAMPLE
    ConvertTo-CallArgument -Frame $frame -Parameters $entry.Parameters
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)][psobject]$Frame,
        [Parameter(Mandatory = $true)][Collections.IDictionary]$Parameters
    )
    $arguments = @{}
    foreach ($property in $Frame.args.PSObject.Properties) {
        $name = $property.Name
        $value = $property.Value
        if (-not $Parameters.ContainsKey($name)) { throw "The script has no parameter named exactly '$name'." }
        if ($Parameters[$name] -eq [Security.SecureString]) { throw "Parameter '$name' takes a secret: hand it over in secrets." }
        if ($value -is [string]) { $arguments[$name] = $value }
        else { $arguments[$name] = ConvertTo-ScriptArgument -Value $value }
    }
    foreach ($property in $Frame.secrets.PSObject.Properties) {
        $name = $property.Name
        if (-not $Parameters.ContainsKey($name)) { throw "The script has no parameter named exactly '$name'." }
        if ($Parameters[$name] -ne [Security.SecureString]) { throw "Parameter '$name' isn't a SecureString: it takes no secret." }
        $arguments[$name] = $property.Value
    }
    $arguments
}
