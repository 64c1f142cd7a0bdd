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
    .PARAMETER IncludeDependent
    What stops with a service may stop unasked.
    .PARAMETER IdempotencyKey
    Of the request. Each service has its own.
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
        [AllowEmptyCollection()][string[]]$Key,
        [string]$Reason,
        [switch]$IncludeDependent,
        [string]$IdempotencyKey,
        [psobject]$Connection
    )
    $verb = $Action.Substring(0, 1).ToUpperInvariant() + $Action.Substring(1)
    $query = $script:Document.ServiceAction.Replace('#ACTION#', $Action)
    try { $entry = Complete-VenueEntry -Cmdlet $Cmdlet -Entry ([ordered]@{ Key = $Key }) -Connection $Connection }
    catch { Write-VenueFailure -Cmdlet $Cmdlet -ErrorRecord $_; return }
    $names = @{}
    foreach ($word in $entry.Key) {
        try { $services = @(Select-VenueService -Key $word -Connection $Connection -Name $names) }
        catch { Write-VenueFailure -Cmdlet $Cmdlet -ErrorRecord $_ -TargetObject $word; continue }
        foreach ($service in $services) {
            try {
                $plan = '{0} {1} ({2}), now {3}' -f $verb, $service.displayName, $service.key, $service.status
                if ($service.processId) { $plan += ", process $($service.processId)" }
                $with = @($service.stopsWith | ForEach-Object { $names[$_] }) -join ', '
                if ($with -and $Action -ne 'start') { $plan += '. {0}: {1}' -f @{ stop = 'Stops with it'; restart = 'Restarted with it' }[$Action], $with }
                # A prompt names them. Without a prompt the administrator has not agreed to them.
                if ($with -and $Action -eq 'stop' -and -not $IncludeDependent -and -not $WhatIfPreference -and -not (Test-VenuePrompt -Cmdlet $Cmdlet)) {
                    throw (New-VenueErrorRecord -Code SERVICE_DEPENDENTS_RUNNING -Message "$($service.displayName) can't be stopped alone: $with would stop with it." -Remedy 'Give -IncludeDependent to stop them too.')
                }
                if (@($service.serves).Count -and $Action -ne 'start') { $plan += '. Affects: ' + ($service.serves -join ', ') }
                $request = @{ Connection = $Connection; Query = $query; Variable = @{ key = $service.key } }
                if ($Reason) { $request.Variable['reason'] = $Reason }
                if ($IdempotencyKey) { $request.Variable['idempotencyKey'] = "$IdempotencyKey-$($service.key)" }
                if (-not (Confirm-VenueChange -Cmdlet $Cmdlet -Plan $plan -Caption "$verb a service of the venue" @request)) { continue }
                $before = @{}
                foreach ($other in @((Invoke-VenueDocument -Connection $Connection -Query $script:Document.Services).services)) { $before[$other.key] = $other.status }
                $data = Invoke-VenueDocument -TimeoutSeconds 90 @request
                # What stopped or started with it, too.
                $also = @()
                if ($Action -ne 'restart') { $also = @((Invoke-VenueDocument -Connection $Connection -Query $script:Document.Services).services | Where-Object { ($_.key -in $service.stopsWith -or $Action -eq 'start') -and $_.key -ne $service.key -and $_.status -ne $before[$_.key] -and $_.status -eq $data.result.status }) }
            }
            catch { Write-VenueFailure -Cmdlet $Cmdlet -ErrorRecord $_ -TargetObject $service.key; continue }
            foreach ($one in @($data.result) + $also) { ConvertTo-VenueObject -InputObject $one -TypeName Service }
        }
    }
}
