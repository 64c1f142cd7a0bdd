function Revoke-VenuePermission {
    <#
    .SYNOPSIS
    Revokes tick boxes from a Clerk Security Group.
    .DESCRIPTION
    Your group must rank above it and hold the tick box itself. Needs your PIN when the sign-in is older than five minutes.
    .PARAMETER SecurityGroupId
    The group, e.g. from Get-VenueSecurityGroup.
    .PARAMETER Permission
    The tick boxes, e.g. SERVICES_VIEW.
    .PARAMETER Reason
    Why, for the audit trail.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Revoke-VenuePermission 4 SERVICES_CONTROL -Reason 'Night shift'
    .EXAMPLE
    Get-VenueSecurityGroup Support | Revoke-VenuePermission -Permission AUDIT_VIEW -Reason 'Audit' -WhatIf
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High', PositionalBinding = $false)]
    [OutputType('VenueControl.SecurityGroup')]
    param(
        [Parameter(Mandatory = $true, Position = 0, ValueFromPipelineByPropertyName = $true)][Alias('Id')][string]$SecurityGroupId,
        [Parameter(Mandatory = $true, Position = 1)][ValidateNotNullOrEmpty()][string[]]$Permission,
        [Parameter(Mandatory = $true)][ValidateLength(1, 500)][string]$Reason,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        foreach ($one in $Permission) {
            $group = $null
            try {
                $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.SecurityGroups
                $now = @($data.securityGroups | Where-Object { $_.id -eq $SecurityGroupId })[0]
                if (-not $now) { throw (New-VenueErrorRecord -Code NOT_FOUND -Message "There is no Clerk Security Group '$SecurityGroupId'." -Remedy 'Get-VenueSecurityGroup lists them.') }
                $held = @($now.permissions | Where-Object { $_.permission -eq $one -and $_.granted }).Count -gt 0
                $plan = 'Revoke {0} from {1} (rank {2}, {3} clerks; held now: {4})' -f $one, $now.name, $now.rank, @($now.clerks | Where-Object { $_ }).Count, $held
                $request = @{ securityGroupId = $SecurityGroupId; permission = $one; reason = $Reason }
                if (-not $PSCmdlet.ShouldProcess($plan, $plan, 'Revoke a permission')) { continue }
                $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.RevokePermission -Variable @{ input = $request }
                $group = ConvertTo-VenueObject -InputObject $data.result -TypeName SecurityGroup
            }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $SecurityGroupId; continue }
            $group
        }
    }
}
