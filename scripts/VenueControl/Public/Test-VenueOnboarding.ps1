function Test-VenueOnboarding {
    <#
    .SYNOPSIS
    Reads the onboarding plan: checks, steps, and whether it is ready.
    .DESCRIPTION
    Changes nothing. Each step shows the PowerShell command that it will run, without secrets.
    Needs CLOUD_CONNECTIVITY_ONBOARD.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Test-VenueOnboarding

    Shows the kind of onboarding, the checks and the steps.
    .EXAMPLE
    (Test-VenueOnboarding).Checks | Where-Object Outcome -ne PASS

    Shows only the checks that do not pass.
    .EXAMPLE
    (Test-VenueOnboarding).Steps

    Shows the steps in order.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.OnboardingPlan, with Checks and Steps.
    .LINK
    Register-Venue
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.OnboardingPlan')]
    param(
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.OnboardingPlan }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        ConvertTo-VenueObject -InputObject $data.onboardingPlan -TypeName OnboardingPlan
    }
}
