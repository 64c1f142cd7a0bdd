function Get-VenueConnection {
    <#
    .SYNOPSIS
    The connection to use: the one given, else this runspace's.
    .DESCRIPTION
    Throws UNAUTHENTICATED when there is none.
    .PARAMETER Connection
    What the caller gave.
    .EXAMPLE
    Get-VenueConnection -Connection $Connection
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([psobject]$Connection)
    if ($Connection) { return $Connection }
    if ($script:DefaultConnection) { return $script:DefaultConnection }
    throw (New-VenueErrorRecord -Code UNAUTHENTICATED -Message 'You are not connected to a control plane.' -Remedy 'Run Connect-VenueControl first.')
}
