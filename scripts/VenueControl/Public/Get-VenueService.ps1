function Get-VenueService {
    <#
    .SYNOPSIS
    Reads the venue's services.
    .DESCRIPTION
    All seven, or those named. The process id needs SERVICES_CONTROL and is empty without it.
    .PARAMETER Key
    Only these services, by key or display name, in any case, by wildcards; default all.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueService

    Lists all seven, live.
    .EXAMPLE
    Get-VenueService gateway-client, cloud-sync

    Two of them.
    .EXAMPLE
    Get-VenueService *-sync

    Those whose key ends so.
    .EXAMPLE
    Get-VenueService | Where-Object Health -eq DOWN

    Those that should run and don't.
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
