function Confirm-VenuePresence {
    <#
    .SYNOPSIS
    Asks the PIN once more, until it is right, and keeps the new token.
    .DESCRIPTION
    A wrong one is asked for again, as often as the server's lock allows (SIGN_IN_LOCKED ends it); nothing entered gives up.
    The old token ends with the step-up, so the connection object itself is changed.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Confirm-VenuePresence -Connection $connection
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][psobject]$Connection)
    while ($true) {
        $pin = Read-VenueInput -Secret -Prompt 'Enter your PIN again' -Remedy 'Run Connect-VenueControl again: a sign-in counts for five minutes.'
        try { $answer = Send-VenueRequest -Connection $Connection -Variable @{ pin = $pin } -Query $script:Document.StepUp }
        finally { $pin.Dispose() }
        if (-not $answer.PSObject.Properties['errors']) { break }
        $fault = ConvertTo-VenueFault -Fault $answer.errors[0]
        if ($fault.Exception.Data['code'] -ne 'SIGN_IN_FAILED') { throw $fault }
        $left = ''
        if ($null -ne $fault.Exception.Data['attemptsLeft']) { $left = ' Tries left: {0}.' -f $fault.Exception.Data['attemptsLeft'] }
        Write-Warning "That PIN is wrong.$left Your other input is kept."
    }
    $new = $answer.data.stepUp
    $old = $Connection.Token
    $Connection.Token = $new.token
    if ($old) { $old.Dispose() }
    $times = ConvertTo-VenueObject -InputObject $new
    $Connection.ExpiresAt = $times.ExpiresAt
    $Connection.SteppedUpUntil = $times.SteppedUpUntil
}
