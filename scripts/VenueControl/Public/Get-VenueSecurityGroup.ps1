function Get-VenueSecurityGroup {
    <#
    .SYNOPSIS
    Reads Clerk Security Groups, highest rank first.
    .DESCRIPTION
    With each tick box and its clerks.
    .PARAMETER Id
    Only these, by ID or name.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Get-VenueSecurityGroup
    .EXAMPLE
    (Get-VenueSecurityGroup Supervisors).Permissions
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('VenueControl.SecurityGroup')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][string[]]$Id,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.SecurityGroups }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        $groups = @($data.securityGroups)
        foreach ($one in @($Id | Where-Object { $_ -and $_ -notin @($groups.id) -and $_ -notin @($groups.name) })) {
            $PSCmdlet.WriteError((New-VenueErrorRecord -Code NOT_FOUND -Message "There is no Clerk Security Group '$one'." -Remedy 'Get-VenueSecurityGroup lists them.' -TargetObject $one))
        }
        foreach ($group in $groups) {
            if (-not $Id -or $group.id -in $Id -or $group.name -in $Id) { ConvertTo-VenueObject -InputObject $group -TypeName SecurityGroup }
        }
    }
}
