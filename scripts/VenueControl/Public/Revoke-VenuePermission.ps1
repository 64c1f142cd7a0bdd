function Revoke-VenuePermission {
    <#
    .SYNOPSIS
    Revokes tick boxes from a Clerk Security Group.
    .DESCRIPTION
    Your group must rank above it and hold the tick box itself. Needs your PIN when the sign-in is older than five minutes.
    .PARAMETER SecurityGroupId
    The group: its ID or its name; several by wildcards. Asked for when missing.
    .PARAMETER Permission
    The tick boxes, e.g. SERVICES_VIEW, in any case and by wildcards. Asked for when missing.
    .PARAMETER Reason
    Why, for the audit log. Asked for when missing, needed without a person.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Revoke-VenuePermission 4 SERVICES_CONTROL -Reason 'Night shift'

    Clears a tick box, after a confirmation.
    .EXAMPLE
    Get-VenueSecurityGroup Support | Revoke-VenuePermission -Permission AUDIT_VIEW -Reason 'Audit' -WhatIf

    Says what would be done, or why it would be refused.
    .INPUTS
    The Id of groups, e.g. from Get-VenueSecurityGroup.
    .OUTPUTS
    VenueControl.SecurityGroup, as it then is.
    .LINK
    Grant-VenuePermission
    .LINK
    Get-VenueSecurityGroup
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High', PositionalBinding = $false)]
    [OutputType('VenueControl.SecurityGroup')]
    param(
        [Parameter(Position = 0, ValueFromPipelineByPropertyName = $true)][Alias('Id')][ValidateNotNullOrEmpty()][SupportsWildcards()][string]$SecurityGroupId,
        [Parameter(Position = 1)][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Permission,
        [ValidateLength(1, 500)][string]$Reason,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $entry = [ordered]@{ SecurityGroupId = $SecurityGroupId; Permission = $Permission; Reason = $Reason }
        Edit-VenuePermission -Cmdlet $PSCmdlet -Change Revoke -Entry $entry -Connection $Connection
    }
}
