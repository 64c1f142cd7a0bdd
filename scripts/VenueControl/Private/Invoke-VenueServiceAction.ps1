function Invoke-VenueServiceAction {
    <#
    .SYNOPSIS
    Starts, stops or restarts one service and emits what became of it.
    .DESCRIPTION
    The prompt and -WhatIf are shown by the public command's own ShouldProcess, with what the server knows of the service now.
    .PARAMETER Cmdlet
    The public command's $PSCmdlet.
    .PARAMETER Action
    start, stop or restart.
    .PARAMETER Key
    The service.
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
        [Parameter(Mandatory = $true)][ValidateSet('start', 'stop', 'restart')][string]$Action,
        [Parameter(Mandatory = $true)][string]$Key,
        [string]$Reason,
        [psobject]$Connection
    )
    $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Service -Variable @{ key = $Key }
    if (-not $data.service) { throw (New-VenueErrorRecord -Code NOT_FOUND -Message "There is no service '$Key'." -Remedy 'Get-VenueService lists them.' -TargetObject $Key) }
    $service = $data.service
    $verb = $Action.Substring(0, 1).ToUpperInvariant() + $Action.Substring(1)
    $plan = '{0} {1} ({2}), now {3}' -f $verb, $service.displayName, $service.key, $service.status
    if ($service.processId) { $plan += ", process $($service.processId)" }
    if (@($service.serves).Count -and $Action -ne 'start') { $plan += '. Affects: ' + ($service.serves -join ', ') }
    if (-not $Cmdlet.ShouldProcess($plan, $plan, "$verb a service of the venue")) { return }
    $variable = @{ key = $Key }
    if ($Reason) { $variable['reason'] = $Reason }
    $query = 'mutation Act($key: ID!, $reason: String) { result: ' + $Action + 'Service(key: $key, reason: $reason) { ' + $script:ServiceField + ' } }'
    $data = Invoke-VenueDocument -Connection $Connection -Query $query -Variable $variable -TimeoutSeconds 90
    ConvertTo-VenueObject -InputObject $data.result -TypeName Service
}
