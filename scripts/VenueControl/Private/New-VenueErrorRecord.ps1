function New-VenueErrorRecord {
    <#
    .SYNOPSIS
    Makes an error out of a code, a message and a remedy.
    .DESCRIPTION
    The error id is the code. RecommendedAction is the remedy, a time to wait when the server says one, and the correlation ID: ConciseView shows
    it. NormalView (the only one of Windows PowerShell that has room for it) shows PSMessageDetails of the inner exception instead; CategoryView
    cuts each of its words at 40 characters, so there the reason is the code.
    .PARAMETER Code
    The server's code, or one of ours.
    .PARAMETER Message
    One sentence.
    .PARAMETER Remedy
    What to do about it.
    .PARAMETER Data
    What the exception's Data has besides, e.g. gate and correlationId.
    .PARAMETER TargetObject
    What it was about.
    .EXAMPLE
    New-VenueErrorRecord -Code UNREACHABLE -Message 'No answer.'
    #>
    [CmdletBinding()]
    [OutputType([Management.Automation.ErrorRecord])]
    param(
        [Parameter(Mandatory = $true)][string]$Code,
        [Parameter(Mandatory = $true)][string]$Message,
        [string]$Remedy,
        [Collections.IDictionary]$Data = @{},
        [object]$TargetObject
    )
    $inner = New-Object InvalidOperationException $Message
    $exception = New-Object InvalidOperationException $Message, $inner
    foreach ($key in $Data.Keys) { $exception.Data[$key] = $Data[$key] }
    $exception.Data['code'] = $Code
    $exception.Data['remedy'] = $Remedy
    $advice = $Remedy
    if ($exception.Data['retryAfterSeconds']) { $advice = ('{0} Try again after {1} s.' -f $advice, $exception.Data['retryAfterSeconds']).Trim() }
    if ($exception.Data['correlationId']) { $advice = ("{0}`n  Correlation ID: {1}" -f $advice, $exception.Data['correlationId']).Trim() }
    $inner.Data['advice'] = $advice
    # ConciseView has it from RecommendedAction, and need not say it twice.
    Add-Member -InputObject $inner -MemberType ScriptProperty -Name PSMessageDetails -Value { if ($ErrorView -ne 'ConciseView') { $this.Data['advice'] } }
    $category = switch -Regex ($Code) {
        '^(UNAUTHENTICATED|SIGN_IN_FAILED|SIGN_IN_LOCKED|PIN_.*|INTERACTION_NEEDED)$' { 'AuthenticationError' }
        '^(FORBIDDEN|PERSON_NEEDED)$' { 'PermissionDenied' }
        '_?NOT_FOUND$' { 'ObjectNotFound' }
        '^(UNREACHABLE|CLOUD_.*)$' { 'ConnectionError' }
        '^TOO_MANY_.*$' { 'LimitsExceeded' }
        '^(OPERATION_IN_PROGRESS|BUSY)$' { 'ResourceBusy' }
        '(TIMED_OUT|TIMEOUT)$' { 'OperationTimeout' }
        '^(BAD_.*|GRAPHQL_.*|CODE_MALFORMED|VENUE_MISMATCH|CONFIRMATION_MISMATCH|CUSTOMER_NUMBER_.*)$' { 'InvalidArgument' }
        default { 'InvalidOperation' }
    }
    $record = New-Object Management.Automation.ErrorRecord $exception, $Code, $category, $TargetObject
    $record.CategoryInfo.Reason = $Code
    $record.ErrorDetails = New-Object Management.Automation.ErrorDetails $Message
    $record.ErrorDetails.RecommendedAction = $advice
    $record
}
