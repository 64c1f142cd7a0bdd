function Test-VenueHealth {
    <#
    .SYNOPSIS
    Checks the control plane and its parts.
    .DESCRIPTION
    Needs no sign-in. Without a connection it queries the control plane of this machine.
    .PARAMETER Quiet
    Emits only whether all is OK.
    .PARAMETER Uri
    The address of the control plane if there is no connection; default as Connect-VenueControl.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Test-VenueHealth

    Shows the status of the server and of each part, and since when.
    .EXAMPLE
    if (-not (Test-VenueHealth -Quiet)) { 'Check it.' }

    Suits a monitoring tool: also false if the control plane does not respond.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.Health: Status, Version, StartedAt, Parts; a Boolean with -Quiet.
    .LINK
    Connect-VenueControl
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.Health', [bool])]
    param(
        [switch]$Quiet,
        [uri]$Uri,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try {
            $to = $Connection
            if ($Uri -or (-not $to -and -not $script:DefaultConnection)) { $to = New-Object psobject -Property @{ Uri = (Resolve-VenueUri -Uri $Uri); Token = $null } }
            $data = Invoke-VenueDocument -Connection $to -Query $script:Document.Health -TimeoutSeconds 10
        }
        catch {
            if (-not $Quiet -or $_.Exception.Data['code'] -ne 'UNREACHABLE') { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
            Clear-VenueErrorRecord -ErrorRecord $_
            Write-Verbose $_.Exception.Message
            return $false
        }
        if ($Quiet) { return $data.health.status -eq 'OK' }
        ConvertTo-VenueObject -InputObject $data.health -TypeName Health
    }
}
