/**
 * The catalogue: every error a caller can meet, its message and what to do about it.
 * The table in docs/reference/errors.md is compared with this file by a test. Messages name no secret, path, host or SQL;
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
  SIGN_IN_FAILED: { message: 'Clerk ID and PIN do not match.', remedy: 'Check both and try again. A temporary PIN works for 3 days. After five failures you have to wait before each try, 15 minutes at most.' },
  SIGN_IN_LOCKED: { message: 'This clerk is locked after too many failed sign-ins.', remedy: 'Try again in 15 minutes, or ask an administrator to run "venue-control clerk unlock" on the server.' },
  TOO_MANY_REQUESTS: { message: 'Too many sign-in attempts.', remedy: 'Try again in a minute.' },
  PIN_TEMPORARY: { message: 'This PIN is temporary: an administrator chose it.', remedy: 'Choose your own PIN first: in the console, or with Set-VenuePin.' },
  PERSON_NEEDED: { message: "API tokens can't do this.", remedy: 'Sign in with a clerk ID and PIN.' },
  FORBIDDEN: { message: 'This clerk does not have permission to do that.', remedy: 'Ask a clerk who can grant the permission.' },

  // --- what was asked ----------------------------------------------------------------------------
  BAD_USER_INPUT: { message: 'Something in the request is not valid.', remedy: 'Correct the named argument and send it again.' },
  BAD_REQUEST: { message: 'The request is not a GraphQL request.', remedy: 'POST JSON with a "query" to /graphql.' },
  GRAPHQL_PARSE_FAILED: { message: 'The document is not valid GraphQL.', remedy: 'Correct the syntax at the location given.' },
  GRAPHQL_VALIDATION_FAILED: { message: 'The document does not match the schema.', remedy: 'Compare it with schema.graphql.' },
  DOCUMENT_TOO_LARGE: { message: 'The document requests too much at once.', remedy: 'Split it into several requests.' },
  REQUEST_REFUSED: { message: 'The request was rejected before it was processed.', remedy: 'Call http://127.0.0.1:PORT/graphql directly from this machine, as JSON, without a foreign Origin.' },
  NOT_FOUND: { message: 'Nothing has that ID.', remedy: 'List the items and use an ID from the list.' },
  ALERT_CLEARED: { message: 'The alert is cleared already.', remedy: 'List the open alerts: there is nothing to acknowledge.' },
  NOTIFICATION_FAILED: { message: 'The notification was not sent.', remedy: 'Check the channel in config.json and its secrets, then run "venue-control notify test" on the server.' },
  NOT_AVAILABLE_YET: { message: 'This function is not available on this system.', remedy: 'Run it on Windows Server.' },
  VENUE_MISMATCH: { message: 'The customer number belongs to another venue.', remedy: "Compare it with the venue's customer number and with the registration." },
  CONFIRMATION_MISMATCH: { message: 'The typed text does not match the company name.', remedy: "Type the company name exactly as the venue's data shows it." },

  // --- plans and operations ----------------------------------------------------------------------
  PLAN_NOT_FOUND: { message: 'The plan does not exist, or it is older than 60 minutes.', remedy: 'Make a new plan, read it, and start from that plan.' },
  PLAN_CHANGED: { message: 'Facts have changed since the plan was made.', remedy: 'Read what changed, make a new plan, and decide again.' },
  PLAN_NOT_READY: { message: 'The plan has failing checks.', remedy: 'Follow the remedy of each failing check, or override those that can be overridden.' },
  OVERRIDE_REFUSED: { message: 'You may not override that check.', remedy: 'Fix its cause. If the plan shows the check as overridable, ask a clerk of the highest group.' },
  ALREADY_CONNECTED: { message: 'This venue is already connected. Onboarding it again would only send all data again.', remedy: 'Run a sync diagnosis if data is missing in the cloud.' },
  OPERATION_IN_PROGRESS: { message: 'A conflicting operation is in progress.', remedy: 'Wait until that operation has ended, or cancel it. Then try again.' },
  IDEMPOTENCY_CONFLICT: { message: 'That idempotency key was used for another request.', remedy: 'Use a new key for a new request.' },
  OPERATION_REJECTED: { message: 'The second person rejected the operation.', remedy: 'Read the reason, resolve it, then plan again.' },
  SECOND_PERSON_NEEDED: { message: 'Another clerk must approve this. The clerk who requested it can\'t.', remedy: 'Ask a clerk of rank 1 or 2 who has the same permission.' },
  NOT_AWAITING_APPROVAL: { message: 'This operation is not awaiting approval.', remedy: 'Check its state.' },
  CHOICE_UNKNOWN: { message: 'The operation does not offer that choice now.', remedy: 'Choose one of the choices that the operation offers now.' },
  REDEMPTION_ABANDONED: { message: 'The operation was abandoned. Whether the code was redeemed is unknown.', remedy: 'Treat the code as used. Request a new one and plan again. Contact swiftpos if another server appears to be connected.' },
  START_TOO_LATE: { message: 'The operation was not started: its start time passed too long ago.', remedy: 'Plan again with a new start time. Nothing was changed.' },
  START_IN_THE_PAST: { message: 'The start is in the past, or more than eight days ahead.', remedy: 'Omit the start time to start now, or choose a time within the next eight days.' },
  MAINTENANCE: { message: 'Maintenance mode is on: no new operation starts.', remedy: 'Wait until maintenance mode is off, or ask a clerk with Services > Control to turn it off.' },
  OPERATION_OVER: { message: 'The operation has already ended.', remedy: 'Read its outcome. It can\'t be cancelled any more.' },
  OPERATION_CANCELLED: { message: 'The operation was cancelled.', remedy: 'Read what was rolled back, then plan again when ready.' },
  ONBOARDING_UNFINISHED: { message: 'The venue is connected to swiftpos Cloud, but its onboarding is not finished.', remedy: 'Fix the cause, then finish the onboarding. It needs no code.' },
  ORDERING_PROTECTED: { message: 'Ordering works, and this would take it down while the venue trades.', remedy: 'Do it outside trading hours, or plan again and override the check of trading hours with a reason.' },
  NOTHING_TO_FINISH: { message: 'There is no onboarding that can be finished without a code.', remedy: 'Make a new plan and read what it needs.' },
  OPERATION_INTERRUPTED: { message: 'The server stopped before this operation was fully started.', remedy: 'Request a new code and start again. Only the listed changes were made.' },
  REDEMPTION_OUTCOME_UNKNOWN: { message: 'The cloud did not report whether the code was redeemed.', remedy: 'Wait: the server queries the cloud every minute. The code is never sent twice.' },
  STEP_TIMED_OUT: { message: 'A step exceeded its time limit.', remedy: 'Read the step and the event log, fix the cause, then plan again.' },
  SYNC_JOB_ACTIVE: { message: 'The cloud is already receiving a full send from this venue.', remedy: 'Follow the operation that runs it. If there is none, make a new plan: it can withdraw the open send.' },

  // --- the authentication code -------------------------------------------------------------------
  CODE_MALFORMED: { message: 'That is not an authentication code.', remedy: 'Enter the code exactly as in the newest e-mail.' },
  CODE_WRONG: { message: 'The cloud does not know that code.', remedy: 'Enter the code from the newest e-mail. Earlier codes no longer work.' },
  CODE_EXPIRED: { message: 'The code is no longer valid.', remedy: 'Enter the code from the newest e-mail. If you entered that one, request a new code.' },
  CODE_USED: { message: 'The code has been used before.', remedy: 'Request a new code. A code works once.' },
  TOO_MANY_CODES: { message: 'Too many codes were requested.', remedy: 'Wait a few minutes, then request a code.' },
  REDEMPTION_CLOSED: { message: 'That redemption was closed before the cloud had received the code.', remedy: 'Request a new code and start again.' },
  REDEMPTION_REPEATED: { message: 'The cloud has seen this redemption before.', remedy: 'Wait: the server queries the cloud for the result. The code is never sent twice.' },
  REGISTRATION_EXPIRED: { message: 'The registration of this venue has expired.', remedy: 'Renew it with swiftpos, then plan again.' },

  // --- the passport of a venue that moves ----------------------------------------------------------
  PASSPORT_DAMAGED: { message: 'The file is not a migration file (passport), or it is damaged.', remedy: 'Copy the file from the old server again. If that does not help, export a new one there. Nothing was changed.' },
  PASSPORT_TOO_NEW: { message: 'The migration file was made by a newer version of this program.', remedy: 'Update the control plane on this server, then import it again. Nothing was changed.' },
  PASSPHRASE_WRONG: { message: 'The passphrase does not open this migration file.', remedy: 'Type it again. If it is correct, the file was modified: export a new one on the old server. Nothing was changed here.' },
  PASSPORT_FOREIGN: { message: 'The migration file belongs to another venue.', remedy: "Compare its customer number with this venue's registration. Then export a file on this venue's old server. Nothing was changed." },
  PASSPORT_OF_THIS_SERVER: { message: 'The migration file was exported from this server.', remedy: 'Import it on the new server. Nothing was changed.' },
  PASSPORT_IMPORTED_BEFORE: { message: 'This migration file, or a newer one, was already imported.', remedy: 'Make the onboarding plan. If the old server has changed since, export a new file there. Nothing was changed.' },

  // --- cloud, package, services ------------------------------------------------------------------
  CLOUD_UNREACHABLE: { message: 'swiftpos Cloud cannot be reached.', remedy: 'Check the internet connection and the outbound firewall, then try again.' },
  TIME_NOT_CONFIRMED: { message: "No one has confirmed this machine's time since the server started.", remedy: 'Wait until swiftpos Cloud responds, then try again.' },
  CLOUD_NO_ANSWER: { message: 'swiftpos Cloud sent a response that could not be read.', remedy: 'Wait a few minutes and try again. If it persists, contact swiftpos.' },
  CLOUD_REFUSED: { message: 'swiftpos Cloud refused the request.', remedy: 'Read the detail, then contact swiftpos support with the correlation ID.' },
  VENUE_UNKNOWN: { message: 'swiftpos Cloud does not know this customer number.', remedy: 'Compare the customer number with the registration.' },
  CREDENTIAL_MISSING: { message: 'This server has no gateway credential.', remedy: 'Onboard the venue first.' },
  CREDENTIAL_REFUSED: { message: "The cloud rejected the gateway's credential.", remedy: 'Plan an onboarding to re-establish the connection.' },
  LICENCE_MISSING: { message: 'The cloud reports that this venue is not licensed for that.', remedy: "Ask swiftpos which licenses this venue has." },
  GATEWAY_PLACE_UNKNOWN: { message: 'venue.json does not name the file that Gateway Client reads its credential from.', remedy: 'Ask swiftpos which file it is, add it to venue.json (see docs/reference/configuration.md), then plan again.' },
  GATEWAY_PLACE_UNUSABLE: { message: "Gateway Client's credential could not be written to the file that venue.json names.", remedy: 'Check that file and the permissions on its folder, then plan again.' },
  MACHINE_MISMATCH: { message: 'The credential belongs to another server of this venue.', remedy: 'Onboard this server, or switch the other one off if it should no longer be connected.' },
  PACKAGE_UNKNOWN: { message: 'swiftpos Cloud has no such version of Cloud Sync.', remedy: 'Plan again: a new plan uses the available version. If it persists, contact swiftpos.' },
  SYNC_JOB_UNKNOWN: { message: 'The cloud does not know that send.', remedy: 'Make a new plan.' },
  SYNC_JOB_OVER: { message: 'That send has already ended.', remedy: 'Read its outcome under Operations. Make a new plan if another send is needed.' },
  SERVICE_DEPENDENCY_FAILED: { message: 'A service that this one depends on did not start, or is not installed.', remedy: 'Start that service first. If it is not installed, follow the cause that is shown.' },
  SERVICE_ACCESS_DENIED: { message: 'Windows denied the control plane access to that service.', remedy: 'Run the control plane as Administrator.' },
  SERVICE_DEPENDENTS_RUNNING: { message: 'Other services that depend on this one are still running.', remedy: 'Stop the services that the message names first.' },
  SERVICE_LOGON_FAILED: { message: 'The service could not sign in with its account.', remedy: "Open the service in services.msc and enter the account's password again on the Log On tab. Check that the account is neither locked nor expired. Then start the service." },
  SERVICE_NO_ANSWER: { message: 'The service did not respond to Windows in time.', remedy: 'Wait a minute and check again: it may still be starting. If it is stopped then, read its last event and start it again.' },
  SERVICE_NOT_ACCEPTING: { message: 'The service does not accept commands now: it is starting or stopping.', remedy: 'Wait until it has started or stopped, then try again.' },
  SERVICE_DATABASE_LOCKED: { message: "Another program, probably an installer, has locked Windows' service database.", remedy: 'Wait until the installation has ended, then try again.' },
  SERVICE_MARKED_FOR_DELETION: { message: 'The service is marked for deletion, but Windows has not removed it yet.', remedy: "Close services.msc, Task Manager and Event Viewer on this server, then try again. If it persists, restart the server." },
  SERVICE_EXISTS: { message: 'A service with that name already exists.', remedy: "Check it in services.msc. If it is an old one, uninstall it, then try again." },
  SERVICE_PROGRAM_MISSING: { message: "The service's program file is missing from its registered path.", remedy: 'Reinstall that part of swiftpos, then start the service.' },
  SERVICE_PROGRAM_UNKNOWN: { message: 'The Cloud Sync installer contains an unexpected program, or registers a service name that differs from venue.json.', remedy: 'Run "venue-control doctor", compare the name in venue.json with swiftpos, then plan again. Nothing is left installed.' },
  SERVICE_START_REFUSED: { message: 'Windows refused to start the service.', remedy: "Read its last event, and check it in services.msc." },
  SERVICE_STOP_REFUSED: { message: 'Windows refused to stop the service.', remedy: "Check it in services.msc. You may have to stop it there." },
  SERVICE_CONFIGURE_REFUSED: { message: 'Windows refused to change the service\'s configuration.', remedy: "Check it in services.msc, then try again." },
  SERVICE_RUNNING: { message: 'The service is still running.', remedy: 'Stop it first.' },
  PACKAGE_CHECKSUM_WRONG: { message: 'The Cloud Sync package is damaged: its checksum is wrong.', remedy: 'Try again later. If it persists, contact swiftpos. Nothing was installed.' },
  PACKAGE_SIGNATURE_WRONG: { message: 'The Cloud Sync package is not signed by swiftpos.', remedy: 'Do not install it manually. Contact swiftpos. Nothing was installed.' },
  PACKAGE_TRUNCATED: { message: 'The download of the Cloud Sync package is incomplete.', remedy: 'Check the connection, then try again. The download resumes if the cloud supports it. Nothing was installed.' },
  PACKAGE_TOO_LARGE: { message: 'The Cloud Sync package is larger than the venue settings allow.', remedy: 'Ask swiftpos for the expected size. If the size is right, allow a larger package in config.json (see docs/reference/configuration.md), restart the control plane, then plan again. Nothing was downloaded.' },
  DISK_TOO_FULL: { message: 'The disk of the data folder has too little free space for Cloud Sync.', remedy: 'Free four times the size of the package on that disk, then plan again. Nothing was downloaded.' },
  PACKAGE_MISSING: { message: 'The Cloud Sync package is missing.', remedy: 'Plan again: the new operation downloads the package first.' },
  PACKAGE_PUBLISHER_UNKNOWN: { message: 'venue.json does not name the publisher of Cloud Sync, so it was not installed.', remedy: 'Set "publisher" in venue.json to the SignerCertificate.Subject that Get-AuthenticodeSignature shows for a genuine swiftpos program.' },
  INSTALLER_BUSY: { message: 'Windows Installer is busy with another installation.', remedy: 'Wait until that installation has ended, then try again.' },
  INSTALLER_FAILED: { message: 'Windows Installer failed.', remedy: "Read the end of the newest logs/msi-*.log in the data folder, fix the cause, then plan again." },
  PACKAGE_KEY_MISSING: { message: 'The key that verifies Cloud Sync packages is missing on this server.', remedy: 'Copy (do not move) package-signing.json from swiftpos into the data folder. Nothing unsigned is installed.' },
  CLUSTERED_SERVICE: { message: 'A Windows cluster manages that service. Only the cluster may start, stop or change it.', remedy: 'Use Failover Cluster Manager, or Start-ClusterResource and Stop-ClusterResource, for the resource of that service. The service was not changed.' },
  SERVICE_NOT_INSTALLED: { message: 'That service is not installed.', remedy: 'Plan an onboarding: it installs Cloud Sync if the venue is licensed for it.' },
  SERVICE_START_FAILED: { message: 'The service did not start and stay running.', remedy: 'Read its last event and exit code, fix the cause, then try again.' },
  SERVICE_STOP_FAILED: { message: 'The service did not stop.', remedy: "Check it in services.msc. You may have to stop it there." },
  SERVICE_RESTARTED_BY_OTHER: { message: 'Another program started the service again.', remedy: 'Stop Services Monitor first, then this service. Services Monitor may have started it.' },
  MONITOR_HOLD_UNSAFE: { message: 'Services Monitor could not be suspended safely, so it was left running.', remedy: "Check that the Task Scheduler service is running and that the control plane runs as Administrator, then try again. Nothing was stopped." },
  MONITOR_SUSPENDED: { message: 'Services Monitor is stopped while stops are planned.', remedy: 'Start the services whose stop is planned, or wait until their operation has ended. Services Monitor then starts again.' },
  SERVICE_DISABLED: { message: 'The service is disabled.', remedy: 'Set its start mode to Manual or Automatic, then start it.' },
  HEARTBEAT_NOT_SEEN: { message: 'The cloud has received no heartbeat from this venue.', remedy: "Check the outbound connection and Gateway Client's log, then plan again." },
  FIRST_SYNC_NOT_BEGUN: { message: 'Cloud Sync is running, but its first sync has not started.', remedy: "Read Cloud Sync's events, then plan again." },
  SYNC_STALLED: { message: 'The full send makes no progress.', remedy: 'Run a sync diagnosis. Check Cloud Sync and the link.' },
  SYNC_FAILED: { message: 'The full send failed in the cloud.', remedy: 'Run a sync diagnosis before you try again. The cloud keeps the old data.' },
  SYNC_COUNT_MISMATCH: { message: "Row counts in the cloud do not match the venue's.", remedy: 'Read which tables differ, then contact swiftpos support.' },
  LOCATION_UNKNOWN: { message: 'The cloud does not list that location.', remedy: 'Compare it with the locations in Back Office.' },

  // --- this machine ------------------------------------------------------------------------------
  POWERSHELL_UNAVAILABLE: { message: 'PowerShell is not responding.', remedy: 'Run "venue-control doctor" on the server.' },
  SCRIPT_FAILED: { message: 'A PowerShell script failed.', remedy: "Give the correlation ID to support: the server's log has the details." },
  EVENT_LOG_UNREADABLE: { message: "Windows' event log could not be read.", remedy: 'Run the control plane as Administrator, and check that the Windows Event Log service is running. Until then no service is reported as stable.' },
  MACHINE_UNKNOWN: { message: 'This server\'s identity could not be read.', remedy: 'Run "venue-control doctor" on the server. On Windows the UUID comes from the firmware: for a virtual machine, you may have to set one on its host. Nothing was sent.' },
  NODE_UNKNOWN: { message: "The rehearsal's services found no Node.js to run on.", remedy: 'Start the control plane with "venue-control serve", or with "npm start" in a checkout.' },
  SERVICE_CONTROL_FAILED: { message: "The rehearsal's service control failed.", remedy: "Give the correlation ID to support: the server's log has the details." },
  WINDOWS_NEEDED: { message: 'That works on Windows only.', remedy: 'Run the control plane on the swiftpos server. On other machines, use a rehearsal.' },
  VENUE_NOT_READY: { message: "The server can't start for this venue yet.", remedy: 'Fix what the message names, then run "venue-control doctor". Nothing was started.' },
  VENUE_FILE_MISSING: { message: "venue.json is missing, so the Windows services of the venue are unknown.", remedy: 'Run "venue-control init" on the server: it asks for the names and writes the file. Nothing was changed.' },
  VENUE_FILE_INVALID: { message: 'venue.json is not valid.', remedy: 'Correct what the message names. "venue-control doctor" proposes service names. Nothing was changed.' },
  FILE_NOT_WRITTEN: { message: 'A file on this server could not be read or written.', remedy: 'Check free disk space and the permissions on the data folder, then run "venue-control doctor".' },
  BUSY: { message: 'The server is busy.', remedy: 'Wait a few seconds, then try again.' },
  VENUE_DATABASE_UNAVAILABLE: { message: "The venue's database is not responding.", remedy: 'Check SQL Server and its disk, then try again.' },
  VENUE_ROW_MALFORMED: { message: "A view of the venue's database has a malformed row.", remedy: "Ask the site's DBA to correct that view. The head of its file in src/storage/mssql/venue describes each column. \"venue-control doctor\" checks all views." },
  STATE_DATABASE_UNAVAILABLE: { message: "The control plane's own database is not responding.", remedy: 'Check free disk space and run "venue-control doctor".' },
  STATE_DATABASE_DAMAGED: { message: "The control plane's own database is damaged, or is not the expected one.", remedy: 'Stop the server, keep its files unchanged, run "venue-control doctor", then run "venue-control restore" with the newest backup.' },
  STATE_LOST: { message: 'Server state is missing or has been modified.', remedy: 'Restore the named file, or restore a backup with "venue-control restore". To start over on purpose, move the data folder away. Nothing was changed.' },
  STATE_RESTORED: { message: 'The state was restored from a backup that was taken while this operation was active.', remedy: "Check the services, the venue's link and swiftpos Cloud, then plan again. The operation was neither resumed nor rolled back." },
  ALREADY_INSTALLED: { message: 'The control plane is already installed on this machine.', remedy: 'Run "venue-control upgrade" from the folder of the newer version to replace it.' },
  NOT_INSTALLED: { message: 'The control plane is not installed on this machine.', remedy: 'Run "venue-control install" from the unpacked archive first.' },
  PROGRAM_DAMAGED: { message: 'Program files are missing or differ from the archive.', remedy: 'Compare the SHA-256 of the archive with the one that came with it, then unpack it again. Nothing was changed.' },
  INSTALL_FAILED: { message: 'The control plane could not be installed.', remedy: 'Fix what the message names, then install again.' },
  UPGRADE_FAILED: { message: 'The newer version did not become ready.', remedy: 'Read its log. The previous version runs again, unless the message names what could not be rolled back.' },
  UNINSTALL_FAILED: { message: 'The control plane could not be removed completely.', remedy: 'Fix what the message names, then try again.' },
  SERVER_NOT_READY: { message: 'The server was started but does not respond.', remedy: 'Read its log, then run "venue-control doctor".' },
  PROGRAM_NOT_TRUSTED: { message: 'Non-administrators can modify the program or its data.', remedy: 'Remove their write permission from the listed paths, check whether anything was changed, then start again.' },
  SIGNING_CERTIFICATE_UNUSABLE: { message: "The certificate can't sign.", remedy: 'Choose a valid code-signing certificate with a private key from the store My. Get-ChildItem Cert:\\LocalMachine\\My lists them.' },
  SIGNING_FAILED: { message: 'A file could not be signed.', remedy: 'Read the message from Windows, then run the command again. Files that are already signed stay signed.' },
  AUDIT_UNAVAILABLE: { message: 'The audit row could not be written, so nothing was done.', remedy: 'Check free disk space and run "venue-control doctor".' },
  SHUTTING_DOWN: { message: 'The server is stopping.', remedy: 'Try again when it has restarted.' },
  INTERNAL_SERVER_ERROR: { message: 'An unexpected error occurred on the server.', remedy: "Give the correlation ID to support: the server's log has the details." },
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

/** What a person reads: what happened and what to do; never a stack. */
export function errorInWords(error: unknown): string {
  if (error instanceof AppError) return `${error.message}\n${error.remedy}`;
  return error instanceof Error ? error.message : String(error);
}
