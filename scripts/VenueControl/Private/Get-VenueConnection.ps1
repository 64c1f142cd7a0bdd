function Get-VenueConnection {
    <#
    .SYNOPSIS
    The connection to use: the one given, else this runspace's.
    .DESCRIPTION
    Throws UNAUTHENTICATED when there is none, BAD_USER_INPUT when what was given is none, or leads to another machine: an endpoint without language takes it from anyone.
    .PARAMETER Connection
    What the caller gave.
    .EXAMPLE
    Get-VenueConnection -Connection $Connection
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([psobject]$Connection)
    if ($Connection) {
        if ($Connection.PSObject.Properties['Uri'] -and $Connection.PSObject.Properties['Token']) {
            [void](Resolve-VenueUri -Uri $Connection.Uri)
            return $Connection
        }
        throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message 'The value of -Connection is not a connection to a control plane.' -Remedy 'Give -Connection the result of Connect-VenueControl.')
    }
    if ($script:DefaultConnection) { return $script:DefaultConnection }
    throw (New-VenueErrorRecord -Code UNAUTHENTICATED -Message 'You are not connected to a control plane.' -Remedy 'Run Connect-VenueControl first.')
}
