function Write-VenueFailure {
    <#
    .SYNOPSIS
    Reports a caught error as the public command's own.
    .DESCRIPTION
    Without a sign-in, a server or someone to ask, nothing that follows can work: those end the command, and so does a lock, which more tries would only keep shut. Anything else is one item's fault.
    .PARAMETER Cmdlet
    The public command's $PSCmdlet.
    .PARAMETER ErrorRecord
    What was caught.
    .PARAMETER TargetObject
    What the command was working on.
    .EXAMPLE
    Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $Key
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)][Management.Automation.PSCmdlet]$Cmdlet,
        [Parameter(Mandatory = $true)][Management.Automation.ErrorRecord]$ErrorRecord,
        [object]$TargetObject
    )
    $data = $ErrorRecord.Exception.Data
    if (-not $data['code']) { $Cmdlet.ThrowTerminatingError($ErrorRecord) }
    if ($null -eq $TargetObject) { $TargetObject = $ErrorRecord.TargetObject }
    Clear-VenueErrorRecord -ErrorRecord $ErrorRecord
    $message = $ErrorRecord.Exception.Message
    # The server names its own argument, the administrator knows the parameter.
    $name = ([string]$data['argument'] -split '\.')[-1]
    if ($name -and $Cmdlet.MyInvocation.MyCommand.Parameters.ContainsKey($name)) {
        $message = $message.Replace(('The argument "{0}"' -f $data['argument']), "The value of -$($Cmdlet.MyInvocation.MyCommand.Parameters[$name].Name)")
    }
    # An exception of its own: PowerShell keeps the same one in $Error only once, and then as the inner record.
    $record = New-VenueErrorRecord -Code $data['code'] -Message $message -Remedy $data['remedy'] -Data $data -TargetObject $TargetObject
    if ($data['code'] -in 'UNAUTHENTICATED', 'UNREACHABLE', 'SIGN_IN_FAILED', 'SIGN_IN_LOCKED', 'TOO_MANY_REQUESTS', 'INTERACTION_NEEDED') { $Cmdlet.ThrowTerminatingError($record) }
    $Cmdlet.WriteError($record)
}
