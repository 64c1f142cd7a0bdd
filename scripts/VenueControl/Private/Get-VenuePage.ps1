function Get-VenuePage {
    <#
    .SYNOPSIS
    Emits the rows of a connection, page by page, as many as wanted.
    .DESCRIPTION
    As they come, so that Select-Object -First ends it early. Parts that the server reports as missing are warnings.
    .PARAMETER Query
    A document with $first and $after, whose connection is named page.
    .PARAMETER Variable
    Its other variables.
    .PARAMETER First
    How many rows at most.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Get-VenuePage -Query $script:Document.EventLog -First 50
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([Parameter(Mandatory = $true)][string]$Query, [hashtable]$Variable = @{}, [Parameter(Mandatory = $true)][int]$First, [psobject]$Connection)
    $left = $First
    $after = $null
    do {
        $page = (Invoke-VenueDocument -Connection $Connection -Query $Query -Variable ($Variable + @{ first = [Math]::Min(200, $left); after = $after })).page
        if ($null -eq $after -and $page.PSObject.Properties['missing']) {
            foreach ($lane in @($page.missing)) { Write-Warning "$($lane.lane) is not included. $($lane.reason)" }
        }
        foreach ($edge in @($page.edges)) { $edge.node }
        $left -= @($page.edges).Count
        $after = $page.pageInfo.endCursor
    } while ($page.pageInfo.hasNextPage -and $left -gt 0)
}
