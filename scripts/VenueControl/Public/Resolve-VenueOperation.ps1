function Resolve-VenueOperation {
    <#
    .SYNOPSIS
    Decides what an operation in NEEDS_ATTENTION asks.
    .DESCRIPTION
    Its failure names the choices, and what follows from each; Tab completes them. Needs your PIN when the sign-in is older than five minutes.
    .PARAMETER Id
    The operation; several, or from the pipeline. Asked for when missing.
    .PARAMETER Choice
    The name of one of its choices, in any case. Asked for when missing.
    .PARAMETER Reason
    Why, for the audit log. Asked for when missing, needed without a person.
    .PARAMETER Connection
    The connection to use; default this runspace's, made by Connect-VenueControl.
    .EXAMPLE
    (Get-VenueOperation -Id $id).Failure.Choices

    Shows what can be chosen.
    .EXAMPLE
    Resolve-VenueOperation -Id $id -Choice abandon -Reason 'swiftpos says the code was not redeemed'

    Shows what follows from it, asks for a confirmation, and chooses.
    .INPUTS
    The Id of operations, e.g. from Get-VenueOperation.
    .OUTPUTS
    VenueControl.Operation, as each then is.
    .LINK
    Get-VenueOperation
    .LINK
    Wait-VenueOperation
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High', PositionalBinding = $false)]
    [OutputType('VenueControl.Operation')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][string[]]$Id,
        [Parameter(Position = 1)][ValidateNotNullOrEmpty()][string]$Choice,
        [ValidateLength(1, 500)][string]$Reason,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $entry = [ordered]@{ Id = $Id; Choice = $Choice; Reason = $Reason }
        Edit-VenueOperation -Cmdlet $PSCmdlet -Action Resolve -Caption 'Decide what an operation asks' -Entry $entry -Presence -Connection $Connection
    }
}
