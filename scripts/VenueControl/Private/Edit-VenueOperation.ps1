function Edit-VenueOperation {
    <#
    .SYNOPSIS
    Decides on operations, one by one, and emits what each then is.
    .DESCRIPTION
    All that Stop-, Approve-, Deny- and Resolve-VenueOperation do; why these stay commands of their own is at Invoke-VenueServiceAction.
    .PARAMETER Cmdlet
    The public command's $PSCmdlet.
    .PARAMETER Action
    There is a document of this name.
    .PARAMETER Caption
    Of the prompt.
    .PARAMETER Entry
    Id and Reason, of Resolve Choice too, as given.
    .PARAMETER Presence
    The server needs a sign-in less than five minutes old.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    Edit-VenueOperation -Cmdlet $PSCmdlet -Action Cancel -Caption 'Cancel an operation' -Entry ([ordered]@{ Id = $Id; Reason = 'Wrong venue' })
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param(
        [Parameter(Mandatory = $true)][Management.Automation.PSCmdlet]$Cmdlet,
        [Parameter(Mandatory = $true)][string]$Action,
        [Parameter(Mandatory = $true)][string]$Caption,
        [Parameter(Mandatory = $true)][Collections.IDictionary]$Entry,
        [switch]$Presence,
        [psobject]$Connection
    )
    try { $whole = Complete-VenueEntry -Cmdlet $Cmdlet -Entry $Entry -Presence:$Presence -Connection $Connection }
    catch { Write-VenueFailure -Cmdlet $Cmdlet -ErrorRecord $_; return }
    foreach ($one in $whole.Id) {
        try {
            $now = Get-VenueOperationById -Id $one -Connection $Connection
            $plan = '{0} {1} {2} ({3}), started by {4}. {5}' -f $Action, $now.Kind, $one, $now.State, $now.RequestedByName, $now.Summary
            $request = @{ Connection = $Connection; Query = $script:Document[$Action]; Variable = @{ id = $one; reason = $whole.Reason } }
            if ($Entry.Contains('Choice')) {
                $choices = @()
                if ($now.Failure) { $choices = @($now.Failure.Choices) }
                $choice = @($choices | Where-Object { $_.Name -eq $whole.Choice })
                if (-not $choice.Count) {
                    $remedy = 'Run Get-VenueOperation -State NEEDS_ATTENTION to list the operations that need a choice.'
                    if ($choices.Count) { $remedy = 'Give -Choice one of: {0}.' -f (@($choices | ForEach-Object { '{0} ({1})' -f $_.Name, $_.Title }) -join ', ') }
                    throw (New-VenueErrorRecord -Code CHOICE_UNKNOWN -Message "Operation $one does not offer the choice '$($whole.Choice)' now." -Remedy $remedy)
                }
                $plan += ' Choose "{0}": {1} {2}' -f $choice[0].Name, $choice[0].Title, $choice[0].Consequence
                $request.Variable['choice'] = $choice[0].Name
            }
            if (-not (Confirm-VenueChange -Cmdlet $Cmdlet -Plan $plan -Caption $Caption @request)) { continue }
            $operation = ConvertTo-VenueObject -InputObject (Invoke-VenueDocument @request).result -TypeName Operation
        }
        catch { Write-VenueFailure -Cmdlet $Cmdlet -ErrorRecord $_ -TargetObject $one; continue }
        $operation
    }
}
