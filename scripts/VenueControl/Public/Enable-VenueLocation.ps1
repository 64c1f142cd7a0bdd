function Enable-VenueLocation {
    <#
    .SYNOPSIS
    Activates locations in the cloud and waits until they are active.
    .DESCRIPTION
    Starts one operation for each location; with -AsJob, one for all of them. Needs CLOUD_CONNECTIVITY_LOCATIONS and access to the locations.
    .PARAMETER Id
    The locations: ID or name; several, by wildcards, or from the pipeline. Prompted for if omitted.
    .PARAMETER AsJob
    Emits a job that waits. The result of the job is the operation, or the error that the command would have written.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Enable-VenueLocation 1

    Activates one location and waits until it is active.
    .EXAMPLE
    Enable-VenueLocation Bis* -WhatIf

    Shows which locations have a name that begins so.
    .EXAMPLE
    Get-VenueLocation | Where-Object Activated -eq $false | Enable-VenueLocation

    Activates all locations that are not active yet.
    .INPUTS
    The Id of locations, e.g. from Get-VenueLocation.
    .OUTPUTS
    VenueControl.Operation, with its final state; a job with -AsJob.
    .LINK
    Get-VenueLocation
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType('VenueControl.Operation', [Management.Automation.Job])]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][Alias('Name')][ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Id,
        [switch]$AsJob,
        [ValidateNotNull()][psobject]$Connection
    )
    begin {
        Copy-VenuePreference -Cmdlet $PSCmdlet
        $together = New-Object Collections.ArrayList
    }
    process {
        try { $entry = Complete-VenueEntry -Cmdlet $PSCmdlet -Entry ([ordered]@{ Id = $Id }) -Connection $Connection }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
        foreach ($word in $entry.Id) {
            try { $locations = @(Select-VenueLocation -Word $word -Connection $Connection) }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $word; continue }
            foreach ($location in $locations) {
                $plan = "Activate location $($location.Id) $($location.Name) in swiftpos Cloud"
                $request = @{ Connection = $Connection; Query = $script:Document.Activate; Variable = @{ ids = @($location.Id) } }
                try {
                    if (-not (Confirm-VenueChange -Cmdlet $PSCmdlet -Plan $plan -Caption 'Activate a location' @request)) { continue }
                    if ($AsJob) { [void]$together.Add($location.Id); continue }
                    $operation = Complete-VenueOperation -Id (Invoke-VenueDocument @request).result.id -Connection $Connection
                }
                catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $location.Id; continue }
                $operation
            }
        }
    }
    end {
        if (-not $together.Count) { return }
        try { $job = Start-VenueWaitJob -Id (Invoke-VenueDocument -Connection $Connection -Query $script:Document.Activate -Variable @{ ids = $together.ToArray() }).result.id -MustSucceed -Connection $Connection }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $together.ToArray(); return }
        $job
    }
}
