#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeAll {
    $project = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))
    Import-Module (Join-Path $project 'scripts/VenueControl') -Force
    function Get-Fault([hashtable]$Extension) {
        $fault = [pscustomobject]@{ message = 'No.'; extensions = [pscustomobject]$Extension }
        InModuleScope VenueControl -Parameters @{ Fault = $fault } { ConvertTo-VenueFault -Fault $Fault }
    }
}

Describe 'An error of the server' -Tag Quick {
    It 'keeps its message and remedy' {
        $fault = Get-Fault @{ code = 'CODE_USED'; remedy = 'Request a new code. A code works once.' }
        "$fault" | Should -Be 'No.'
        $fault.ErrorDetails.RecommendedAction | Should -Be 'Request a new code. A code works once.'
    }
}

Describe 'A refusal' -Tag Quick {
    It 'names who may grant it, and the very command that they run' {
        $input = [pscustomobject]@{ securityGroupId = '4'; permission = 'AUDIT_VIEW'; reason = 'asked for by clerk 5' }
        $fault = Get-Fault @{ code = 'FORBIDDEN'; remedy = 'Ask a clerk of Administrators.'; gate = 'PERMISSION'; grantableBy = @('Administrators'); grantPermission = [pscustomobject]@{ variables = [pscustomobject]@{ input = $input } } }
        "$fault" | Should -Be 'No.'
        $fault.ErrorDetails.RecommendedAction | Should -Be "Ask a clerk of Administrators to run: Grant-VenuePermission 4 AUDIT_VIEW -Reason 'asked for by clerk 5'"
    }
    It 'that no one can lift keeps the remedy of the server' {
        $fault = Get-Fault @{ code = 'FORBIDDEN'; remedy = 'Run venue-control clerk unlock 1.'; gate = 'HIERARCHY'; grantableBy = @() }
        $fault.ErrorDetails.RecommendedAction | Should -Be 'Run venue-control clerk unlock 1.'
    }
}

Describe 'A document' -Tag Quick {
    It 'is asked about by @whatIf on its mutations, and on nothing else: <Query>' -ForEach @(
        @{ Query = 'mutation { signOut }'; Asked = 'mutation @whatIf { signOut }' }
        @{ Query = 'mutation M($a: In = { b: "{" }, $c: [ID!] = ["}"]) @x { f(a: { b: 1 }) { id } }'; Asked = 'mutation M($a: In = { b: "{" }, $c: [ID!] = ["}"]) @x @whatIf { f(a: { b: 1 }) { id } }' }
        @{ Query = "# mutation { a }`nquery mutation { a } mutation query { b } fragment mutation on Mutation { c }"; Asked = "# mutation { a }`nquery mutation { a } mutation query @whatIf { b } fragment mutation on Mutation { c }" }
        @{ Query = 'mutation A($t: String = """a " { \""" """) { a } mutation B { b }'; Asked = 'mutation A($t: String = """a " { \""" """) @whatIf { a } mutation B @whatIf { b }' }
        @{ Query = '{ mutation }'; Asked = $null }
        @{ Query = 'query mutation { mutation { id } }'; Asked = $null }
        @{ Query = 'mutation'; Asked = $null }
    ) {
        InModuleScope VenueControl -Parameters @{ Query = $Query } { Add-VenueWhatIf -Query $Query } | Should -Be $Asked
    }
}

Describe 'An error in each view' -Tag Quick {
    BeforeAll {
        function Get-Shown([string]$View) {
            InModuleScope VenueControl -Parameters @{ View = $View } {
                function Get-Made { [CmdletBinding()] param() $PSCmdlet.WriteError((New-VenueErrorRecord -Code NOT_FOUND -Message 'There is none.' -Remedy 'Run Get-Venue.' -Data @{ correlationId = 'c-1' } -TargetObject nope)) }
                $global:ErrorView = $View
                # It shows the newest error, whatever it is given.
                if ($View -eq 'DetailedView') { return (Get-Made -ErrorAction Continue 2>&1 | Get-Error | Out-String -Width 200) -replace "`e\[[\d;]*m" }
                try { ((Get-Made -ErrorAction Continue 2>&1 | Out-String -Width 200) -replace "`e\[[\d;]*m") } finally { $global:ErrorView = 'ConciseView' }
            }
        }
    }
    It 'says once what to do, with the correlation ID: <View>' -ForEach @(@{ View = 'ConciseView' }, @{ View = 'NormalView' }, @{ View = 'DetailedView' }) {
        $shown = Get-Shown $View
        $shown | Should -Match 'There is none\.'
        [regex]::Matches($shown, 'Run Get-Venue\.\s+Correlation ID: c-1').Count | Should -BeGreaterOrEqual 1
        if ($View -ne 'DetailedView') { [regex]::Matches($shown, 'Run Get-Venue').Count | Should -Be 1 }
    }
    It 'says category, target and code where PowerShell has room for no more' { Get-Shown CategoryView | Should -Match 'ObjectNotFound: \(nope:String\) \[Get-Made\], NOT_FOUND' }
}

Describe 'Someone to ask' -Tag Quick {
    It 'is searched for at a console only: not in a job or a remote session, nor in a runspace without a host' {
        InModuleScope VenueControl { Test-VenueInteraction } | Should -BeFalse
        foreach ($name in 'ServerRemoteHost', 'Default Host') {
            InModuleScope VenueControl -Parameters @{ Name = $name } { & { param($Host) Test-VenueInteraction } ([pscustomobject]@{ Name = $Name }) 2>$null } | Should -BeFalse
        }
    }
}

Describe 'What a session of SSH reports' {
    It 'names the connection and not an object of PowerShell: <Message>' -ForEach @{ Message = "Value cannot be null. (Parameter 'writerToWrap')" }, @{ Message = 'The SSH transport process has abruptly terminated causing this remote session to break.' } {
        $venue = [pscustomobject]@{ Name = 'bistro'; HostName = 'Bistro.example'; ComputerName = $null; Port = 2222 }
        $fault = InModuleScope VenueControl -Parameters @{ Venue = $venue; Message = $Message } { ConvertTo-VenueRemoteFault -Venue $Venue -Fault ([InvalidOperationException]::new($Message)) }
        "$fault" | Should -Be 'bistro: The SSH session did not open, or it was lost.'
        $fault.ErrorDetails.RecommendedAction | Should -BeLike '*bistro.example:2222*'
        $fault.FullyQualifiedErrorId | Should -Be UNREACHABLE
    }
    It 'gives no advice to repeat a command that may have run: sent <IsSent>' -ForEach @{ IsSent = $false }, @{ IsSent = $true } {
        foreach ($reason in 'The session ended.', [InvalidOperationException]::new("Value cannot be null. (Parameter 'writerToWrap')")) {
            $venue = [pscustomobject]@{ Name = 'bistro'; HostName = 'bistro.example'; ComputerName = $null; Port = 0 }
            $fault = InModuleScope VenueControl -Parameters @{ Venue = $venue; Reason = $reason; IsSent = $IsSent } { ConvertTo-VenueRemoteFault -Venue $Venue -Fault $Reason -IsSent:$IsSent }
            $fault.ErrorDetails.RecommendedAction -like '*Find out at the venue what happened, before *' | Should -Be $IsSent
            $fault.ErrorDetails.RecommendedAction -like '*. Then run the command for this venue again.' | Should -Be (-not $IsSent)
        }
    }
}
