function Enable-VenueLocation {
    <#
    .SYNOPSIS
    Activates locations in the cloud and waits for it.
    .DESCRIPTION
    One operation each.
    .PARAMETER Id
    The locations. Asked for when missing.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    Enable-VenueLocation 1
    .EXAMPLE
    Get-VenueLocation | Where-Object Activated -eq $false | Enable-VenueLocation
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType('VenueControl.Operation')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][string[]]$Id,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try { $entry = Complete-VenueEntry -Cmdlet $PSCmdlet -Entry ([ordered]@{ Id = $Id }) -Connection $Connection }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        foreach ($one in $entry.Id) {
            $plan = "Activate location $one in swiftpos Cloud"
            $request = @{ Connection = $Connection; Query = $script:Document.Activate; Variable = @{ ids = @($one) } }
            try {
                if (-not (Confirm-VenueChange -Cmdlet $PSCmdlet -Plan $plan -Caption 'Activate a location' @request)) { continue }
                $data = Invoke-VenueDocument @request
                $operation = Complete-VenueOperation -Id $data.result.id -Connection $Connection
            }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $one; continue }
            $operation
        }
    }
}
