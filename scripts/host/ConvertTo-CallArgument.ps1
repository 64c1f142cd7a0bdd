function ConvertTo-CallArgument {
    <#
    .SYNOPSIS
    Makes the argument table of a call, or throws a sentence that says which parameter is wrong.
    .DESCRIPTION
    Names must be exactly those of the script's param block. Secrets go only to SecureString parameters, and these take
    only secrets, so that a secret never travels as plain text within PowerShell.
    .PARAMETER Frame
    A checked call frame.
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
    foreach ($kind in 'args', 'secrets') {
        if ($null -eq $Frame.$kind) { continue }
        foreach ($property in $Frame.$kind.PSObject.Properties) {
            $name = $property.Name
            if (-not $Parameters.ContainsKey($name)) { throw "The script has no parameter named exactly '$name'." }
            $isSecret = $Parameters[$name] -eq [Security.SecureString]
            if ($kind -ceq 'args') {
                if ($isSecret) { throw "Parameter '$name' takes a secret: hand it over in secrets." }
                $value = $property.Value
                if ($value -is [string]) { $arguments[$name] = $value }
                else { $arguments[$name] = ConvertTo-ScriptArgument -Value $value }
            }
            else {
                if (-not $isSecret) { throw "Parameter '$name' isn't a SecureString: it takes no secret." }
                $arguments[$name] = ConvertTo-SecretArgument -Text $property.Value
            }
        }
    }
    $arguments
}
