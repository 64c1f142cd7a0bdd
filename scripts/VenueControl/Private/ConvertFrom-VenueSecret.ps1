function ConvertFrom-VenueSecret {
    <#
    .SYNOPSIS
    Reads a SecureString, at the last moment before it is sent.
    .DESCRIPTION
    The unmanaged copy is wiped at once.
    .PARAMETER Secret
    The secret.
    .EXAMPLE
    ConvertFrom-VenueSecret -Secret $Pin
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory = $true)][securestring]$Secret)
    $pointer = [Runtime.InteropServices.Marshal]::SecureStringToBSTR($Secret)
    try { [Runtime.InteropServices.Marshal]::PtrToStringBSTR($pointer) }
    finally { [Runtime.InteropServices.Marshal]::ZeroFreeBSTR($pointer) }
}
