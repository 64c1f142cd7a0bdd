function Confirm-VenueServer {
    <#
    .SYNOPSIS
    Throws UNREACHABLE unless the program at an address is trusted: no other gets a PIN, a code or a token.
    .DESCRIPTION
    While the server is down, any account of the machine can listen at its port.
    .PARAMETER Uri
    The address of the control plane.
    .PARAMETER ValidSeconds
    How old an earlier proof may be; default: a new one.
    .EXAMPLE
    Confirm-VenueServer -Uri http://127.0.0.1:4280
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][string]$Uri, [double]$ValidSeconds = 0)
    if ($script:Proven[$Uri] -and $script:Proven[$Uri].Elapsed.TotalSeconds -lt $ValidSeconds) { return }
    $script:Proven.Remove($Uri)
    try { $found = @(Get-VenueListener -Uri $Uri) }
    catch {
        Clear-VenueErrorRecord -ErrorRecord $_
        throw (New-VenueErrorRecord -Code UNREACHABLE -Message "This machine does not report which program listens at ${Uri}: $($_.Exception.GetBaseException().Message.TrimEnd('.')). Nothing was sent to it." -Remedy 'Run the command on the server, as Administrator.')
    }
    if (-not $found.Count) { throw (New-VenueErrorRecord -Code UNREACHABLE -Message "$Uri can't be reached: no program listens there." -Remedy $script:StartRemedy) }
    $other = @($found | Where-Object { -not $_.IsTrusted })
    if ($other.Count) {
        throw (New-VenueErrorRecord -Code UNREACHABLE -Message "The program that listens at $Uri ($($other[0].Name)) is not the control plane: it belongs neither to the service nor to your account. Nothing was sent to it." -Remedy (
                'End that program, then start the service VenueControl. If the control plane has another port, set VENUE_CONTROL_PORT or give -Uri; if you started it in another account, run the command in that account.'))
    }
    $script:Proven[$Uri] = [Diagnostics.Stopwatch]::StartNew()
}
