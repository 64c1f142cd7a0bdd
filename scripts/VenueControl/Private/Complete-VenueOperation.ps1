function Complete-VenueOperation {
    <#
    .SYNOPSIS
    Waits for an operation that a command has started; throws when it did not succeed.
    .DESCRIPTION
    The error lists what was rolled back and what was not.
    .PARAMETER Id
    The operation.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Complete-VenueOperation -Id $id
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param([Parameter(Mandatory = $true)][string]$Id, [psobject]$Connection)
    $operation = Wait-VenueOperationEnd -Id $Id -Connection $Connection -StopAt AWAITING_APPROVAL, SCHEDULED
    if ($operation.State -eq 'AWAITING_APPROVAL') { Write-Warning "Operation $Id awaits approval by a second person." }
    if ($operation.State -notin 'FAILED', 'CANCELLED', 'NEEDS_ATTENTION') { return $operation }
    $code = [string]$operation.State
    $remedy = "Run Get-VenueOperation -Id $Id to read what happened."
    $message = [string]$operation.Summary
    $failure = $operation.Failure
    if ($failure) {
        $code = $failure.Code
        if ($failure.Remedy) { $remedy = $failure.Remedy }
        $message = '{0}: {1}' -f $operation.State, $failure.Message
        if ($failure.Cause) { $message += ' Cause: ' + $failure.Cause }
        if (@($failure.Restored).Count) { $message += ' Rolled back: ' + ($failure.Restored -join ' ') }
        if (@($failure.NotRestored).Count) { $message += ' Not rolled back: ' + ($failure.NotRestored -join ' ') }
        if (-not (@($failure.Restored).Count + @($failure.NotRestored).Count)) { $message += ' No changes remain.' }
    }
    throw (New-VenueErrorRecord -Code $code -Message $message -Remedy $remedy -TargetObject $operation)
}
