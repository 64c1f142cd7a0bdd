function Resolve-VenueUri {
    <#
    .SYNOPSIS
    The address of a control plane, without a path. Throws BAD_USER_INPUT for one that no control plane has.
    .DESCRIPTION
    It answers on its own machine only, by http: a PIN that is sent elsewhere would be readable on the way, and sent for nothing.
    .PARAMETER Uri
    What was given; default this machine, port VENUE_CONTROL_PORT or 4280.
    .EXAMPLE
    Resolve-VenueUri -Uri http://127.0.0.1:4280/ide
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param([uri]$Uri)
    if (-not $Uri) {
        $port = 4280
        if ($env:VENUE_CONTROL_PORT) { $port = $env:VENUE_CONTROL_PORT }
        $number = 0
        if (-not ([int]::TryParse($port, [ref]$number) -and $number -in 1..65535)) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message "VENUE_CONTROL_PORT is '$port', which is not a port." -Remedy 'Set VENUE_CONTROL_PORT to the port of the control plane, remove it for port 4280, or give -Uri.') }
        $Uri = [uri]"http://127.0.0.1:$port"
    }
    $example = 'Give -Uri such as http://127.0.0.1:4280, or omit it.'
    if (-not $Uri.IsAbsoluteUri -or $Uri.Scheme -notin 'http', 'https') { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message "'$Uri' is not an address of a control plane." -Remedy $example -TargetObject $Uri) }
    if (-not $Uri.IsLoopback) {
        throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message "A control plane can only be reached on its own machine, not at '$Uri'." -TargetObject $Uri -Remedy (
                "Run Connect-VenueControl on that machine: Enter-PSSession $($Uri.DnsSafeHost), or Invoke-Command -ComputerName $($Uri.DnsSafeHost); or forward its port with ssh -L, and give -Uri http://127.0.0.1:<port>."))
    }
    if ($Uri.Scheme -eq 'https') { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message "'$Uri': a control plane uses http, because nothing leaves the machine." -Remedy $example -TargetObject $Uri) }
    $Uri.GetLeftPart([UriPartial]::Authority)
}
