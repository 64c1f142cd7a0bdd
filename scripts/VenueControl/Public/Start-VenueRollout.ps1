function Start-VenueRollout {
    <#
    .SYNOPSIS
    Runs a command at many venues in waves, and stops when too many fail.
    .DESCRIPTION
    First the venues with the tag canary, else the first venue; then waves of the sizes in -Wave, of which the last repeats. After each wave it waits until the venues work (Get-VenueStatus), then it prompts for the next wave.
    The journal has each step before it is taken. If this computer stops, run the same command again: it continues, and repeats nothing.
    A venue whose answer was lost is UNKNOWN. Find out there what happened. It is repeated only with -RetryUnknown, one that failed only with -RetryFailed. A venue that was not reached (NOT_SENT) is repeated.
    A script block with param($IdempotencyKey) that gives this key to its commands acts once, so UNKNOWN venues are repeated when the rollout continues.
    No more venues run at once than may still fail, so at most one more than -FailureBudget fails. Venues that stop working after their wave count too, and are found when the wave is over.
    Each venue judges by its own clerk security, trading hours and freezes.
    .PARAMETER ScriptBlock
    What to run at each venue: without $using: variables, because they could differ when it continues. Its one parameter can be $IdempotencyKey.
    .PARAMETER Inventory
    A CSV, JSON or PSD1 file, as for Invoke-VenueFleet.
    .PARAMETER Journal
    The file that remembers what was done. One for each rollout. It has no secrets.
    .PARAMETER Name
    Only venues with this name, group or tag; wildcards.
    .PARAMETER Wave
    The sizes of the waves after the canary.
    .PARAMETER FailureBudget
    How many venues may fail, be UNKNOWN or NOT_SENT, or not work afterwards, before the rollout stops.
    .PARAMETER SettleSeconds
    How long to wait after a wave until its venues work.
    .PARAMETER RetryUnknown
    Runs again where the outcome is UNKNOWN.
    .PARAMETER RetryFailed
    Runs again where it failed.
    .PARAMETER Subsystem
    The SSH subsystem; default: powershell.
    .PARAMETER ConfigurationName
    The WinRM endpoint.
    .PARAMETER Credential
    For WinRM; default: your own account.
    .PARAMETER Token
    Emits the API token of the venue in $_, as a SecureString. Without it, the endpoint connects.
    .PARAMETER ThrottleLimit
    How many venues at once, at most.
    .PARAMETER TimeoutSeconds
    The maximum time for one venue, with the connection.
    .EXAMPLE
    Start-VenueRollout -Inventory venues.csv -Journal update.jsonl -Token { Get-Secret $_.Name } { Set-VenueMaintenance On -Reason 'Update' } -WhatIf

    Shows the waves, and contacts no venue.
    .EXAMPLE
    Start-VenueRollout -Inventory venues.csv -Journal restart.jsonl -Token { Get-Secret $_.Name } { param($IdempotencyKey) Restart-VenueService netpos -Reason 'Update' -IdempotencyKey $IdempotencyKey -Confirm:$false } -FailureBudget 3 -Confirm:$false

    Restarts a service once at each venue without prompts, four venues at a time, and stops at the fourth failure.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.RolloutVenue: Venue, Wave, State, Code, Message.
    .LINK
    Invoke-VenueFleet
    .LINK
    Get-VenueFleet
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'High', PositionalBinding = $false)]
    [OutputType('VenueControl.RolloutVenue')]
    param(
        [Parameter(Position = 0)][ValidateNotNull()][scriptblock]$ScriptBlock,
        [ValidateNotNullOrEmpty()][string]$Inventory,
        [ValidateNotNullOrEmpty()][string]$Journal,
        [ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Name,
        [ValidateRange(1, 10000)][int[]]$Wave = @(5, 20, 50),
        [ValidateRange(0, 10000)][int]$FailureBudget = 0,
        [ValidateRange(0, 86400)][double]$SettleSeconds = 300,
        [switch]$RetryUnknown,
        [switch]$RetryFailed,
        [ValidateNotNullOrEmpty()][string]$Subsystem,
        [ValidateNotNullOrEmpty()][string]$ConfigurationName,
        [ValidateNotNull()][pscredential]$Credential,
        [ValidateNotNull()][PSTypeName('System.Management.Automation.ScriptBlock')][psobject]$Token,
        [ValidateRange(1, 256)][int]$ThrottleLimit = 16,
        [ValidateRange(1, 86400)][double]$TimeoutSeconds = 600
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $open = $null
        try {
            $folder = $PSCmdlet.SessionState.Path.CurrentFileSystemLocation.ProviderPath
            if (-not $WhatIfPreference) { Confirm-VenueUnattended -Cmdlet $PSCmdlet -Entry ([ordered]@{ ScriptBlock = [bool]$ScriptBlock; Inventory = [bool]$Inventory; Journal = [bool]$Journal }) }
            if (-not $ScriptBlock -or -not $Inventory -or -not $Journal) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message 'A rollout requires a script block, an inventory and a journal.' -Remedy 'Give -ScriptBlock, -Inventory and -Journal.') }
            if ($ScriptBlock.Ast.FindAll({ $args[0] -is [Management.Automation.Language.UsingExpressionAst] }, $true)) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message 'The script block of a rollout has no $using: variables.' -Remedy 'Write the values into the script block.') }
            $isOnce = Test-VenueActOnce -ScriptBlock $ScriptBlock
            $venues = @(Read-VenueInventory -Bound $PSBoundParameters -Folder $folder)
            $waves = @(Split-VenueWave -Venue $venues -Size $Wave)
            $open = Open-VenueJournal -Path ([IO.Path]::Combine($folder, $Journal)) -Block $ScriptBlock.ToString() -Venue $venues -ReadOnly:$WhatIfPreference
            $lines = $open.Venue
            $remote = @{}
            foreach ($optional in 'Token', 'Credential') { if ($PSBoundParameters.ContainsKey($optional)) { $remote[$optional] = $PSBoundParameters[$optional] } }
            $repeat = @('NOT_SENT') + @(if ($RetryUnknown -or $isOnce) { 'UNKNOWN' }) + @(if ($RetryFailed) { 'FAILED' })
            # What worked but was not seen to work: read again, not run again.
            $isUnsettled = { $lines.ContainsKey($_.Name) -and $lines[$_.Name].state -in 'SUCCEEDED', 'NOT_WORKING' }
            for ($number = 1; $number -le $waves.Count; $number++) {
                $members = @($waves[$number - 1])
                $earlier = @($waves | Select-Object -First ($number - 1) | ForEach-Object { $_ } | ForEach-Object { $_.Name })
                $todo = @($members | Where-Object { -not $lines.ContainsKey($_.Name) -or $lines[$_.Name].state -in $repeat })
                $names = @($todo | ForEach-Object { $_.Name })
                $unsettled = @($members | Where-Object $isUnsettled)
                if (-not $todo.Count -and -not $unsettled.Count) { continue }
                $failures = Get-VenueFailureCount -Journal $open -Except (@($todo) + $unsettled | ForEach-Object { $_.Name }) -Earlier $earlier
                $stop = New-VenueErrorRecord -Code ROLLOUT_STOPPED -Message "The rollout stopped in wave $number of $($waves.Count): more venues failed than the budget of $FailureBudget." -Remedy 'Find out at these venues what happened, then run the same command again with a higher -FailureBudget. -RetryFailed and -RetryUnknown repeat it at venues that failed or have no outcome; venues that were not reached need neither.' -TargetObject $Journal
                if ($failures -gt $FailureBudget -and -not $WhatIfPreference) { throw $stop }
                if ($todo.Count) {
                    $plan = 'Wave {0} of {1}: run at {2} ({3}): {4}' -f $number, $waves.Count, $(if ($todo.Count -eq 1) { '1 venue' } else { "$($todo.Count) venues" }), ($names -join ', '), "$ScriptBlock".Trim()
                    $left = @($members | Where-Object { $lines.ContainsKey($_.Name) -and $_.Name -notin $names -and $lines[$_.Name].state -in 'FAILED', 'UNKNOWN', 'NOT_WORKING' } | ForEach-Object { '{0} ({1})' -f $_.Name, $lines[$_.Name].state })
                    if ($left.Count) { $plan += '. Not repeated: ' + ($left -join ', ') }
                    if (-not $PSCmdlet.ShouldProcess($plan, $plan, 'Roll out')) {
                        if ($WhatIfPreference) { continue }
                        return
                    }
                    Invoke-VenueWave -Cmdlet $PSCmdlet -Venue $todo -ScriptBlock $ScriptBlock -Journal $open -Number $number -IsOnce:$isOnce -ThrottleLimit $ThrottleLimit -Allowed ($FailureBudget + 1 - $failures) -TimeoutSeconds $TimeoutSeconds -Remote $remote
                }
                if ($WhatIfPreference) { continue }
                $unsettled = @($members | Where-Object $isUnsettled)
                $isDown = @{}
                foreach ($one in @(Wait-VenueWave -Venue $unsettled -Seconds $SettleSeconds -Remote $remote -ThrottleLimit $ThrottleLimit)) { $isDown[$one.Name] = $one.Message }
                foreach ($one in $unsettled) {
                    $line = @{ wave = $number; attempt = $lines[$one.Name].attempt; state = 'WORKING'; code = $null; message = $null }
                    if ($isDown.ContainsKey($one.Name)) { $line.state, $line.code, $line.message = 'NOT_WORKING', 'NOT_WORKING', "It does not work $SettleSeconds s after the wave. $($isDown[$one.Name])".Trim() }
                    Write-VenueJournal -Journal $open -Venue $one -Entry $line
                }
                # Those of other waves count as well.
                $failed = Get-VenueFailureCount -Journal $open -Except ($members | ForEach-Object { $_.Name }) -Earlier $earlier
                foreach ($one in $members) {
                    $line = New-Object psobject -Property @{ state = 'NOT_SENT'; code = $null; message = $null }
                    if ($lines.ContainsKey($one.Name)) { $line = $lines[$one.Name] }
                    if ($line.state -ne 'WORKING') { $failed++ }
                    $row = New-Object psobject -Property ([ordered]@{ Venue = $one.Name; Wave = $number; State = $line.state; Code = $line.code; Message = $line.message })
                    $row.PSObject.TypeNames.Insert(0, 'VenueControl.RolloutVenue')
                    $row
                }
                if ($failed -gt $FailureBudget) { throw $stop }
            }
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ }
        finally { if ($open -and $open.Stream) { $open.Stream.Dispose() } }
    }
}
