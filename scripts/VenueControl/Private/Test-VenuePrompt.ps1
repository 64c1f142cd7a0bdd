function Test-VenuePrompt {
    <#
    .SYNOPSIS
    Whether a command's ShouldProcess will ask for a confirmation.
    .DESCRIPTION
    By the command's impact and the preference in scope, as PowerShell itself decides.
    .PARAMETER Cmdlet
    The public command's $PSCmdlet.
    .EXAMPLE
    Test-VenuePrompt -Cmdlet $PSCmdlet
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param([Parameter(Mandatory = $true)][Management.Automation.PSCmdlet]$Cmdlet)
    $binding = $Cmdlet.MyInvocation.MyCommand.ScriptBlock.Attributes | Where-Object { $_ -is [Management.Automation.CmdletBindingAttribute] }
    $binding.SupportsShouldProcess -and -not $WhatIfPreference -and $ConfirmPreference -ne 'None' -and $binding.ConfirmImpact -ge $ConfirmPreference
}
