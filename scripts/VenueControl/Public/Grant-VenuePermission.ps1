function Grant-VenuePermission {
    <#
    .SYNOPSIS
    Grants permissions to a Clerk Security Group.
    .DESCRIPTION
    Your group must rank above it and have the permission itself. Needs CLERK_SECURITY_EDIT, and your PIN when the sign-in is older than five minutes.
    .PARAMETER SecurityGroupId
    The group: its ID or its name; several by wildcards. Prompted for if omitted.
    .PARAMETER Permission
    The permissions, e.g. SERVICES_VIEW, in any case and by wildcards. Prompted for if omitted.
    .PARAMETER Reason
    Why, for the audit log. Prompted for if omitted; required in unattended use.
    .PARAMETER ExpiresAt
    When the grant expires; default: never.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Grant-VenuePermission 4 SERVICES_CONTROL -Reason 'Night shift'

    Grants the permission without an expiry.
    .EXAMPLE
    Grant-VenuePermission Support SERVICES_CONTROL -ExpiresAt (Get-Date).AddDays(3) -Reason 'Weekend'

    Grants it for three days; it expires automatically.
    .EXAMPLE
    Get-VenueSecurityGroup Support | Grant-VenuePermission -Permission METRICS_VIEW -Reason 'Monitoring' -WhatIf

    Shows what would be done, or why it would be refused.
    .INPUTS
    The Id of groups, e.g. from Get-VenueSecurityGroup; rows with SecurityGroupId, Permission and Reason, e.g. from Import-Csv.
    .OUTPUTS
    VenueControl.SecurityGroup, with its new permissions.
    .LINK
    Revoke-VenuePermission
    .LINK
    Get-VenueSecurityGroup
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType('VenueControl.SecurityGroup')]
    param(
        [Parameter(Position = 0, ValueFromPipelineByPropertyName = $true)][Alias('Id', 'Name')][ValidateNotNullOrEmpty()][SupportsWildcards()][string]$SecurityGroupId,
        [Parameter(Position = 1, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Permission,
        [Parameter(ValueFromPipelineByPropertyName = $true)][ValidateLength(1, 500)][string]$Reason,
        [Parameter(ValueFromPipelineByPropertyName = $true)]$ExpiresAt,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $entry = [ordered]@{ SecurityGroupId = $SecurityGroupId; Permission = $Permission; Reason = $Reason }
        $extra = @{}
        try { if ($ExpiresAt) { $extra['expiresAt'] = ConvertTo-VenueTime -Name ExpiresAt -Value $ExpiresAt } }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        Edit-VenuePermission -Cmdlet $PSCmdlet -Change Grant -Entry $entry -Extra $extra -Connection $Connection
    }
}
