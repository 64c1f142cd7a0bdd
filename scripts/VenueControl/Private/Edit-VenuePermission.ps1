function Edit-VenuePermission {
    <#
    .SYNOPSIS
    Grants or revokes tick boxes, one by one, and emits what the group then holds.
    .DESCRIPTION
    All that Grant- and Revoke-VenuePermission do; why these stay two commands stands at Invoke-VenueServiceAction.
    .PARAMETER Cmdlet
    The public command's $PSCmdlet.
    .PARAMETER Change
    Grant or Revoke: there is a document of this name, followed by Permission.
    .PARAMETER Request
    securityGroupId and reason; what else is in it goes to the server too.
    .PARAMETER Permission
    The tick boxes.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Edit-VenuePermission -Cmdlet $PSCmdlet -Change Revoke -Request @{ securityGroupId = '4'; reason = 'Audit' } -Permission AUDIT_VIEW
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param(
        [Parameter(Mandatory = $true)][Management.Automation.PSCmdlet]$Cmdlet,
        [Parameter(Mandatory = $true)][ValidateSet('Grant', 'Revoke')][string]$Change,
        [Parameter(Mandatory = $true)][hashtable]$Request,
        [Parameter(Mandatory = $true)][string[]]$Permission,
        [psobject]$Connection
    )
    $id = $Request.securityGroupId
    $preposition = @{ Grant = 'to'; Revoke = 'from' }[$Change]
    foreach ($one in $Permission) {
        try {
            $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.SecurityGroups
            $now = @($data.securityGroups | Where-Object { $_.id -eq $id })[0]
            if (-not $now) { throw (New-VenueErrorRecord -Code NOT_FOUND -Message "There is no Clerk Security Group '$id'." -Remedy 'Get-VenueSecurityGroup lists them.') }
            $held = @($now.permissions | Where-Object { $_.permission -eq $one -and $_.granted }).Count -gt 0
            $plan = '{0} {1} {2} {3} (rank {4}, {5} clerks; held now: {6})' -f $Change, $one, $preposition, $now.name, $now.rank, @($now.clerks | Where-Object { $_ }).Count, $held
            if ($Request.ContainsKey('expiresAt')) { $plan += " until $($Request.expiresAt)" }
            if (-not $Cmdlet.ShouldProcess($plan, $plan, "$Change a permission")) { continue }
            $variable = $Request.Clone()
            $variable['permission'] = $one
            $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document["${Change}Permission"] -Variable @{ input = $variable }
        }
        catch { Write-VenueFailure -Cmdlet $Cmdlet -ErrorRecord $_ -TargetObject $id; continue }
        ConvertTo-VenueObject -InputObject $data.result -TypeName SecurityGroup
    }
}
