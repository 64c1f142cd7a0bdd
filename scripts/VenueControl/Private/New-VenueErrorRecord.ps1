function New-VenueErrorRecord {
    <#
    .SYNOPSIS
    Makes an error out of a code, a message and a remedy.
    .DESCRIPTION
    The error id is the code, RecommendedAction the remedy. FORBIDDEN names its gate and who can grant what is missing; a time to wait is named when the server says one.
    .PARAMETER Code
    The server's code, or one of ours.
    .PARAMETER Message
    One sentence.
    .PARAMETER Remedy
    What to do about it.
    .PARAMETER Extension
    The GraphQL error's extensions.
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
        [object]$Extension,
        [object]$TargetObject
    )
    $exception = New-Object InvalidOperationException $Message
    $exception.Data['code'] = $Code
    $exception.Data['remedy'] = $Remedy
    if ($Extension) {
        foreach ($property in $Extension.PSObject.Properties) {
            if ($property.Name -notin 'code', 'remedy') { $exception.Data[$property.Name] = $property.Value }
        }
        if ($exception.Data['gate'] -and $exception.Data['gate'] -ne 'STEP_UP') {
            $groups = @($exception.Data['grantableBy'] | Where-Object { $_ })
            $who = 'nobody here'
            if ($groups.Count) { $who = $groups -join ', ' }
            $kept = $exception.Data
            $exception = New-Object InvalidOperationException ('{0} (gate {1}; grantable by: {2})' -f $Message, $kept['gate'], $who)
            foreach ($key in $kept.Keys) { $exception.Data[$key] = $kept[$key] }
        }
    }
    if ($exception.Data['retryAfterSeconds']) { $Remedy = ('{0} Try again after {1} s.' -f $Remedy, $exception.Data['retryAfterSeconds']).Trim() }
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
    $record.ErrorDetails = New-Object Management.Automation.ErrorDetails $exception.Message
    $record.ErrorDetails.RecommendedAction = $Remedy
    $record
}
