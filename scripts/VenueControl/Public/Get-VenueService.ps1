function Get-VenueService {
    <#
    .SYNOPSIS
    Reads the venue's services.
    .DESCRIPTION
    All seven, or those named. The process id needs SERVICES_CONTROL and is empty without it.
    .PARAMETER Key
    Only these services, by key or display name, in any case, by wildcards; default all.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Get-VenueService
    .EXAMPLE
    Get-VenueService gateway-client, cloud-sync
    .EXAMPLE
    Get-VenueService *-sync
    .EXAMPLE
    Get-VenueService | Where-Object Health -eq DOWN
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('VenueControl.Service')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Key,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $wanted = @('*')
        if ($Key) { $wanted = $Key }
        foreach ($one in $wanted) {
            try { $services = @(Select-VenueService -Key $one -AllowNone -Connection $Connection) }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $one; continue }
            foreach ($service in $services) { ConvertTo-VenueObject -InputObject $service -TypeName Service }
        }
    }
}
