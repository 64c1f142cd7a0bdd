function Connect-VenueControl {
    <#
    .SYNOPSIS
    Signs in to the control plane of this machine.
    .DESCRIPTION
    Asks for the PIN when neither -Pin nor -Token is given. The connection is emitted, and is this runspace's default (not with -PassThru).
    PIN and token are SecureStrings and are shown nowhere. With -Token nobody signs in and nothing is asked: the token asks for the clerk who made
    it, within the permissions that it names, and what wants a person (an approval, say) ends with PERSON_NEEDED.
    .PARAMETER ClerkId
    Your Clerk ID.
    .PARAMETER Pin
    Your PIN; asked for when missing.
    .PARAMETER Token
    An API token, for unattended use: made by createApiToken, or by "venue-control token create" on the server. It stays yours: Disconnect-VenueControl neither ends it nor disposes of it.
    .PARAMETER Uri
    Where the control plane is; default this machine, port VENUE_CONTROL_PORT or 4280. Another machine needs https: PIN and token would be readable on the way.
    .PARAMETER PassThru
    Leaves the default connection alone: the one emitted is for -Connection.
    .EXAMPLE
    Connect-VenueControl -ClerkId 1
    .EXAMPLE
    $support = Connect-VenueControl -ClerkId 5 -Pin $pin -PassThru
    .EXAMPLE
    Connect-VenueControl -Token (Get-Secret VenueControl)
    #>
    [CmdletBinding(DefaultParameterSetName = 'Pin', PositionalBinding = $false)]
    [OutputType('VenueControl.Connection')]
    param(
        [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'Pin')][ValidateNotNullOrEmpty()][string]$ClerkId,
        [Parameter(Position = 1, ParameterSetName = 'Pin')][securestring]$Pin,
        [Parameter(Mandatory = $true, ParameterSetName = 'Token')][securestring]$Token,
        [uri]$Uri,
        [switch]$PassThru
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        if (-not $Uri) {
            $port = 4280
            if ($env:VENUE_CONTROL_PORT) { $port = $env:VENUE_CONTROL_PORT }
            $Uri = [uri]"http://127.0.0.1:$port"
        }
        if (-not $Uri.IsAbsoluteUri -or $Uri.Scheme -notin 'http', 'https' -or ($Uri.Scheme -eq 'http' -and -not $Uri.IsLoopback)) {
            $refusal = New-VenueErrorRecord -Code BAD_USER_INPUT -Message "'$Uri' is no address to sign in at." -Remedy 'Give -Uri such as http://127.0.0.1:4280; for another machine https://.' -TargetObject $Uri
            $PSCmdlet.ThrowTerminatingError($refusal)
        }
        $new = New-Object psobject -Property @{ Uri = $Uri.GetLeftPart([UriPartial]::Authority); ClerkId = $null; ClerkName = $null; SecurityGroup = $null; CompanyName = $null; Rehearsal = $null; ExpiresAt = $null; SteppedUpUntil = $null; ApiToken = $null; Token = $null }
        $new.PSObject.TypeNames.Insert(0, 'VenueControl.Connection')
        try {
            # A copy: the caller may go on with theirs when this connection is closed.
            if ($Token) { $new.Token = $Token.Copy() }
            if ($PSCmdlet.ParameterSetName -eq 'Pin') {
                if (-not $Pin) { $Pin = Read-VenueInput -Secret -Prompt "PIN of clerk $ClerkId" -Remedy 'Give -Pin: a SecureString.' }
                $data = Invoke-VenueDocument -Connection $new -Query $script:Document.SignIn -Variable @{ id = $ClerkId; pin = $Pin }
                $signedIn = ConvertTo-VenueObject -InputObject $data.signIn
                foreach ($name in 'Token', 'ExpiresAt', 'SteppedUpUntil') { $new.$name = $signedIn.$name }
            }
            $data = Invoke-VenueDocument -Connection $new -Query $script:Document.WhoAmI
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $new.Uri; return }
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
            $new.CompanyName = $data.venue.companyName
            $new.Rehearsal = $data.venue.rehearsal
        }
        if (-not $PassThru) { $script:DefaultConnection = $new }
        $script:Completion = @{}
        $new
    }
}
