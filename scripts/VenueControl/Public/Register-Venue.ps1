function Register-Venue {
    <#
    .SYNOPSIS
    Onboards the venue in one command.
    .DESCRIPTION
    Shows the server's plan, confirms the venue, requests a code by e-mail and prompts for it (unless given), redeems it, and waits until the services are stable and the first sync starts.
    If the plan needs no code, because the code of an earlier onboarding was redeemed, it finishes that onboarding and requests none.
    With -WhatIf it prompts for nothing and sends nothing. Ctrl+C stops waiting; the operation continues. If it fails, the error lists what was rolled back and what was not.
    For unattended use, specify -CustomerNumber, -Confirm:$false and, unless the plan needs no code, -AuthenticationCode. If a value is missing, the command fails before a code is requested.
    If the plan is not ready, the command ends before any prompt. Needs CLOUD_CONNECTIVITY_ONBOARD, and your PIN when the sign-in is older than five minutes.
    .PARAMETER CustomerNumber
    Confirms the venue: must be this venue's. Prompted for if omitted; required in unattended use, but not with -WhatIf.
    .PARAMETER AuthenticationCode
    The code from the e-mail. If omitted, the command requests a code and prompts for it.
    .PARAMETER Reason
    Why, for the audit log.
    .PARAMETER Override
    Codes of overridable checks that you override with -Reason, in any case.
    .PARAMETER NoWait
    Emits the operation as soon as it is started; Wait-VenueOperation follows it.
    .PARAMETER AsJob
    Prompts first, then emits a job that waits. The result of the job is the operation, or the error that the command would have written.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Register-Venue -WhatIf

    Shows the server's plan. Prompts for nothing and sends nothing.
    .EXAMPLE
    Register-Venue -CustomerNumber 10482213 -Reason 'New venue'

    Shows the plan, prompts for confirmation and for the code from the e-mail, and shows progress and result.
    .EXAMPLE
    Register-Venue -CustomerNumber 10482213 -AuthenticationCode $code -Confirm:$false

    Runs unattended with a code that was requested before, as a SecureString.
    .EXAMPLE
    Register-Venue -CustomerNumber 10482213 -Confirm:$false

    Finishes, unattended, an onboarding whose code was redeemed. Ends with an error if the plan needs a code.
    .EXAMPLE
    $operation = Register-Venue -CustomerNumber 10482213 -AuthenticationCode $code -NoWait -Confirm:$false; $operation | Wait-VenueOperation

    Starts the onboarding without waiting, and waits for its end later.
    .EXAMPLE
    $job = Register-Venue -CustomerNumber 10482213 -AuthenticationCode $code -AsJob -Confirm:$false

    Starts the onboarding and waits in a job.
    .INPUTS
    The CustomerNumber, e.g. from Get-Venue.
    .OUTPUTS
    VenueControl.Operation, with its final state; a job with -AsJob.
    .LINK
    Test-VenueOnboarding
    .LINK
    Request-VenueAuthenticationCode
    .LINK
    Wait-VenueOperation
    .LINK
    about_VenueControl
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'High', PositionalBinding = $false)]
    [OutputType('VenueControl.Operation', [Management.Automation.Job])]
    param(
        [Parameter(Position = 0, ValueFromPipelineByPropertyName = $true)][string]$CustomerNumber,
        [PSTypeName('System.Security.SecureString')][psobject]$AuthenticationCode,
        [ValidateLength(1, 500)][string]$Reason = 'Onboarding by PowerShell',
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
            $codeGiven = $AuthenticationCode -and $AuthenticationCode.Length
            # Whether a code is needed, the plan says. Where the command ends anyway, the code is named, too.
            $entry = [ordered]@{ CustomerNumber = [bool]$CustomerNumber; AuthenticationCode = $codeGiven -or $CustomerNumber }
            if (-not $WhatIfPreference) { Confirm-VenueUnattended -Cmdlet $PSCmdlet -Entry $entry -Presence -Connection $Connection }
            $venue = (Invoke-VenueDocument -Connection $Connection -Query $script:Document.Venue).venue
            $plan = ConvertTo-VenueObject -TypeName OnboardingPlan -InputObject (Invoke-VenueDocument -Connection $Connection -Query $script:Document.OnboardingPlan).onboardingPlan
            if ($CustomerNumber) { Confirm-VenueNumber -Venue $venue -CustomerNumber $CustomerNumber }
            $shown = @{ Plan = $plan; Title = 'Onboard {0} ({1}): {2}' -f $venue.companyName, $venue.customerNumber, $plan.Case }
            if (-not $WhatIfPreference -and $plan.NeedsCode) { Confirm-VenueUnattended -Cmdlet $PSCmdlet -Entry @{ AuthenticationCode = $codeGiven } -Connection $Connection }
            if (-not $WhatIfPreference) { Confirm-VenuePlanReady -Plan $plan -Override $Override }
            $isWanted = $PSCmdlet.ShouldProcess((Format-VenuePlan @shown -WithCommand), (Format-VenuePlan @shown), 'Onboard the venue')
            if ($WhatIfPreference) { Confirm-VenuePlanReady -Plan $plan -Override $Override }
            if (-not $isWanted) { return }
            if (-not $CustomerNumber) {
                $number = Read-VenueInput -Prompt "Customer Number of $($venue.companyName), to confirm the venue" -Remedy 'Give -CustomerNumber.'
                Confirm-VenueNumber -Venue $venue -CustomerNumber $number
            }
            $code = $AuthenticationCode
            if (-not $codeGiven -and $plan.NeedsCode) {
                $sent = (Invoke-VenueDocument -Connection $Connection -Query $script:Document.RequestCode -Variable @{ customerNumber = $venue.customerNumber }).requestAuthenticationCode
                $code = Read-VenueInput -Secret -Prompt "Authentication code (sent to $($sent.sentTo))" -Remedy 'Give -AuthenticationCode: a SecureString with the code from the e-mail.'
            }
            $request = @{ customerNumber = $venue.customerNumber; planFingerprint = $plan.Fingerprint; reason = $Reason; idempotencyKey = [guid]::NewGuid().ToString() }
            if ($Override) { $request['overrides'] = @($Override | Where-Object { $_ } | ForEach-Object { $_.ToUpperInvariant() }) }
            if ($codeGiven -or $plan.NeedsCode) {
                $request['authenticationCode'] = $code
                $started = (Invoke-VenueDocument -Connection $Connection -Query $script:Document.Onboard -Variable @{ input = $request }).onboard
            }
            else { $started = (Invoke-VenueDocument -Connection $Connection -Query $script:Document.FinishOnboarding -Variable @{ input = $request }).finishOnboarding }
            $target = $null
            if ($AsJob) { $operation = Start-VenueWaitJob -Id $started.id -MustSucceed -Connection $Connection }
            elseif ($NoWait) { $operation = ConvertTo-VenueObject -InputObject $started -TypeName Operation }
            else { $operation = Complete-VenueOperation -Id $started.id -Connection $Connection }
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $target; return }
        $operation
    }
}
