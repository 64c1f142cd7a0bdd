function Edit-VenuePermission {
    <#
    .SYNOPSIS
    Grants or revokes permissions, one by one, and emits what the group then holds.
    .DESCRIPTION
    All that Grant- and Revoke-VenuePermission do; why these stay two commands is at Invoke-VenueServiceAction.
    .PARAMETER Cmdlet
    The public command's $PSCmdlet.
    .PARAMETER Change
    Grant or Revoke: there is a document of this name, followed by Permission.
    .PARAMETER Entry
    SecurityGroupId, Permission and Reason, as given.
    .PARAMETER Extra
    What else the server is sent.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Edit-VenuePermission -Cmdlet $PSCmdlet -Change Revoke -Entry ([ordered]@{ SecurityGroupId = '4'; Permission = 'AUDIT_VIEW'; Reason = 'Audit' })
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param(
        [Parameter(Mandatory = $true)][Management.Automation.PSCmdlet]$Cmdlet,
        [Parameter(Mandatory = $true)][ValidateSet('Grant', 'Revoke')][string]$Change,
        [Parameter(Mandatory = $true)][Collections.IDictionary]$Entry,
        [hashtable]$Extra = @{},
        [psobject]$Connection
    )
    try {
        $whole = Complete-VenueEntry -Cmdlet $Cmdlet -Entry $Entry -Presence -Connection $Connection
        $groups = @(Select-VenueGroup -Word $whole.SecurityGroupId -Connection $Connection)
    }
    catch { Write-VenueFailure -Cmdlet $Cmdlet -ErrorRecord $_ -TargetObject $Entry['SecurityGroupId']; return }
    $permissions = foreach ($word in $whole.Permission) {
        try { Select-VenueValue -Kind Permission -Word $word }
        catch { Write-VenueFailure -Cmdlet $Cmdlet -ErrorRecord $_ -TargetObject $word }
    }
    $preposition = @{ Grant = 'to'; Revoke = 'from' }[$Change]
    foreach ($group in $groups) {
        foreach ($one in $permissions) {
            try {
                $held = 'no'
                if (@($group.permissions | Where-Object { $_.permission -eq $one -and $_.granted }).Count) { $held = 'yes' }
                $plan = '{0} {1} {2} {3} (rank {4}, {5} clerks; has it now: {6})' -f $Change, $one, $preposition, $group.name, $group.rank, @($group.clerks | Where-Object { $_ }).Count, $held
                if ($Extra.ContainsKey('expiresAt')) { $plan += ' until {0:g}' -f $Extra.expiresAt }
                $request = @{ Connection = $Connection; Query = $script:Document["${Change}Permission"]; Variable = @{ input = @{ securityGroupId = $group.id; permission = $one; reason = $whole.Reason } + $Extra } }
                if (-not (Confirm-VenueChange -Cmdlet $Cmdlet -Plan $plan -Caption "$Change a permission" @request)) { continue }
                $data = Invoke-VenueDocument @request
            }
            catch { Write-VenueFailure -Cmdlet $Cmdlet -ErrorRecord $_ -TargetObject $one; continue }
            ConvertTo-VenueObject -InputObject $data.result -TypeName SecurityGroup
        }
    }
}
