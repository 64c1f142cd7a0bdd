function Get-VenueOperationById {
    <#
    .SYNOPSIS
    Reads one operation whole.
    .DESCRIPTION
    Throws NOT_FOUND when there is none that this clerk may see.
    .PARAMETER Id
    The operation.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Get-VenueOperationById -Id $id
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([Parameter(Mandatory = $true)][string]$Id, [psobject]$Connection)
    $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Operation -Variable @{ id = $Id }
    if (-not $data.operation) { throw (New-VenueErrorRecord -Code NOT_FOUND -Message "Operation $Id does not exist." -Remedy 'Run Get-VenueOperation to list the operations.' -TargetObject $Id) }
    ConvertTo-VenueObject -InputObject $data.operation -TypeName Operation
}
