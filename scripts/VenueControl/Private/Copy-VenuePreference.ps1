function Copy-VenuePreference {
    <#
    .SYNOPSIS
    Gives a command the preferences of the caller.
    .DESCRIPTION
    A script module doesn't see its caller's $WhatIfPreference or $ErrorActionPreference: without this a change that the caller only meant to see would really run.
    .PARAMETER Cmdlet
    The command's $PSCmdlet.
    .EXAMPLE
    Copy-VenuePreference -Cmdlet $PSCmdlet
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][Management.Automation.PSCmdlet]$Cmdlet)
    $bound = $Cmdlet.MyInvocation.BoundParameters
    $pairs = @{ WhatIf = 'WhatIfPreference'; Confirm = 'ConfirmPreference'; ErrorAction = 'ErrorActionPreference'; WarningAction = 'WarningPreference'
        InformationAction = 'InformationPreference'; Verbose = 'VerbosePreference'; Debug = 'DebugPreference' }
    foreach ($parameter in $pairs.Keys) {
        if ($bound.ContainsKey($parameter)) { continue }
        $value = $Cmdlet.SessionState.PSVariable.GetValue($pairs[$parameter])
        if ($null -ne $value) { Set-Variable -Name $pairs[$parameter] -Value $value -Scope 1 -WhatIf:$false -Confirm:$false }
    }
    Set-Variable -Name VenueCaller -Value $Cmdlet -Scope 1 -WhatIf:$false -Confirm:$false
    $progress = $Cmdlet.SessionState.PSVariable.GetValue('ProgressPreference')
    if ($null -ne $progress) { Set-Variable -Name ProgressPreference -Value $progress -Scope 1 -WhatIf:$false -Confirm:$false }
}
