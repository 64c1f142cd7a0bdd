function Unlock-VenueClerk {
    <#
    .SYNOPSIS
    Unlocks a clerk who was locked out by wrong PINs.
    .DESCRIPTION
    Your group must rank above theirs. Needs CLERK_SECURITY_VIEW and CLERK_SECURITY_EDIT, and your PIN when the sign-in is older than five minutes. The PIN does not change.
    .PARAMETER ClerkId
    The clerk: ID or name; several, or from the pipeline. Prompted for if omitted.
    .PARAMETER Reason
    Why, for the audit log. Prompted for if omitted; required in unattended use.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Unlock-VenueClerk 3 -Reason 'Forgot the new PIN'

    Unlocks clerk 3.
    .EXAMPLE
    Get-VenueClerk | Where-Object Locked | Unlock-VenueClerk -Reason 'Called the office' -WhatIf

    Shows who would be unlocked, and who ranks too high for you.
    .INPUTS
    The Id of clerks, e.g. from Get-VenueClerk.
    .OUTPUTS
    VenueControl.Clerk.
    .LINK
    Get-VenueClerk
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType('VenueControl.Clerk')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][Alias('Id', 'Name')][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$ClerkId,
        [Parameter(ValueFromPipelineByPropertyName = $true)][ValidateLength(1, 500)][string]$Reason,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try {
            $entry = Complete-VenueEntry -Cmdlet $PSCmdlet -Entry ([ordered]@{ ClerkId = $ClerkId; Reason = $Reason }) -Presence -Connection $Connection
            $all = @((Invoke-VenueDocument -Connection $Connection -Query $script:Document.Clerks).clerkGroups | ForEach-Object { $_.clerks })
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        foreach ($one in $entry.ClerkId) {
            try {
                $clerks = @(Select-VenueMatch -InputObject $all -Word $one -Property id, name)
                if (-not $clerks.Count) { throw (New-VenueErrorRecord -Code NOT_FOUND -Message "Clerk '$one' does not exist." -Remedy 'Run Get-VenueClerk to list the clerks.') }
            }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $one; continue }
            foreach ($clerk in $clerks) {
                try {
                    $is = 'not locked out now'
                    if ($clerk.locked) { $is = 'locked out' }
                    $plan = 'Unlock clerk {0} {1} ({2})' -f $clerk.id, $clerk.name, $is
                    $request = @{ Connection = $Connection; Query = $script:Document.Unlock; Variable = @{ id = $clerk.id; reason = $entry.Reason } }
                    if (-not (Confirm-VenueChange -Cmdlet $PSCmdlet -Plan $plan -Caption 'Unlock a clerk' @request)) { continue }
                    $data = Invoke-VenueDocument @request
                }
                catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $clerk.id; continue }
                ConvertTo-VenueObject -InputObject $data.result -TypeName Clerk
            }
        }
    }
}
