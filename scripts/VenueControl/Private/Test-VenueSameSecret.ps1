function Test-VenueSameSecret {
    <#
    .SYNOPSIS
    Whether two SecureStrings hold the same, without a copy in plain text.
    .PARAMETER First
    The one.
    .PARAMETER Second
    The other.
    .EXAMPLE
    Test-VenueSameSecret -First $new -Second $again
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param([Parameter(Mandatory = $true)][securestring]$First, [Parameter(Mandatory = $true)][securestring]$Second)
    if ($First.Length -ne $Second.Length) { return $false }
    $one = $other = [IntPtr]::Zero
    try {
        $one = [Runtime.InteropServices.Marshal]::SecureStringToBSTR($First)
        $other = [Runtime.InteropServices.Marshal]::SecureStringToBSTR($Second)
        for ($at = 0; $at -lt 2 * $First.Length; $at += 2) {
            if ([Runtime.InteropServices.Marshal]::ReadInt16($one, $at) -ne [Runtime.InteropServices.Marshal]::ReadInt16($other, $at)) { return $false }
        }
        $true
    }
    finally { foreach ($pointer in $one, $other) { if ($pointer -ne [IntPtr]::Zero) { [Runtime.InteropServices.Marshal]::ZeroFreeBSTR($pointer) } } }
}
