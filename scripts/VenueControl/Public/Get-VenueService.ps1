function Get-VenueService {
    <#
    .SYNOPSIS
    Reads the venue's services.
    .DESCRIPTION
    All seven, or those named. The process id needs SERVICES_CONTROL and is empty without it.
    .PARAMETER Key
    Only these services; default all.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Get-VenueService
    .EXAMPLE
    Get-VenueService gateway-client, cloud-sync
    .EXAMPLE
    Get-VenueService | Where-Object Health -eq DOWN
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('VenueControl.Service')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][string[]]$Key,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        if (-not $Key) {
            try { $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Services }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
            foreach ($service in @($data.services)) { ConvertTo-VenueObject -InputObject $service -TypeName Service }
            return
        }
        foreach ($one in $Key) {
            try {
                $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Service -Variable @{ key = $one }
                if (-not $data.service) { throw (New-VenueErrorRecord -Code NOT_FOUND -Message "There is no service '$one'." -Remedy 'Get-VenueService lists them.') }
            }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $one; continue }
            ConvertTo-VenueObject -InputObject $data.service -TypeName Service
        }
    }
}
