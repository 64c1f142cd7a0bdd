function Update-VenueToken {
    <#
    .SYNOPSIS
    Proves presence with the PIN and keeps the new token.
    .DESCRIPTION
    The old token ends with the step-up, so the connection object itself is changed.
    .PARAMETER Connection
    The connection.
    .PARAMETER Pin
    The clerk's PIN.
    .EXAMPLE
    Update-VenueToken -Connection $connection -Pin $pin
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'None')]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][psobject]$Connection, [Parameter(Mandatory = $true)][securestring]$Pin)
    if (-not $PSCmdlet.ShouldProcess($Connection.Uri)) { return }
    $answer = Send-VenueRequest -Connection $Connection -Variable @{ pin = $Pin } -Query 'mutation StepUp($pin: String!) { stepUp(pin: $pin) { token expiresAt } }'
    if ($answer.PSObject.Properties['errors']) { throw (ConvertTo-VenueFault -Fault $answer.errors[0]) }
    $Connection.Token = ConvertTo-VenueSecret -Text $answer.data.stepUp.token
    $Connection.ExpiresAt = (ConvertTo-VenueObject -InputObject $answer.data.stepUp).ExpiresAt
}
