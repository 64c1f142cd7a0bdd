/**
 * The catalogue: every error a caller can meet, its message and what to do about it.
 * The table in docs/reference/errors.md is held against this file by a test. Messages name no secret, path, host or SQL;
 * messages and remedies name no field or enum value of the API, so every client shows them as they are.
 */
interface Entry {
  readonly message: string;
  readonly remedy: string;
}

// biome-ignore format: a table, one line an error
export const ERRORS = {
  // --- who is asking -----------------------------------------------------------------------------
  UNAUTHENTICATED: { message: 'You are not signed in.', remedy: 'Sign in again, or send a valid access token.' },
  SIGN_IN_FAILED: { message: 'Clerk ID and PIN do not match.', remedy: 'Check both and try again. After five failures the next try waits, 15 minutes at most.' },
  SIGN_IN_LOCKED: { message: 'This clerk is locked after too many failed sign-ins.', remedy: 'Try again in 15 minutes, or have someone run "venue-control clerk unlock" on the server.' },
  TOO_MANY_REQUESTS: { message: 'Too many sign-in attempts.', remedy: 'Try again in a minute.' },
  PIN_TEMPORARY: { message: 'This PIN is temporary: an administrator chose it.', remedy: 'Choose your own PIN first: in the console, or with Set-VenuePin.' },
  PERSON_NEEDED: { message: "API tokens can't do this.", remedy: 'Sign in with a clerk ID and PIN.' },
  FORBIDDEN: { message: 'This clerk may not do that.', remedy: 'Ask a clerk who can grant the permission.' },

  // --- what was asked ----------------------------------------------------------------------------
  BAD_USER_INPUT: { message: 'Something in the request is not valid.', remedy: 'Correct the named argument and send it again.' },
  BAD_REQUEST: { message: 'The request is not a GraphQL request.', remedy: 'POST JSON with a "query" to /graphql.' },
  GRAPHQL_PARSE_FAILED: { message: 'The document is not valid GraphQL.', remedy: 'Correct the syntax at the location given.' },
  GRAPHQL_VALIDATION_FAILED: { message: 'The document does not fit the schema.', remedy: 'Compare it with schema.graphql.' },
  DOCUMENT_TOO_LARGE: { message: 'The document asks for too much at once.', remedy: 'Ask for less: split it into several requests.' },
  REQUEST_REFUSED: { message: 'The request was refused before it was read.', remedy: 'Call http://127.0.0.1:<port>/graphql directly from this machine, as JSON, without a foreign Origin.' },
  NOT_FOUND: { message: 'There is nothing with that ID.', remedy: 'List what there is and use an ID from that list.' },
  NOT_AVAILABLE_YET: { message: 'This part is not built yet.', remedy: 'README, "What is not there yet", says what to use instead.' },
  VENUE_MISMATCH: { message: 'That customer number is not this venue.', remedy: "Compare it with the venue's customer number and with the registration." },
  CONFIRMATION_MISMATCH: { message: 'The typed confirmation is not the company name.', remedy: "Type the company name exactly as the venue's data shows it." },

  // --- plans and operations ----------------------------------------------------------------------
  PLAN_NOT_FOUND: { message: 'There is no such plan, or it is older than 60 minutes.', remedy: 'Make a new plan, read it, and start from that plan.' },
  PLAN_CHANGED: { message: 'The facts have moved since the plan was made.', remedy: 'Read what changed, make a new plan, and decide again.' },
  PLAN_NOT_READY: { message: 'The plan has checks that block it.', remedy: 'Follow the remedy of each failing check, or override those that may be overridden.' },
  OVERRIDE_REFUSED: { message: 'That check may not be overridden by you.', remedy: 'Mend its cause, or ask a clerk of the highest group where the plan says overridable.' },
  ALREADY_CONNECTED: { message: 'This venue is already connected; onboarding it again would be a resync in disguise.', remedy: 'Nothing to do. If data is missing in the cloud, run a sync diagnosis.' },
  OPERATION_IN_PROGRESS: { message: 'Another operation holds this.', remedy: 'Follow that operation, or cancel it, then try again.' },
  IDEMPOTENCY_CONFLICT: { message: 'That idempotency key was used for another request.', remedy: 'Use a new key for a new request.' },
  OPERATION_REJECTED: { message: 'The second person said no.', remedy: 'Read their reason, then plan again when it is settled.' },
  SECOND_PERSON_NEEDED: { message: 'Another clerk has to approve this: never the one who asked.', remedy: 'Ask a clerk of rank 1 or 2 who holds the same tick box.' },
  NOT_AWAITING_APPROVAL: { message: 'This operation waits for no approval.', remedy: 'Read its state.' },
  CHOICE_UNKNOWN: { message: 'The operation does not offer that choice now.', remedy: 'Choose one of the choices that the operation offers now.' },
  REDEMPTION_ABANDONED: { message: 'Given up: whether the code was redeemed was never learned.', remedy: 'Treat the code as used. Ask for a new one and plan again; tell swiftpos if the venue looks connected elsewhere.' },
  START_TOO_LATE: { message: 'Its start is past by more than this site allows, so it was not begun.', remedy: 'Nothing was changed. Plan again for a time that fits.' },
  START_IN_THE_PAST: { message: 'The start is in the past, or more than eight days ahead.', remedy: 'Name no start to start at once, or choose a time within the next eight days.' },
  MAINTENANCE: { message: 'The stop-everything switch is on: nothing new starts.', remedy: 'Wait until maintenance is off, or ask a clerk with Services > Control to switch it off.' },
  OPERATION_OVER: { message: 'The operation has already ended.', remedy: 'Read its outcome; there is nothing left to cancel.' },
  OPERATION_CANCELLED: { message: 'The operation was cancelled.', remedy: 'Read what was put back, then plan again when ready.' },
  OPERATION_INTERRUPTED: { message: 'The server stopped before this operation had really begun.', remedy: 'Nothing was changed beyond what is listed. Ask for a new code and start again.' },
  REDEMPTION_OUTCOME_UNKNOWN: { message: 'The cloud did not say whether the code was redeemed.', remedy: 'Nothing to do yet: the cloud is asked again every minute. The code is never sent twice.' },
  STEP_TIMED_OUT: { message: 'A step took longer than it may.', remedy: 'Read the step and the event log, mend the cause, then plan again.' },
  SYNC_JOB_ACTIVE: { message: 'The cloud is already receiving a full send from this venue.', remedy: 'Follow the operation that runs it. If there is none, ask for a new plan: it can withdraw the open send.' },

  // --- the authentication code -------------------------------------------------------------------
  CODE_MALFORMED: { message: 'That is not an authentication code.', remedy: 'Enter the code exactly as in the newest e-mail.' },
  CODE_WRONG: { message: 'The cloud does not know that code.', remedy: 'Enter the code from the newest e-mail; an older one ends when a new one is sent.' },
  CODE_EXPIRED: { message: 'The code has expired.', remedy: 'Request a new code and enter it soon.' },
  CODE_USED: { message: 'The code has been used before.', remedy: 'Request a new code. A code works once.' },
  TOO_MANY_CODES: { message: 'Too many codes were requested.', remedy: 'Wait a few minutes, then request one.' },
  REDEMPTION_CLOSED: { message: 'That redemption was closed before the cloud had received the code.', remedy: 'Request a new code and start again.' },
  REDEMPTION_REPEATED: { message: 'The cloud has seen this redemption before.', remedy: 'Nothing to do: the cloud is asked how it ended. The code is never sent twice.' },
  REGISTRATION_EXPIRED: { message: 'The registration of this venue has expired.', remedy: 'Renew it with swiftpos, then plan again.' },

  // --- the passport of a venue that moves ----------------------------------------------------------
  PASSPORT_DAMAGED: { message: 'That is no passport, or it is damaged.', remedy: 'Copy the file from the old server once more; if that does not help, export a new one there. Nothing was changed.' },
  PASSPORT_TOO_NEW: { message: 'The passport was made by a newer version of this program.', remedy: 'Update the control plane on this server, then import it again. Nothing was changed.' },
  PASSPHRASE_WRONG: { message: 'The passphrase does not open this passport.', remedy: 'Type it again. If it is surely the right one, somebody has changed the file: export a new one on the old server. Nothing was changed.' },
  PASSPORT_FOREIGN: { message: 'The passport is of another venue.', remedy: "Compare its customer number with this venue's registration, and export one on this venue's old server. Nothing was changed." },
  PASSPORT_OF_THIS_SERVER: { message: 'The passport was made on this very server.', remedy: 'Import it on the new server, where it is meant to be. Nothing was changed.' },
  PASSPORT_IMPORTED_BEFORE: { message: 'This passport, or a newer one, was imported here before.', remedy: 'Nothing to do: make the onboarding plan. If the old server has moved on since, export a new passport there. Nothing was changed.' },

  // --- cloud, package, services ------------------------------------------------------------------
  CLOUD_UNREACHABLE: { message: 'swiftpos Cloud cannot be reached.', remedy: 'Check the internet connection and the outbound firewall, then try again.' },
  CLOUD_NO_ANSWER: { message: 'swiftpos Cloud did not give an answer that can be read.', remedy: 'Wait a few minutes and try again; tell swiftpos if it stays so.' },
  CLOUD_REFUSED: { message: 'swiftpos Cloud refused.', remedy: 'Read the detail; ask swiftpos support with the correlation ID.' },
  VENUE_UNKNOWN: { message: 'swiftpos Cloud does not know this customer number.', remedy: 'Compare the customer number with the registration.' },
  CREDENTIAL_MISSING: { message: 'This server holds no gateway credential.', remedy: 'Onboard the venue first.' },
  CREDENTIAL_REFUSED: { message: "The cloud refuses the gateway's credential.", remedy: 'Plan an onboarding: the connection must be re-established.' },
  LICENCE_MISSING: { message: 'The cloud says that this venue is not licensed for that.', remedy: "Compare the venue's licences with what swiftpos has sold." },
  GATEWAY_PLACE_UNKNOWN: { message: 'Nobody has said where Gateway Client reads its credential from.', remedy: 'Ask swiftpos which file it is, have it written into venue.json (docs/reference/configuration.md says how), then plan again.' },
  GATEWAY_PLACE_UNUSABLE: { message: "Gateway Client's credential could not be written where venue.json says.", remedy: 'Look at the file that venue.json names for it, and at the rights on its folder, then plan again.' },
  MACHINE_MISMATCH: { message: 'The credential belongs to another server of this venue.', remedy: 'Onboard this server, or switch the other one off if it should no longer be connected.' },
  PACKAGE_UNKNOWN: { message: 'swiftpos Cloud has no such version of Cloud Sync.', remedy: 'Plan again: the plan asks for the version that there is. Tell swiftpos if it stays so.' },
  SYNC_JOB_UNKNOWN: { message: 'The cloud does not know that send.', remedy: 'Ask for a new plan.' },
  SYNC_JOB_OVER: { message: 'That send has ended already.', remedy: 'Read how it ended (operations), and ask for a new plan if another is needed.' },
  SERVICE_DEPENDENCY_FAILED: { message: 'A service that this one needs did not start, or is not there.', remedy: 'Start the service it depends on first. Where there is none, the cause says what to do.' },
  SERVICE_ACCESS_DENIED: { message: 'Windows refused: the control plane may not control that service.', remedy: 'Run the control plane as Administrator.' },
  SERVICE_DEPENDENTS_RUNNING: { message: 'Other services that need this one still run.', remedy: 'Stop those first; the message names them.' },
  SERVICE_LOGON_FAILED: { message: 'The service could not sign in with its account.', remedy: "In Windows' Services, open the service, Log On: type the account's password again, and see that the account is neither locked nor expired. Then start it." },
  SERVICE_NO_ANSWER: { message: 'The service did not answer Windows in time.', remedy: 'It may still be coming up: look again in a minute. If it is stopped then, read its last event and start it again.' },
  SERVICE_NOT_ACCEPTING: { message: 'The service takes no commands now: it is starting or stopping.', remedy: 'Wait until it has settled, then try again.' },
  SERVICE_DATABASE_LOCKED: { message: "Windows' list of services is locked by another program, most likely an installer.", remedy: 'Let the installation end, then try again.' },
  SERVICE_MARKED_FOR_DELETION: { message: 'The service was uninstalled, but Windows has not let go of it yet.', remedy: "Close Windows' Services, Task Manager and Event Viewer on this server, then try again. If it stays so, restart the server." },
  SERVICE_EXISTS: { message: 'There is a service of that name already.', remedy: "Look at it in Windows' Services. If it is an old one, uninstall it, then try again." },
  SERVICE_PROGRAM_MISSING: { message: "The service's program is not where Windows was told to find it.", remedy: 'Install that part of swiftpos again, then start it.' },
  SERVICE_PROGRAM_UNKNOWN: { message: 'What came of Cloud Sync is not the one program that was expected, or registers another service than venue.json says.', remedy: 'Run "venue-control doctor", compare the name in venue.json with swiftpos, then plan again. Nothing is left installed.' },
  SERVICE_START_REFUSED: { message: 'Windows refused to start the service.', remedy: "Read its last event, and look at it in Windows' Services." },
  SERVICE_STOP_REFUSED: { message: 'Windows refused to stop the service.', remedy: "Look at it in Windows' Services; it may need to be ended there." },
  SERVICE_CONFIGURE_REFUSED: { message: 'Windows refused to change how the service is set up.', remedy: "Look at it in Windows' Services, then try again." },
  SERVICE_RUNNING: { message: 'The service still runs.', remedy: 'Stop it first.' },
  PACKAGE_CHECKSUM_WRONG: { message: 'The Cloud Sync package is damaged: its checksum is wrong.', remedy: 'Try again later; tell swiftpos if it stays so. Nothing was installed.' },
  PACKAGE_SIGNATURE_WRONG: { message: 'The Cloud Sync package is not signed by swiftpos.', remedy: 'Do not install it by hand. Tell swiftpos. Nothing was installed.' },
  PACKAGE_TRUNCATED: { message: 'The Cloud Sync package did not arrive whole.', remedy: 'Check the connection, then try again: what came is kept, and the download goes on from there where the cloud can. Nothing was installed.' },
  PACKAGE_TOO_LARGE: { message: 'The Cloud Sync package is larger than this site allows.', remedy: 'If swiftpos says that it is meant to be so large, allow a larger package in config.json (docs/reference/configuration.md says how), restart the control plane, then plan again. Nothing was downloaded.' },
  DISK_TOO_FULL: { message: 'There is not enough room on the disk of the data folder for Cloud Sync.', remedy: 'Make room there for four times the size of the package, then plan again. Nothing was downloaded.' },
  PACKAGE_MISSING: { message: 'The Cloud Sync package is not there to install.', remedy: 'Start the operation again; it downloads the package first.' },
  PACKAGE_PUBLISHER_UNKNOWN: { message: 'Nobody has said who signs Cloud Sync, so it was not installed.', remedy: 'Write the publisher into venue.json as "publisher", exactly as Get-AuthenticodeSignature shows it (SignerCertificate.Subject) on a program that surely is of swiftpos.' },
  INSTALLER_BUSY: { message: 'Windows Installer is busy with another installation.', remedy: 'Let that one end, then try again.' },
  INSTALLER_FAILED: { message: 'Windows Installer could not do it.', remedy: "Read the end of the newest logs/msi-*.log in the data folder, mend the cause, then plan again." },
  PACKAGE_KEY_MISSING: { message: 'The key that Cloud Sync packages are checked with is missing on this server.', remedy: 'Copy (do not move) package-signing.json from swiftpos into the data folder. Nothing unsigned is installed.' },
  CLUSTERED_SERVICE: { message: 'A Windows cluster runs that service, and it alone may start, stop or change it.', remedy: 'Use Failover Cluster Manager, or Start-ClusterResource and Stop-ClusterResource, for the resource of that service. It was left as it is.' },
  SERVICE_NOT_INSTALLED: { message: 'That service is not installed.', remedy: 'Cloud Sync is installed by onboarding, where it is licensed.' },
  SERVICE_START_FAILED: { message: 'The service did not start and stay running.', remedy: 'Read its last event and exit code, mend the cause, then start it again.' },
  SERVICE_STOP_FAILED: { message: 'The service did not stop.', remedy: "Look at it in Windows' Services; it may need to be ended there." },
  SERVICE_RESTARTED_BY_OTHER: { message: 'The service was started again by another program.', remedy: 'Services Monitor may have done it: stop Services Monitor first, then this service.' },
  MONITOR_HOLD_UNSAFE: { message: 'Services Monitor could not be held in a way that ends by itself, so it was left running.', remedy: "See that Windows' Task Scheduler service runs and that the control plane runs as Administrator, then try again. Nothing was stopped." },
  SERVICE_DISABLED: { message: 'The service is disabled.', remedy: 'Set its start mode to Manual or Automatic, then start it.' },
  HEARTBEAT_NOT_SEEN: { message: 'The cloud has not seen a heartbeat of this venue.', remedy: "Check the outbound connection and Gateway Client's log, then plan again." },
  FIRST_SYNC_NOT_BEGUN: { message: 'Cloud Sync runs, but its first sync has not begun.', remedy: "Read Cloud Sync's events, then plan again." },
  SYNC_STALLED: { message: 'The full send has stopped moving.', remedy: 'Run a sync diagnosis. Check Cloud Sync and the link.' },
  SYNC_FAILED: { message: 'The cloud says that the full send has failed.', remedy: 'The cloud keeps the old data. Run a sync diagnosis before you try again.' },
  SYNC_COUNT_MISMATCH: { message: "Row counts in the cloud do not match the venue's.", remedy: 'Read which tables differ, then tell swiftpos support.' },
  LOCATION_UNKNOWN: { message: 'The cloud does not list that location.', remedy: 'Compare it with the locations in Back Office.' },

  // --- this machine ------------------------------------------------------------------------------
  POWERSHELL_UNAVAILABLE: { message: 'PowerShell is not answering.', remedy: 'Run "venue-control doctor" on the server.' },
  SCRIPT_FAILED: { message: 'A PowerShell script failed.', remedy: "Give the correlation ID to support: the server's log has the rest." },
  EVENT_LOG_UNREADABLE: { message: "Windows' event log could not be read.", remedy: 'Run the control plane as Administrator, and look whether the Windows Event Log service runs. Until then nothing is said to be stable.' },
  MACHINE_UNKNOWN: { message: 'Which server this is could not be read.', remedy: 'Run "venue-control doctor" on the server. On Windows its UUID comes from the firmware, by CIM: a virtual machine may need one set by its host. Nothing was sent.' },
  NODE_UNKNOWN: { message: "The rehearsal's services have no Node to run on.", remedy: 'Start the control plane with "venue-control serve", in a checkout with npm start.' },
  SERVICE_CONTROL_FAILED: { message: "The rehearsal's service control failed.", remedy: "Give the correlation ID to support: the server's log has the rest." },
  WINDOWS_NEEDED: { message: 'That can be done on Windows only.', remedy: 'Run the control plane on the swiftpos server; on another machine practise with a rehearsal.' },
  VENUE_NOT_READY: { message: "This venue can't be served yet.", remedy: 'Mend what is named, then run "venue-control doctor". Nothing was started.' },
  VENUE_FILE_MISSING: { message: "venue.json is missing, so nobody says which Windows services are the venue's.", remedy: 'Run "venue-control init" on the server: it asks for the names, and writes them. Nothing was changed.' },
  VENUE_FILE_INVALID: { message: 'venue.json is not as it should be.', remedy: 'Correct what the message names; "venue-control doctor" proposes names of services. Nothing was changed.' },
  FILE_NOT_WRITTEN: { message: 'A file on this server could not be read or written.', remedy: 'Check free disk space and the rights on the data folder; run "venue-control doctor".' },
  BUSY: { message: 'The server has too much to do at the moment.', remedy: 'Wait a few seconds, then try again.' },
  VENUE_DATABASE_UNAVAILABLE: { message: "The venue's database is not answering.", remedy: 'Check SQL Server and its disk, then try again.' },
  STATE_DATABASE_UNAVAILABLE: { message: "The control plane's own database is not answering.", remedy: 'Check free disk space and run "venue-control doctor".' },
  STATE_DATABASE_DAMAGED: { message: "The control plane's own database is damaged, or is another one than it should be.", remedy: 'Stop the server, keep its files as they are, run "venue-control doctor", then "venue-control restore" with the newest backup.' },
  STATE_LOST: { message: 'Part of what this server knew is missing, or is not what it was.', remedy: 'Restore what is named, or all of it from a backup with "venue-control restore". To begin anew on purpose, move the data folder away. Nothing was changed.' },
  STATE_RESTORED: { message: 'The state was put back from a backup that was taken while this was active.', remedy: "Nothing was carried on and nothing put back. Look at services, at the venue's link and at swiftpos Cloud, then plan again." },
  ALREADY_INSTALLED: { message: 'The control plane is installed on this machine already.', remedy: 'To put a newer one in its place: "venue-control upgrade", from the folder of the newer one.' },
  NOT_INSTALLED: { message: 'The control plane is not installed on this machine.', remedy: 'Install it first: "venue-control install", from the unpacked archive.' },
  PROGRAM_DAMAGED: { message: 'The program is not what its archive said.', remedy: 'Unpack the archive again, and compare its SHA-256 with the one that came with it. Nothing was changed.' },
  INSTALL_FAILED: { message: 'The control plane could not be installed.', remedy: 'Mend what is named, then install again.' },
  UPGRADE_FAILED: { message: 'The newer program did not get ready.', remedy: 'Read why in its log. What ran before runs again unless something is named that could not be put back.' },
  UNINSTALL_FAILED: { message: 'The control plane could not be removed whole.', remedy: 'Mend what is named, then try again.' },
  SERVER_NOT_READY: { message: 'The server was started and does not answer.', remedy: 'Read its log, and run "venue-control doctor".' },
  PROGRAM_NOT_TRUSTED: { message: 'Others than its administrator may change the program or its data.', remedy: 'Take the right to write away from them where it is named, look whether anything was changed, then start again.' },
  SIGNING_CERTIFICATE_UNUSABLE: { message: "The certificate can't sign.", remedy: 'Name one for code signing that is valid, with its private key, from the store My: Get-ChildItem Cert:\\LocalMachine\\My lists them.' },
  SIGNING_FAILED: { message: 'A file could not be signed.', remedy: 'Read what Windows says of it; what was signed before it stays signed. Run it again.' },
  AUDIT_UNAVAILABLE: { message: 'The audit row could not be written, so nothing was done.', remedy: 'Check free disk space and run "venue-control doctor".' },
  SHUTTING_DOWN: { message: 'The server is stopping.', remedy: 'Try again when it is back.' },
  INTERNAL_SERVER_ERROR: { message: 'Something went wrong on the server.', remedy: "Give the correlation ID to support: the server's log has the rest." },
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof ERRORS;

export function isErrorCode(code: string | undefined): code is ErrorCode {
  return code !== undefined && Object.hasOwn(ERRORS, code);
}

export interface AppErrorOptions {
  /** Replaces the catalogue's message where the case can say more: expected, received. */
  readonly message?: string;
  readonly remedy?: string;
  /** Further `extensions` of the GraphQL error; plain JSON, no secret. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** An error that a caller may read. Everything else is masked as INTERNAL_SERVER_ERROR. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly remedy: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(
      options.message ?? ERRORS[code].message,
      options.cause === undefined ? {} : { cause: options.cause },
    );
    this.code = code;
    this.remedy = options.remedy ?? ERRORS[code].remedy;
    this.details = options.details ?? {};
  }
}
