function Get-VenueService {
    <#
    .SYNOPSIS
    Reads the venue's services.
    .DESCRIPTION
    Reads all seven services, or those that you name. The process ID is empty without SERVICES_CONTROL.
    Needs SERVICES_VIEW.
    .PARAMETER Key
    Only these services, by key or display name, in any case, by wildcards; default all.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueService

    Shows the current state of all seven services.
    .EXAMPLE
    Get-VenueService gateway-client, cloud-sync

    Shows two services.
    .EXAMPLE
    Get-VenueService *-sync

    Shows the services whose key ends with -sync.
    .EXAMPLE
    Get-VenueService | Where-Object Health -eq DOWN

    Shows the services that should be running but are not.
    .INPUTS
    The Key of services.
    .OUTPUTS
    VenueControl.Service.
    .LINK
    Start-VenueService
    .LINK
    Stop-VenueService
    .LINK
    Restart-VenueService
    .LINK
    Set-VenueService
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.Service')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][Alias('Name')][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Key,
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
