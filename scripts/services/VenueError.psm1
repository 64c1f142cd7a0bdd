<#
How PowerShell reports to the server what went wrong: by an error id that both know.
#>
Set-StrictMode -Version 3.0

function New-VenueError {
    <#
    .SYNOPSIS
    Makes the error record of a failure that the server knows by its code.
    .DESCRIPTION
    The code is the error id, so that FullyQualifiedErrorId begins with it. Never put a secret into the message.
    .PARAMETER ErrorId
    The code, in capitals.
    .PARAMETER Message
    What was expected, what is, what to do.
    .PARAMETER Category
    PowerShell's category; default InvalidOperation.
    .PARAMETER Target
    What the failure is about.
    .PARAMETER Detail
    Facts to hand on: they become entries of Exception.Data.
    .EXAMPLE
    throw (New-VenueError -ErrorId SERVICE_NOT_INSTALLED -Message 'Cloud Sync is not installed.')
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'makes an object, changes nothing')]
    [CmdletBinding()]
    [OutputType([Management.Automation.ErrorRecord])]
    param(
        [Parameter(Mandatory = $true)][ValidatePattern('^[A-Z][A-Z0-9_]*$')][string]$ErrorId,
        [Parameter(Mandatory = $true)][string]$Message,
        [Management.Automation.ErrorCategory]$Category = [Management.Automation.ErrorCategory]::InvalidOperation,
        [object]$Target = $null,
        [hashtable]$Detail = @{}
    )
    $exception = New-Object InvalidOperationException $Message
    foreach ($name in $Detail.Keys) { $exception.Data[$name] = $Detail[$name] }
    New-Object Management.Automation.ErrorRecord $exception, $ErrorId, $Category, $Target
}

Export-ModuleMember -Function New-VenueError
