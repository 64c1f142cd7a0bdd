function Get-VenueOperation {
    <#
    .SYNOPSIS
    Reads operations, newest first, or those with the given IDs.
    .DESCRIPTION
    Without SERVICES_VIEW you see only operations that you started.
    .PARAMETER Id
    Only these.
    .PARAMETER First
    How many.
    .PARAMETER Kind
    Only these kinds, in any case and by wildcards.
    .PARAMETER State
    Only these states, in any case and by wildcards.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Get-VenueOperation -First 5

    Shows the last five operations.
    .EXAMPLE
    Get-VenueOperation -State RUNNING

    Shows the running operations.
    .EXAMPLE
    Get-VenueOperation -Id $id

    Shows one operation. Pipe it to Format-List to see its steps.
    .INPUTS
    The Id of operations.
    .OUTPUTS
    VenueControl.Operation, with Steps and Failure.
    .LINK
    Wait-VenueOperation
    .LINK
    Stop-VenueOperation
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', PositionalBinding = $false)]
    [OutputType('VenueControl.Operation')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][string[]]$Id,
        [ValidateRange(1, 200)][int]$First = 20,
        [ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$Kind,
        [ValidateNotNullOrEmpty()][SupportsWildcards()][string[]]$State,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        if (-not $Id) {
            $variable = @{ first = $First }
            try {
                if ($Kind) { $variable['kinds'] = @(Select-VenueValue -Kind Kind -Word $Kind) }
                if ($State) { $variable['states'] = @(Select-VenueValue -Kind State -Word $State) }
                $data = Invoke-VenueDocument -Connection $Connection -Query $script:Document.Operations -Variable $variable
            }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_; return }
            foreach ($edge in @($data.operations.edges)) { ConvertTo-VenueObject -InputObject $edge.node -TypeName Operation }
            return
        }
        foreach ($one in $Id) {
            try { $operation = Get-VenueOperationById -Id $one -Connection $Connection }
            catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $one; continue }
            $operation
        }
    }
}
