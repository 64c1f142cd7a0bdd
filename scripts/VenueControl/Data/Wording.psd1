# What the server says to every client -> what this module says. A test holds each sentence to the server's sources, and looks for one that is missing.
@{
    # Of NOT_FOUND, where the command's noun says no better.
    Listing = 'List what there is, and use an ID from that list.'
    Sentence = @{
        'Sign in with signIn and send the token as "Authorization: Bearer <token>".' = 'Run Connect-VenueControl.'
        'Sign in with Clerk ID and PIN, and do it there.' = 'Run Connect-VenueControl -ClerkId with your own Clerk ID and PIN, and do it there.'
        'Ask somebody named in grantableBy for the tick box.' = 'Ask somebody for the tick box who may grant it: Get-VenueSecurityGroup shows who holds what.'
        'Ask somebody in a group named in grantableBy.' = 'Ask somebody in one of the groups that may grant it.'
        'Call stepUp with your PIN, then send the same request with the new token.' = 'Run Connect-VenueControl just before: a sign-in counts for five minutes.'
        'Correct the named argument and send it again.' = 'Correct what is named and try again; Get-Help -Full says what the command takes.'
        'POST JSON with a "query" to /graphql.' = 'Give Invoke-VenueGraphQl a GraphQL document.'
        'Call http://127.0.0.1:<port>/graphql directly from this machine, as JSON, without a foreign Origin.' = 'Run Connect-VenueControl on the server itself, with -Uri http://127.0.0.1:<port>.'
        'List what there is and use an ID from that list.' = 'List what there is, and use an ID from that list.'
        'Compare it with venue { customerNumber companyName } and with the registration.' = 'Check that you are on the right machine; Get-Venue shows its Customer Number.'
        'Type the company name exactly as venue { companyName } shows it.' = 'Type the company name exactly as Get-Venue shows it.'
        'Ask for a new plan, read it, and use its fingerprint.' = 'Run the command again: it reads a new plan.'
        'Read what changed, ask for a new plan, and decide again.' = 'Read what changed, then run the command again: it reads a new plan.'
        'Follow the remedy of each failing check, or override those that may be overridden.' = 'Follow the remedy of each failing check, or take on those that may be overridden: -Override.'
        'Nothing to do. If data is missing in the cloud, ask for a sync diagnosis.' = 'Nothing to do. If data is missing in the cloud, run Test-VenueSync.'
        'Follow that operation, or cancel it, then try again.' = 'Follow it with Wait-VenueOperation, or end it with Stop-VenueOperation, then try again.'
        'Read its state.' = 'Get-VenueOperation shows its state.'
        'Choose one of its failure { choices }.' = 'Give -Choice one of its choices: (Get-VenueOperation <id>).Failure.Choices lists them.'
        'Wait until it is off (maintenance), or have a clerk who holds SERVICES_CONTROL switch it off.' = 'Wait until Get-VenueMaintenance says that it is off, or have a clerk who holds SERVICES_CONTROL run Set-VenueMaintenance Off.'
        'Read its outcome; there is nothing left to cancel.' = 'Get-VenueOperation shows its outcome; there is nothing left to cancel.'
        'Read the step and the event log, mend the cause, then plan again.' = 'Read the step (Get-VenueOperation) and the event log (Get-VenueEventLog), mend the cause, then try again.'
        'Request a new code and enter it soon.' = 'Run Request-VenueAuthenticationCode, and enter the new code soon.'
        'Request a new code. A code works once.' = 'Run Request-VenueAuthenticationCode: a code works once.'
        'Request a new code and start again.' = 'Run Request-VenueAuthenticationCode, and start again.'
        'Compare venue { licences } with what swiftpos has sold.' = 'Compare (Get-Venue).Licences with what swiftpos has sold.'
        'Set its start mode to MANUAL or AUTOMATIC, then start it.' = 'Set-VenueService -StartMode MANUAL or AUTOMATIC, then start it.'
        'Ask for a sync diagnosis; look at Cloud Sync and the link.' = 'Run Test-VenueSync; look at Cloud Sync and the link.'
        'The cloud keeps the old data. Ask for a sync diagnosis before another try.' = 'The cloud keeps the old data. Run Test-VenueSync before another try.'
        'Leave it out to start at once, or choose a time within the next eight days.' = 'Leave -StartAt out to start at once, or choose a time within the next eight days.'
        'Leave it out, or name a time to come.' = 'Leave -ExpiresAt out, or name a time to come.'
    }
    Name = @{
        signIn = 'Connect-VenueControl'; stepUp = 'Connect-VenueControl'; grantPermission = 'Grant-VenuePermission'; revokePermission = 'Revoke-VenuePermission'
        createApiToken = 'New-VenueApiToken'; revokeApiToken = 'Remove-VenueApiToken'; cancelOperation = 'Stop-VenueOperation'; approveOperation = 'Approve-VenueOperation'
        rejectOperation = 'Deny-VenueOperation'; resolveOperation = 'Resolve-VenueOperation'; setMaintenance = 'Set-VenueMaintenance'; unlockClerk = 'Unlock-VenueClerk'
        syncDiagnosis = 'Test-VenueSync'; auditLog = 'Get-VenueAuditLog'; eventLog = 'Get-VenueEventLog'
        expiresAt = '-ExpiresAt'; startAt = '-StartAt'; customerNumber = '-CustomerNumber'; authenticationCode = '-AuthenticationCode'
    }
}
