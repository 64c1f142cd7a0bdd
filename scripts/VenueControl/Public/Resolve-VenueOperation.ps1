function Resolve-VenueOperation {
    <#
    .SYNOPSIS
    Resolves an operation in NEEDS_ATTENTION with one of its choices.
    .DESCRIPTION
    Its failure lists the choices and their consequences; Tab completes them. Needs your PIN when the sign-in is older than five minutes.
    .PARAMETER Id
    The operation; several, or from the pipeline. Prompted for if omitted.
    .PARAMETER Choice
    The name of one of its choices, in any case. Prompted for if omitted.
    .PARAMETER Reason
    Why, for the audit log. Prompted for if omitted; required in unattended use.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    (Get-VenueOperation -Id $id).Failure.Choices

    Lists the choices.
    .EXAMPLE
    Resolve-VenueOperation -Id $id -Choice give-up -Reason 'swiftpos says the code was not redeemed'

    Shows the consequence of the choice, prompts for confirmation, and submits it.
    .INPUTS
    The Id of operations, e.g. from Get-VenueOperation.
    .OUTPUTS
    VenueControl.Operation, with its new state.
    .LINK
    Get-VenueOperation
    .LINK
    Wait-VenueOperation
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'High', PositionalBinding = $false)]
    [OutputType('VenueControl.Operation')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][string[]]$Id,
        [Parameter(Position = 1, ValueFromPipelineByPropertyName = $true)][ValidateNotNullOrEmpty()][string]$Choice,
        [ValidateLength(1, 500)][string]$Reason,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $entry = [ordered]@{ Id = $Id; Choice = $Choice; Reason = $Reason }
        Edit-VenueOperation -Cmdlet $PSCmdlet -Action Resolve -Caption 'Resolve an operation' -Entry $entry -Presence -Connection $Connection
    }
}
