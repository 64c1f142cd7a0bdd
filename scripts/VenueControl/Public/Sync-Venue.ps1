function Sync-Venue {
    <#
    .SYNOPSIS
    Sends all the venue's data to the cloud again (resync).
    .DESCRIPTION
    Ordering is off while it runs. The plan shows what is affected, how long it takes, and when it fits. A resync is rarely the right fix: run Test-VenueSync first.
    If the plan is not ready, the command ends before any prompt. With -WhatIf it prompts for nothing and sends nothing. Ctrl+C stops waiting; the operation continues.
    Needs CLOUD_CONNECTIVITY_ONBOARD, and your PIN when the sign-in is older than five minutes.
    .PARAMETER CustomerNumber
    Confirms the venue: must be this venue's. Prompted for if omitted; required in unattended use, but not with -WhatIf.
    .PARAMETER CompanyName
    The venue's company name, typed in full. Prompted for if omitted; required in unattended use.
    .PARAMETER Reason
    Why, for the audit log.
    .PARAMETER StartAt
    When to start, in the time of the machine where you run the command; default: now. A later start is scheduled, and the command does not wait for it.
    .PARAMETER Override
    Codes of overridable checks that you override with -Reason, in any case.
    .PARAMETER NoWait
    Emits the operation as soon as it is started; Wait-VenueOperation follows it.
    .PARAMETER AsJob
    Prompts first, then emits a job that waits. The result of the job is the operation, or the error that the command would have written.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Sync-Venue -WhatIf

    Shows the server's plan, and why it is not ready if it is not.
    .EXAMPLE
    Sync-Venue -CustomerNumber 10482213 -CompanyName 'Harbour View Hotel' -Reason 'Support case 4711' -Confirm:$false

    Runs unattended, with number, name and reason.
    .EXAMPLE
    if ((Test-VenueSync).ResyncJustified) { Sync-Venue -CustomerNumber 10482213 -CompanyName 'Harbour View Hotel' -StartAt (Get-Date).Date.AddHours(26) -Reason 'Rows are missing' -Confirm:$false }

    Schedules a resync for 2 a.m. if the diagnosis justifies it.
    .INPUTS
    CustomerNumber and CompanyName, e.g. from Get-Venue.
    .OUTPUTS
    VenueControl.Operation, with its final state; a job with -AsJob.
    .LINK
    Test-VenueSync
    .LINK
    Wait-VenueOperation
    .LINK
    Stop-VenueOperation
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'High', PositionalBinding = $false)]
    [OutputType('VenueControl.Operation', [Management.Automation.Job])]
    param(
        [Parameter(Position = 0, ValueFromPipelineByPropertyName = $true)][string]$CustomerNumber,
        [Parameter(ValueFromPipelineByPropertyName = $true)][string]$CompanyName,
        [ValidateLength(1, 500)][string]$Reason = 'Resync by PowerShell',
        [ValidateNotNullOrEmpty()][object]$StartAt,
        [string[]]$Override,
        [switch]$NoWait,
        [switch]$AsJob,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $target = $CustomerNumber
        try {
            if ($CustomerNumber) { Confirm-VenueNumber -CustomerNumber $CustomerNumber }
            $entry = [ordered]@{ CustomerNumber = [bool]$CustomerNumber; CompanyName = [bool]$CompanyName }
            if (-not $WhatIfPreference) { Confirm-VenueUnattended -Cmdlet $PSCmdlet -Entry $entry -Presence -Connection $Connection }
            $when = @{}
            if ($PSBoundParameters.ContainsKey('StartAt')) { $when['startAt'] = ConvertTo-VenueTime -Name StartAt -Value $StartAt }
            $venue = (Invoke-VenueDocument -Connection $Connection -Query $script:Document.Venue).venue
            $plan = ConvertTo-VenueObject -TypeName ResyncPlan -InputObject (Invoke-VenueDocument -Connection $Connection -Query $script:Document.ResyncPlan -Variable $when).resyncPlan
            if ($CustomerNumber) { Confirm-VenueNumber -Venue $venue -CustomerNumber $CustomerNumber }
            $shown = @{ Plan = $plan; Title = 'Resync {0} ({1})' -f $venue.companyName, $venue.customerNumber }
            if (-not $WhatIfPreference) { Confirm-VenuePlanReady -Plan $plan -Override $Override }
            $isWanted = $PSCmdlet.ShouldProcess((Format-VenuePlan @shown -WithCommand), (Format-VenuePlan @shown), 'Resync the venue')
            if ($WhatIfPreference) { Confirm-VenuePlanReady -Plan $plan -Override $Override }
            if (-not $isWanted) { return }
            if (-not $CustomerNumber) {
                $number = Read-VenueInput -Prompt "Customer Number of $($venue.companyName), to confirm the venue" -Remedy 'Give -CustomerNumber.'
                Confirm-VenueNumber -Venue $venue -CustomerNumber $number
            }
            $name = $CompanyName
            if (-not $name) { $name = Read-VenueInput -Prompt 'Company Name of the venue, in full' -Remedy 'Give -CompanyName.' }
            $request = @{ customerNumber = $venue.customerNumber; confirmation = $name; planFingerprint = $plan.Fingerprint; reason = $Reason; idempotencyKey = [guid]::NewGuid().ToString() } + $when
            if ($Override) { $request['overrides'] = @($Override | Where-Object { $_ } | ForEach-Object { $_.ToUpperInvariant() }) }
            $started = (Invoke-VenueDocument -Connection $Connection -Query $script:Document.Resync -Variable @{ input = $request }).resync
            $target = $null
            if ($AsJob) { $operation = Start-VenueWaitJob -Id $started.id -MustSucceed -Connection $Connection }
            elseif ($NoWait) { $operation = ConvertTo-VenueObject -InputObject $started -TypeName Operation }
            else { $operation = Complete-VenueOperation -Id $started.id -Connection $Connection }
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $target; return }
        $operation
    }
}
