function Confirm-VenueChange {
    <#
    .SYNOPSIS
    Whether a change is to be sent: the server is asked first whether it would refuse it, then -WhatIf and the prompt show the plan.
    .DESCRIPTION
    Throws the server's refusal: no one confirms what can't be, and -WhatIf refuses what would be refused.
    .PARAMETER Cmdlet
    The public command's $PSCmdlet.
    .PARAMETER Plan
    What is shown.
    .PARAMETER Caption
    Of the prompt.
    .PARAMETER Query
    The mutation.
    .PARAMETER Variable
    Its variables.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Confirm-VenueChange -Cmdlet $PSCmdlet -Plan $plan -Caption 'Cancel an operation' -Query $script:Document.Cancel -Variable $variable
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)][Management.Automation.PSCmdlet]$Cmdlet,
        [Parameter(Mandatory = $true)][string]$Plan,
        [Parameter(Mandatory = $true)][string]$Caption,
        [Parameter(Mandatory = $true)][string]$Query,
        [Collections.IDictionary]$Variable = @{},
        [psobject]$Connection
    )
    if ($WhatIfPreference -or (Test-VenuePrompt -Cmdlet $Cmdlet)) { [void](Invoke-VenueDocument -Connection $Connection -Query (Add-VenueWhatIf -Query $Query) -Variable $Variable) }
    $Cmdlet.ShouldProcess($Plan, $Plan, $Caption)
}
