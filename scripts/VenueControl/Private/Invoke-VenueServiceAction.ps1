function Invoke-VenueServiceAction {
    <#
    .SYNOPSIS
    Does one thing to services, one by one, and emits what became of each.
    .DESCRIPTION
    All that Start-, Stop- and Restart-VenueService do. These stay three commands with help and parameters of their own: a proxy made when the
    module loads would have neither for Get-Help, nor for Publish-PSResource. The prompt and -WhatIf are shown by the public command's own
    ShouldProcess, with what the server knows of the service now.
    .PARAMETER Cmdlet
    The public command's $PSCmdlet.
    .PARAMETER Action
    start, stop or restart: the server's mutation of this name, followed by Service.
    .PARAMETER Key
    The services.
    .PARAMETER Reason
    For the audit trail.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Invoke-VenueServiceAction -Cmdlet $PSCmdlet -Action stop -Key connect
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param(
        [Parameter(Mandatory = $true)][Management.Automation.PSCmdlet]$Cmdlet,
        [Parameter(Mandatory = $true)][string]$Action,
        [Parameter(Mandatory = $true)][string[]]$Key,
        [string]$Reason,
        [psobject]$Connection
    )
    $verb = $Action.Substring(0, 1).ToUpperInvariant() + $Action.Substring(1)
    foreach ($one in $Key) {
        try {
            $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Service -Variable @{ key = $one }
            if (-not $data.service) { throw (New-VenueErrorRecord -Code NOT_FOUND -Message "There is no service '$one'." -Remedy 'Get-VenueService lists them.' -TargetObject $one) }
            $service = $data.service
            $plan = '{0} {1} ({2}), now {3}' -f $verb, $service.displayName, $service.key, $service.status
            if ($service.processId) { $plan += ", process $($service.processId)" }
            if (@($service.serves).Count -and $Action -ne 'start') { $plan += '. Affects: ' + ($service.serves -join ', ') }
            if (-not $Cmdlet.ShouldProcess($plan, $plan, "$verb a service of the venue")) { continue }
            $variable = @{ key = $one }
            if ($Reason) { $variable['reason'] = $Reason }
            $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.ServiceAction.Replace('#ACTION#', $Action) -Variable $variable -TimeoutSeconds 90
        }
        catch { Write-VenueFailure -Cmdlet $Cmdlet -ErrorRecord $_ -TargetObject $one; continue }
        ConvertTo-VenueObject -InputObject $data.result -TypeName Service
    }
}
