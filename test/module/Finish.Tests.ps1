#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeAll {
    Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../scripts/VenueControl'))) -Force
    $connection = [pscustomobject]@{ Uri = [uri]'http://127.0.0.1:9/'; Token = $null }
}

Describe 'Register-Venue without a person and without a code' -Tag Quick {
    BeforeEach {
        $sent = [Collections.Generic.List[string]]::new()
        $needsCode = $false
        Mock -ModuleName VenueControl Confirm-VenuePlanReady { }
        Mock -ModuleName VenueControl Format-VenuePlan { 'The plan' }
        Mock -ModuleName VenueControl ConvertTo-VenueObject { if ($TypeName -eq 'OnboardingPlan') { [pscustomobject]@{ Case = 'RE_ESTABLISH'; NeedsCode = $needsCode; Fingerprint = 'f' } } else { $InputObject } }
        Mock -ModuleName VenueControl Invoke-VenueDocument {
            $sent.Add(($Query -split '[ ({]')[1])
            [pscustomobject]@{
                venue = [pscustomobject]@{ customerNumber = '10482213'; companyName = 'Harbour View Hotel' }
                onboardingPlan = [pscustomobject]@{ }
                finishOnboarding = [pscustomobject]@{ id = 'finished' }
            }
        }
    }
    It 'finishes an onboarding whose plan needs no code' {
        (Register-Venue 10482213 -NoWait -Confirm:$false -Connection $connection -ErrorAction Stop).id | Should -Be finished
        $sent | Should -Contain FinishOnboarding
    }
    It 'names the code where the plan needs one, and has none mailed' {
        $needsCode = $true
        { Register-Venue 10482213 -NoWait -Confirm:$false -Connection $connection -ErrorAction Stop } |
            Should -Throw "This session can't prompt, and these values are missing: AuthenticationCode." -ErrorId 'INTERACTION_NEEDED,Register-Venue'
        $sent | Should -Not -Contain RequestCode
        $sent.Count | Should -Be 2
    }
}
