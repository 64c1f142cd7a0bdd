function ConvertTo-VenueVariable {
    <#
    .SYNOPSIS
    Makes a copy of GraphQL variables that can become JSON.
    .DESCRIPTION
    Secrets stay SecureStrings until here; instants become ISO 8601 in UTC.
    .PARAMETER Variable
    The variables.
    .EXAMPLE
    ConvertTo-VenueVariable -Variable @{ pin = $Pin }
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param([Parameter(Mandatory = $true)][Collections.IDictionary]$Variable)
    $copy = @{}
    foreach ($key in @($Variable.Keys)) {
        $value = $Variable[$key]
        if ($value -is [securestring]) { $value = ConvertFrom-VenueSecret -Secret $value }
        elseif ($value -is [Collections.IDictionary]) { $value = ConvertTo-VenueVariable -Variable $value }
        elseif ($value -is [datetime]) { $value = $value.ToUniversalTime().ToString('o') }
        $copy[$key] = $value
    }
    $copy
}
