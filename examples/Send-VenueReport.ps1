<#
.SYNOPSIS
Mails the state of the venue as an HTML page: status, services, last operations. Its token needs SERVICES_VIEW.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File Send-VenueReport.ps1 -To it@venue.example -From till@venue.example -SmtpServer mail.venue.example
#>
param([Parameter(Mandatory)][string]$To, [Parameter(Mandatory)][string]$From, [Parameter(Mandatory)][string]$SmtpServer, [int]$Port = 25, [string]$SecretName = 'VenueControl', [uri]$Uri)
$ErrorActionPreference = 'Stop'
Import-Module VenueControl, Microsoft.PowerShell.SecretManagement
$null = Connect-VenueControl -Token (Get-Secret -Name $SecretName) -Uri $Uri
try {
    $status = Get-VenueStatus
    $parts = @($status | ConvertTo-Html -Fragment -As List -Property State, Since, Headline, FindingCodes
        Get-VenueService | ConvertTo-Html -Fragment -Property Key, Status, StartMode, Health, NextAction
        Get-VenueOperation -First 10 | ConvertTo-Html -Fragment -Property Kind, State, CreatedAt, RequestedByName, Summary)
    $name = (Get-Venue).CompanyName
    Send-MailMessage -To $To -From $From -SmtpServer $SmtpServer -Port $Port -Subject "$name is $($status.State)" -BodyAsHtml -Body (ConvertTo-Html -Title $name -Body $parts | Out-String) -Encoding utf8 -WarningAction SilentlyContinue
}
finally { Disconnect-VenueControl }
