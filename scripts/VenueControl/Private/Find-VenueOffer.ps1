function Find-VenueOffer {
    <#
    .SYNOPSIS
    What the server has to complete an argument with: Id, Name and Tip of each, of operations State and Choices too.
    .DESCRIPTION
    One small query, for 1 s at most; emits nothing for what this clerk may not see.
    .PARAMETER Kind
    Which words.
    .EXAMPLE
    Find-VenueOffer -Kind Clerk
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param([Parameter(Mandatory = $true)][string]$Kind)
    $query = @{
        Service = '{ found: services { key displayName status startMode health } }'
        Permission = '{ viewer { found: effectivePermissions { permission path why } } }'
        SecurityGroup = '{ found: securityGroups { id name rank permissions { permission granted } clerks { name } } }'
        Operation = '{ operations(first: 50) { found: edges { node { id kind state summary requestedByName failure { choices { name title consequence } } } } } }'
        Location = '{ venue { found: locationGroups { name locations { id name activated } } } }'
        Clerk = '{ found: clerkGroups { name clerks { id name locked securityGroup { name } } } }'
        ApiToken = '{ found: apiTokens { id name permissions expiresAt createdByName } }'
        Alert = '{ operations: alerts(state: OPEN) { found: edges { node { id code message } } } }'
        OnboardingCheck = '{ operations: onboardingPlan { found: checks { code title detail outcome overridable } } }'
        ResyncCheck = '{ operations: resyncPlan { found: checks { code title detail outcome overridable } } }'
        CompanyName = '{ found: venue { companyName customerNumber } }'
    }[$Kind]
    $data = (Send-VenueRequest -Connection $script:DefaultConnection -Query $query -TimeoutSeconds 1).data
    if (-not $data) { return }
    $holder = $data
    foreach ($name in 'viewer', 'operations', 'venue') { if ($data.PSObject.Properties[$name]) { $holder = $data.$name } }
    $rows = @($holder.found | Where-Object { $_ })
    foreach ($one in $rows) {
        switch ($Kind) {
            'Service' { @{ Id = $one.key; Name = $one.displayName; Tip = '{0}: {1}, {2}, {3}' -f $one.displayName, $one.status, $one.startMode, $one.health } }
            'Permission' { @{ Id = $one.permission; Name = $one.permission; Tip = '{0}. You: {1}' -f $one.path, $one.why } }
            'SecurityGroup' {
                $held = @($one.permissions | Where-Object { $_.granted } | ForEach-Object { $_.permission }) -join ', '
                @{ Id = $one.id; Name = $one.name; Tip = '{0}, rank {1}: {2}. Clerks: {3}' -f $one.name, $one.rank, $held, (@($one.clerks | ForEach-Object { $_.name }) -join ', ') }
            }
            'Operation' {
                $choices = @()
                if ($one.node.failure) { $choices = @($one.node.failure.choices | ForEach-Object { @{ Id = $_.name; Name = $_.name; Tip = '{0} {1}' -f $_.title, $_.consequence } }) }
                @{ Id = $one.node.id; Name = $one.node.id; State = $one.node.state; Choices = $choices; Tip = '{0} {1} by {2}: {3}' -f $one.node.state, $one.node.kind, $one.node.requestedByName, $one.node.summary }
            }
            'Location' {
                foreach ($location in @($one.locations)) {
                    $is = switch ($location.activated) { $true { 'activated' } $false { 'not activated' } default { 'activation not known' } }
                    @{ Id = $location.id; Name = $location.name; Tip = '{0} ({1}), {2}' -f $location.name, $one.name, $is }
                }
            }
            'Clerk' {
                foreach ($clerk in @($one.clerks)) {
                    $group = 'no Clerk Security Group'
                    if ($clerk.securityGroup) { $group = $clerk.securityGroup.name }
                    @{ Id = $clerk.id; Name = $clerk.name; Tip = '{0}, {1}{2}' -f $clerk.name, $group, $(if ($clerk.locked) { ', locked out' }) }
                }
            }
            'Alert' { @{ Id = $one.node.id; Name = $one.node.code; Tip = $one.node.message } }
            { $_ -in 'OnboardingCheck', 'ResyncCheck' } { if ($one.overridable) { @{ Id = $one.code; Name = $one.code; Tip = '{0} {1}: {2}' -f $one.outcome, $one.title, $one.detail } } }
            'CompanyName' { @{ Id = $one.companyName; Name = $one.companyName; Tip = $one.customerNumber } }
            'ApiToken' { @{ Id = $one.id; Name = $one.name; Tip = '{0}, by {1}, until {2}: {3}' -f $one.name, $one.createdByName, $one.expiresAt, ($one.permissions -join ', ') } }
        }
    }
}
