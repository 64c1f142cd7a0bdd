function Complete-VenueEntry {
    <#
    .SYNOPSIS
    Emits what a command needs, whole: what was given, and what someone was asked for.
    .DESCRIPTION
    No parameter of this module is Mandatory: PowerShell would ask for it where no one is, and a job would wait for ever. Here all that is
    missing is named at once where no one can be asked. -WhatIf asks for nothing; a reason it can do without.
    .PARAMETER Cmdlet
    The public command's $PSCmdlet.
    .PARAMETER Entry
    Parameter name -> value, in the order in which to ask.
    .PARAMETER Presence
    The server will want a sign-in less than five minutes old.
    .PARAMETER Connection
    The connection.
    .EXAMPLE
    $entry = Complete-VenueEntry -Cmdlet $PSCmdlet -Entry ([ordered]@{ Id = $Id; Reason = $Reason })
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)][Management.Automation.PSCmdlet]$Cmdlet,
        [Parameter(Mandatory = $true)][Collections.IDictionary]$Entry,
        [switch]$Presence,
        [psobject]$Connection
    )
    $prompt = @{ Key = 'Service (its key, e.g. gateway-client)'; Id = 'ID'; Reason = 'Reason, for the audit log'; SecurityGroupId = 'Clerk Security Group (ID or name)'
        Permission = 'Permission (e.g. SERVICES_VIEW)'; StartMode = 'Start mode (AUTOMATIC, AUTOMATIC_DELAYED, MANUAL or DISABLED)'; ClerkId = 'Clerk ID'; Choice = 'Choice'
        Name = 'Name (its purpose)'; ExpiresAt = 'Until when'; Status = 'On or Off'; Query = 'GraphQL document' }
    # Nothing is asked for in vain.
    [void](Get-VenueConnection -Connection $Connection)
    $given = [ordered]@{}
    $whole = @{}
    foreach ($name in $Entry.Keys) {
        $whole[$name] = $Entry[$name]
        if ($WhatIfPreference -and $name -eq 'Reason' -and -not $whole[$name]) { $whole[$name] = 'What if' }
        $given[$name] = [bool]$whole[$name]
    }
    Confirm-VenueUnattended -Cmdlet $Cmdlet -Entry $given -Presence:$Presence -Connection $Connection
    foreach ($name in $Entry.Keys) {
        if ($given[$name]) { continue }
        $answer = Read-VenueInput -Prompt $prompt[$name] -Remedy "Give -$name."
        if ($name -eq 'Reason' -and $answer.Length -gt 500) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message 'A reason has 500 characters at most.' -Remedy 'Give a shorter -Reason.') }
        $whole[$name] = $answer
    }
    $whole
}
