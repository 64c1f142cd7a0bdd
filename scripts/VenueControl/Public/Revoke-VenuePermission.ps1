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
        $request = @{ securityGroupId = $SecurityGroupId; reason = $Reason }
        Edit-VenuePermission -Cmdlet $PSCmdlet -Change Revoke -Request $request -Permission $Permission -Connection $Connection
    }
}
