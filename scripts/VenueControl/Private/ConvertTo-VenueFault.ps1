function ConvertTo-VenueFault {
    <#
    .SYNOPSIS
    Makes an error record of one GraphQL error.
    .DESCRIPTION
    Keeps all of its extensions, and the server's message and remedy. The remedy of FORBIDDEN is the command that grants what is missing.
    .PARAMETER Fault
    One of the answer's errors.
    .EXAMPLE
    ConvertTo-VenueFault -Fault $answer.errors[0]
    #>
    [CmdletBinding()]
    [OutputType([Management.Automation.ErrorRecord])]
    param([Parameter(Mandatory = $true)][psobject]$Fault)
    $data = @{ code = 'UNKNOWN'; remedy = '' }
    if ($Fault.PSObject.Properties['extensions']) { foreach ($property in $Fault.extensions.PSObject.Properties) { $data[$property.Name] = $property.Value } }
    $message = [string]$Fault.message
    if ($data.ContainsKey('changes')) { $message += ' ' + (@($data['changes'] | ForEach-Object { "$($_.fact): planned $($_.planned), now $($_.now)." }) -join ' ') }
    $remedy = [string]$data['remedy']
    $groups = @($data['grantableBy'] | Where-Object { $_ })
    if ($groups.Count -and $data['grantPermission']) {
        $wanted = $data['grantPermission'].variables.input
        $until = ''
        if ($wanted.PSObject.Properties['expiresAt']) { $until = " -ExpiresAt '$($wanted.expiresAt)'" }
        $remedy = "Ask a clerk of $($groups -join ' or ') to run: Grant-VenuePermission $($wanted.securityGroupId) $($wanted.permission)$until -Reason '$($wanted.reason)'"
    }
    New-VenueErrorRecord -Code $data['code'] -Message $message -Remedy $remedy -Data $data
}
