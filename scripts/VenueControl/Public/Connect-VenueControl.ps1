function Connect-VenueControl {
    <#
    .SYNOPSIS
    Signs in to the control plane of this machine.
    .DESCRIPTION
    Prompts for Clerk ID and PIN if you omit them. Emits the connection and makes it the default of this runspace (not with -PassThru).
    PIN and token are SecureStrings and are never displayed. They are sent only to a program of the service, or of your own account: any account can listen at the port while the server is down.
    With -Token there is no sign-in and no prompt. The commands act for the clerk who created the token, within the token's permissions.
    Commands that need a person, such as an approval, fail with PERSON_NEEDED.
    A temporary PIN fails with PIN_TEMPORARY. Choose your own PIN with Set-VenuePin first.
    A control plane accepts connections only from its own machine. To connect from elsewhere, use Enter-PSSession first.
    .PARAMETER ClerkId
    Your Clerk ID. Prompted for if omitted.
    .PARAMETER Pin
    Your PIN. Prompted for if omitted.
    .PARAMETER Credential
    Clerk ID and PIN as a PSCredential, for example from Get-Credential or a vault.
    .PARAMETER Token
    An API token, for unattended use. Create one with New-VenueApiToken, or with "venue-control token create" on the server. Disconnect-VenueControl does not revoke it.
    .PARAMETER Uri
    The address of the control plane; default: this machine, port VENUE_CONTROL_PORT or 4280.
    .PARAMETER PassThru
    Does not change the default connection. Pass the emitted connection to -Connection.
    .EXAMPLE
    Connect-VenueControl -ClerkId 1

    Prompts for the PIN, signs in, and stores the connection for the commands that follow.
    .EXAMPLE
    $support = Connect-VenueControl -Credential (Get-Credential) -PassThru

    Prompts for Clerk ID and PIN, and stores the connection in a variable for -Connection.
    .EXAMPLE
    Connect-VenueControl -Token (Get-Secret VenueControl)

    Connects an unattended task with a token from a vault.
    .INPUTS
    None.
    .OUTPUTS
    VenueControl.Connection.
    .LINK
    Disconnect-VenueControl
    .LINK
    New-VenueApiToken
    .LINK
    about_VenueControl
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', DefaultParameterSetName = 'Pin', PositionalBinding = $false)]
    [OutputType('VenueControl.Connection')]
    param(
        [Parameter(Position = 0, ParameterSetName = 'Pin')][ValidateNotNullOrEmpty()][string]$ClerkId,
        # As all secrets, by PSTypeName: where the type itself refuses plain text, PowerShell's message repeats it.
        [Parameter(Position = 1, ParameterSetName = 'Pin')][PSTypeName('System.Security.SecureString')][psobject]$Pin,
        [Parameter(Mandatory = $true, ParameterSetName = 'Credential')][ValidateNotNull()][pscredential]$Credential,
        [Parameter(Mandatory = $true, ParameterSetName = 'Token')][ValidateNotNull()][PSTypeName('System.Security.SecureString')][psobject]$Token,
        [uri]$Uri,
        [switch]$PassThru
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        $new = New-Object psobject -Property @{ Uri = $null; ClerkId = $null; ClerkName = $null; SecurityGroup = $null; CustomerNumber = $null; CompanyName = $null; Rehearsal = $null; ExpiresAt = $null; SteppedUpUntil = $null; ApiToken = $null; Token = $null }
        $new.PSObject.TypeNames.Insert(0, 'VenueControl.Connection')
        try {
            $new.Uri = Resolve-VenueUri -Uri $Uri
            # A copy: the caller may continue with theirs when this connection is closed.
            if ($Token) { $new.Token = $Token.Copy() }
            else {
                $clerk = $ClerkId
                $secret = $Pin
                if ($Credential) {
                    $clerk = $Credential.UserName
                    $secret = $Credential.Password
                }
                Confirm-VenueUnattended -Cmdlet $PSCmdlet -Entry ([ordered]@{ ClerkId = [bool]$clerk; Pin = $secret -and $secret.Length })
                # Before any prompt; what sends the PIN proves it again.
                if (-not $clerk -or -not $secret -or -not $secret.Length) { Confirm-VenueServer -Uri $new.Uri }
                if (-not $clerk) { $clerk = Read-VenueInput -Prompt 'Clerk ID' -Remedy 'Give -ClerkId.' }
                if (-not $secret -or -not $secret.Length) { $secret = Read-VenueInput -Secret -Prompt "PIN of clerk $clerk" -Remedy 'Give -Pin: a SecureString.' }
                $data = Invoke-VenueDocument -Connection $new -Query $script:Document.SignIn -Variable @{ id = $clerk; pin = $secret }
                $signedIn = ConvertTo-VenueObject -InputObject $data.signIn
                foreach ($name in 'Token', 'ExpiresAt', 'SteppedUpUntil') { $new.$name = $signedIn.$name }
            }
            $data = Invoke-VenueDocument -Connection $new -Query $script:Document.WhoAmI
        }
        catch {
            if ($Token -and $_.Exception.Data['code'] -eq 'UNAUTHENTICATED') { $_.Exception.Data['remedy'] = 'The token is expired, revoked or invalid. Create one with New-VenueApiToken, or with "venue-control token create" on the server.' }
            if ($_.Exception.Data['code'] -eq 'PIN_TEMPORARY') {
                $_.Exception.Data['remedy'] = "Run Set-VenuePin -ClerkId $clerk, then connect with the new PIN."
                Disconnect-VenueControl -Connection $new
            }
            Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $new.Uri
            return
        }
        if ($data.viewer) {
            $new.ClerkId = $data.viewer.id
            $new.ClerkName = $data.viewer.name
            if ($data.viewer.securityGroup) { $new.SecurityGroup = $data.viewer.securityGroup.name }
            if ($data.viewer.apiToken) {
                $new.ApiToken = $data.viewer.apiToken.name
                $new.ExpiresAt = (ConvertTo-VenueObject -InputObject $data.viewer.apiToken).ExpiresAt
            }
        }
        if ($data.venue) {
            $new.CustomerNumber = $data.venue.customerNumber
            $new.CompanyName = $data.venue.companyName
            $new.Rehearsal = $data.venue.rehearsal
        }
        if (-not $PassThru) { $script:DefaultConnection = $new }
        $script:Completion = @{}
        $new
    }
}
