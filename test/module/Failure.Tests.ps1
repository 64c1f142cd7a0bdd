#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

BeforeAll {
    $project = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))
    Import-Module (Join-Path $project 'scripts/VenueControl') -Force
    $wording = Import-PowerShellDataFile (Join-Path $project 'scripts/VenueControl/Data/Wording.psd1')
    function Get-Said([string]$Text) { InModuleScope VenueControl -Parameters @{ Text = $Text } { ConvertTo-VenueWording -Text $Text } }
    function Get-Fault([hashtable]$Extension, [string]$Message = 'No.', [switch]$AsApi) {
        $fault = [pscustomobject]@{ message = $Message; extensions = [pscustomobject]$Extension }
        InModuleScope VenueControl -Parameters @{ Fault = $fault; AsApi = $AsApi } { ConvertTo-VenueFault -Fault $Fault -AsApi:$AsApi }
    }
}

Describe 'What the server says' {
    It 'is known word for word, where a sentence of it is replaced' {
        $sources = (Get-ChildItem (Join-Path $project 'src') -Recurse -Include *.ts | Get-Content -Raw) -join "`n"
        foreach ($sentence in $wording.Sentence.Keys) { $sources.Contains($sentence) | Should -BeTrue -Because $sentence }
    }
    It 'sends nobody to the API: every remedy of the catalogue, in PowerShell''s words' {
        $table = ((Get-Content (Join-Path $project 'docs/errors.md') -Raw) -split '<!-- /?errors')[1]
        $rows = $table -split "`n" | Where-Object { $_ -match '^\| `[A-Z_]+` \|' }
        $rows.Count | Should -BeGreaterThan 60
        foreach ($row in $rows) {
            $code, $message, $remedy = ($row -split ' \| ').Trim('| ')
            # These speak of documents, to whoever writes one.
            if ($code -match 'GRAPHQL_|IDEMPOTENCY|DOCUMENT_|BAD_REQUEST') { continue }
            $said = (Get-Said $message) + ' ' + (Get-Said $remedy) -replace '(Get|Set|Test|Run|Invoke|Connect|Wait|Stop|Request)-Venue\w*( \w+)?|-[A-Z]\w+|OnPrem|BackOffice' -replace 'swiftpos|GraphQL document'
            $said | Should -Not -CMatch '\b[a-z]+[A-Z]\w*|\{|grantableBy|GraphQL|Bearer|fingerprint|sync diagnosis' -Because $code
        }
    }
    It 'has its names replaced by those of commands and parameters' {
        Get-Said 'The argument "input.expiresAt" is not valid.' | Should -Be 'The argument -ExpiresAt is not valid.'
        Get-Said 'The argument "upTo" must be a number.' | Should -Be 'The argument -UpTo must be a number.'
        Get-Said 'Leave expiresAt out or name a later one. revokePermission takes it away.' | Should -Be 'Leave -ExpiresAt out or name a later one. Revoke-VenuePermission takes it away.'
    }
    It 'stays as it is for whoever writes documents' {
        (Get-Fault @{ code = 'BAD_USER_INPUT'; remedy = 'Correct the named argument and send it again.' } 'The argument "key" is not valid.' -AsApi).ErrorDetails.RecommendedAction | Should -Be 'Correct the named argument and send it again.'
    }
}

Describe 'A refusal' {
    It 'names who may grant it, and the very command that they run' {
        $input = [pscustomobject]@{ securityGroupId = '4'; permission = 'AUDIT_VIEW'; reason = 'asked for by clerk 5' }
        $fault = Get-Fault @{ code = 'FORBIDDEN'; remedy = 'Ask somebody in a group named in grantableBy.'; gate = 'PERMISSION'; grantableBy = @('Administrators'); grantPermission = [pscustomobject]@{ variables = [pscustomobject]@{ input = $input } } }
        "$fault" | Should -Be 'No. (gate PERMISSION; grantable by: Administrators)'
        $fault.ErrorDetails.RecommendedAction | Should -Be "Ask a clerk of Administrators to run: Grant-VenuePermission 4 AUDIT_VIEW -Reason 'asked for by clerk 5'"
    }
    It 'that nobody can lift names nobody, and asks nobody' {
        $fault = Get-Fault @{ code = 'FORBIDDEN'; remedy = 'No group may: only the local command can.'; gate = 'HIERARCHY'; grantableBy = @() }
        "$fault" | Should -Be 'No. (gate HIERARCHY)'
        $fault.ErrorDetails.RecommendedAction | Should -Be 'No group may: only the local command can.'
    }
}

Describe 'A document' {
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

Describe 'An error in each view' {
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

Describe 'Somebody to ask' {
    It 'is looked for at a console only: not in a job or a remote session, nor in a runspace without a host' {
        InModuleScope VenueControl { Test-VenueInteraction } | Should -BeFalse
        foreach ($name in 'ServerRemoteHost', 'Default Host') {
            InModuleScope VenueControl -Parameters @{ Name = $name } { & { param($Host) Test-VenueInteraction } ([pscustomobject]@{ Name = $Name }) 2>$null } | Should -BeFalse
        }
    }
}
