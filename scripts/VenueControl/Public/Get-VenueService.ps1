function Get-VenueService {
    <#
    .SYNOPSIS
    Reads the venue's services.
    .DESCRIPTION
    All seven, or those named. The process id needs SERVICES_CONTROL and is empty without it.
    .PARAMETER Key
    Only these services; default all. Wildcards are understood.
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
            if ([Management.Automation.WildcardPattern]::ContainsWildcardCharacters($one)) {
                try { $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Services }
                catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; continue }
                foreach ($service in @($data.services | Where-Object { $_.key -like $one })) { ConvertTo-VenueObject -InputObject $service -TypeName Service }
                continue
            }
            try {
                $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Service -Variable @{ key = $one }
                if (-not $data.service) { throw (New-VenueErrorRecord -Code NOT_FOUND -Message "There is no service '$one'." -Remedy 'Get-VenueService lists them.') }
            }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $one; continue }
            ConvertTo-VenueObject -InputObject $data.service -TypeName Service
        }
    }
}
