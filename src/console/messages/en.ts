/**
 * All that the console says, in English, by the room that says it. A message with values is a function of them. Sentences that the server
 * sends are not here; what it sends as a code is.
 */
import type {
  CloudRegion,
  Licence,
  OnboardingState,
  OperationKind,
  OperationState,
  Permission,
  StepState,
  SyncCause,
} from '../generated/graphql';
import { grammarOf } from './grammar';

export type Language = 'en' | 'de';
export type Messages = typeof en;

const locale = 'en-GB';
const { plural, number } = grammarOf(locale);

export const en = {
  language: 'en' as Language,
  /** For Intl. */
  locale,

  product: 'Venue control',

  frame: {
    about: 'This venue and you',
    skip: 'Skip to the page',
    practice: 'Practice venue.',
    practiceMeans: 'Nothing here reaches swiftpos.',
    asOf: (when: string) => `As of ${when}: the venue’s database is not answering.`,
    openMaintenance: 'Open maintenance',
    venueTime: (zone: string) => `All times are the venue’s: ${zone}.`,
    oneMoment: 'One moment',
  },
  pages: {
    label: 'Views',
    venue: 'Venue',
    services: 'Services',
    diagnosis: 'Diagnosis',
    onboarding: 'Onboarding',
    resync: 'Resync',
    operations: 'Operations',
    'event-log': 'Event log',
    maintenance: 'Maintenance',
    security: 'Clerk security',
    audit: 'Audit',
    tokens: 'Access tokens',
    ide: 'IDE',
  },
  strip: {
    nothingRuns: 'No operation is running',
    colours: { light: 'Use the light colours', dark: 'Use the dark colours' },
    signOut: 'Sign out',
    language: 'Language',
    endsAbout: (when: string) => `ends about ${when}`,
    starts: (when: string) => `starts ${when}`,
    awaitsApproval: (when: string) => `awaiting approval, for ${when}`,
    andMore: (others: number) => `and ${number(others)} more`,
  },

  session: {
    clerkId: 'Clerk ID',
    pin: 'PIN',
    deleteDigit: 'Delete last digit',
    signIn: 'Sign in',
    ended: {
      byClerk: 'You are signed out.',
      elsewhere: 'You were signed out. Sign in to go on.',
      idle: 'Nobody used this page for 15 minutes, so you were signed out. What runs goes on.',
    },
    idle: {
      title: 'Are you still there?',
      left: (time: string) =>
        `Nobody has used this page for a while. You are signed out in ${time}. What runs goes on.`,
      stay: 'Stay signed in',
    },
    stepUp: {
      title: 'Enter your PIN once more',
      why: 'It is more than five minutes since you last did. What you have entered is kept.',
      notNow: 'Not now',
      goOn: 'Go on',
    },
  },

  palette: {
    button: 'Go to…',
    title: 'Go to, or do',
    box: 'Page or action',
    list: 'Pages and actions',
    nothing: 'Nothing is called so.',
    kinds: { page: 'Page', service: 'Service', here: 'Here' },
    stopNotifying: 'Stop browser notifications',
    startNotifying: 'Notify me in the browser when an operation ends',
    keys: 'Ctrl K',
  },

  told: {
    label: 'News',
    look: 'Look at it',
    close: (headline: string) => `Close: ${headline}`,
    endings: {
      SUCCEEDED: 'is done',
      FAILED: 'did not work',
      CANCELLED: 'was cancelled',
      NEEDS_ATTENTION: 'needs a decision',
      AWAITING_APPROVAL: 'waits for a second person',
    } satisfies Partial<Record<OperationState, string>>,
  },

  ui: {
    steps: 'Steps of this job',
    looking: 'Looking.',
    close: 'Close',
    notKnown: 'Not known',
    reason: 'Reason',
    reasonMeans: 'Goes into the audit log.',
    links: {
      services: 'Open the services',
      onboarding: 'Open onboarding',
      resync: 'Open the resync plan',
      operations: 'Open the operations',
      maintenance: 'Open maintenance',
      diagnosis: 'Open the diagnosis',
    },
    openIt: 'Open it',
    goToVenue: 'Go to the venue',
    lost: (since: string) => `Not connected since ${since}. Trying again. What you see is from before.`,
    unknownPage: {
      title: 'There is no such page',
      sentence: (view: string) => `The console has no page “${view}”.`,
      status: 'The pages that there are stand at the left.',
    },
    brokenPage: {
      title: 'This page does not work',
      sentence: 'It met something that it does not know. Nothing was changed by that, and what runs goes on.',
      tellSupport: 'If it stays so, tell support what stands here:',
      reload: 'Load the page again',
    },
    save: {
      button: 'Save as CSV',
      failed: 'It could not be read. Nothing was saved.',
      all: (rows: number, file: string) =>
        `${plural(rows, { one: '1 row is', other: `${rows} rows are` })} saved as ${file}.`,
      newest: (rows: number, file: string) =>
        `The newest ${rows} rows are saved as ${file}. Narrow the time for older ones.`,
    },
  },

  problem: {
    change: (fact: string, planned: string, now: string) => `${fact}: it was ${planned}, it is ${now}.`,
    tickBox: 'Tick box',
    whoCan: 'Who can',
    whoCanGrant: 'Who can grant it',
    nobody: 'Nobody here. Ask swiftpos support.',
    again: 'Try again',
    againIn: (seconds: number) => `Try again in ${seconds} s`,
    forSupport: 'For support',
    copy: 'Copy the correlation ID',
    copied: 'Copied',
    scope: 'Your Clerk Group does not see every Location Group that this concerns.',
    hierarchy: 'Your Clerk Security Group does not rank above the one you would change.',
    permission: 'Your Clerk Security Group does not tick this box.',
    hindrance: (path: string) => `You may not change this: ${path}.`,
    notReached: 'The control plane does not answer.',
    notReachedRemedy:
      'This page tries again by itself. If it stays so, look whether the control plane runs on the server.',
    unanswered: 'The control plane did not answer, so nobody knows whether this was done.',
    unansweredRemedy: 'Look before you send it again, once it answers. What you have entered is kept.',
  },

  /** Units of time, after a number. */
  units: { seconds: 's', minutes: 'min', hours: 'h', days: 'd' },
  /** From none to ten, where a sentence begins with them; then figures. */
  counts: ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'],

  permissions: {
    CLOUD_CONNECTIVITY_ONBOARD: 'Cloud Connectivity > Onboard',
    CLOUD_CONNECTIVITY_LOCATIONS: 'Cloud Connectivity > Locations',
    SERVICES_VIEW: 'Services > View',
    SERVICES_CONTROL: 'Services > Control',
    CLERK_SECURITY_VIEW: 'Clerk Security > View',
    CLERK_SECURITY_EDIT: 'Clerk Security > Edit',
    EVENT_LOGS_VIEW: 'Event Logs > View',
    AUDIT_VIEW: 'Audit > View',
    API_TOKENS_MANAGE: 'API Tokens > Manage',
  } satisfies Record<Permission, string>,

  operation: {
    kinds: {
      ONBOARD: 'Onboarding',
      RESYNC: 'Resync',
      ACTIVATE_LOCATIONS: 'Activate locations',
      SERVICE_CONTROL: 'Service control',
    } satisfies Record<OperationKind, string>,
    /** What a cancel leaves. */
    whenCancelled: {
      ONBOARD:
        'What it has changed is put back. A code that was redeemed stays used: the next try needs a new one.',
      RESYNC: 'The cloud keeps the data it had before, and the services that were held are let go.',
      ACTIVATE_LOCATIONS: 'Locations that are activated by then stay so.',
      SERVICE_CONTROL: 'The service is put back to what it was before.',
    } satisfies Record<OperationKind, string>,
    states: {
      AWAITING_APPROVAL: 'Awaiting approval',
      SCHEDULED: 'Scheduled',
      PENDING: 'About to begin',
      RUNNING: 'Running',
      CANCELLING: 'Being cancelled',
      SUCCEEDED: 'Done',
      FAILED: 'Failed',
      CANCELLED: 'Cancelled',
      NEEDS_ATTENTION: 'Needs attention',
    } satisfies Record<OperationState, string>,
    stepStates: {
      PENDING: 'Waiting',
      RUNNING: 'Running',
      SUCCEEDED: 'Done',
      FAILED: 'Failed',
      SKIPPED: 'Not needed',
      COMPENSATED: 'Put back',
    } satisfies Record<StepState, string>,
    cancel: (kind: string) => `Cancel ${kind.toLowerCase()}`,
    cancelAsks: (kind: string) => `Cancel ${kind.toLowerCase()}…`,
    cancelTitle: (kind: string) => `Cancel this ${kind.toLowerCase()}?`,
    keepRunning: 'Keep it running',
  },

  state: {
    online: 'Online',
    onlineButLook: 'Online, but look',
    notOnline: 'Not online',
    firstSync: 'Online, first sync',
    everythingWorks: 'Everything works.',
    cloudWorks: 'What depends on swiftpos Cloud works.',
    more: (things: number) =>
      plural(things, { one: '1 more thing needs a look.', other: `${things} more things need a look.` }),
    controlPlaneSilent: 'The control plane does not answer, so nobody knows how this venue is.',
    venueUnknown: 'How this venue is, is not known.',
    askedAgain: 'It is asked again by itself.',
    lookBehind: 'Look at the services behind it.',
    neverConnected: 'Not online: this venue has never been connected to swiftpos Cloud.',
    planOnboarding: 'Plan an onboarding.',
    reconnect: 'Not online: the connection must be made again.',
    firstSyncGoesOn: 'The first sync is not complete yet.',
    linkUnknown: 'Nobody can say now whether this venue is online.',
    registrationEnds: (day: string) => `The registration ends after ${day}.`,
    renewBefore: 'Renew it with swiftpos before then.',
    registrationEnded: (day: string) => `The registration ended after ${day}.`,
    renewNow: 'Renew it with swiftpos; the cloud takes nothing until then.',
    servicesUnknown: 'How the services are is not known.',
    openServices: 'Open the services to see why.',
    waitOrOpen: 'Wait a moment, or open the services.',
    stoppedBy: (service: string, clerk: string) => `${service} was stopped by ${clerk}.`,
    stoppedBecause: (service: string, clerk: string, reason: string) =>
      `${service} was stopped by ${clerk}: “${reason}”.`,
    down: (service: string) => `${service} is down.`,
    underWay: (title: string) => `“${title}” is under way.`,
    starting: (service: string) => `${service} is starting.`,
    stopping: (service: string) => `${service} is stopping.`,
    degraded: (service: string) => `${service} does not work as it should.`,
    consumersOff: (names: string, howMany: number) =>
      plural(howMany, { one: `${names} does not work.`, other: `${names} do not work.` }),
    consumersHeld: (names: string, howMany: number) =>
      plural(howMany, {
        one: `${names} is off while all data is sent.`,
        other: `${names} are off while all data is sent.`,
      }),
    comesBack: 'Wait: it comes back by itself.',
    consumersUnknown: (names: string, howMany: number) =>
      plural(howMany, {
        one: `Whether ${names} works is not known.`,
        other: `Whether ${names} work is not known.`,
      }),
    frozen: (clerk: string | null) => `${clerk ?? 'Somebody'} has stopped everything new.`,
    frozenBecause: (clerk: string | null, reason: string) =>
      `${clerk ?? 'Somebody'} has stopped everything new: “${reason}”.`,
    nothingBegins: 'Nothing begins until it is switched off again.',
    waitsForDecision: (kind: string) => `${kind} waits for a decision.`,
    readAndDecide: 'Read what happened, and decide.',
    lookAgain: 'Look again in a moment.',
    causes: {
      NONE: 'Nothing points to a fault.',
      LINK_DOWN: 'The cloud does not hear this venue.',
      GATEWAY_STOPPED: 'Gateway Client does not run.',
      CLOUD_SYNC_STOPPED: 'Cloud Sync does not run.',
      WEB_SERVER_DOWN: 'The web server of SwiftAPI does not run.',
      REGISTRATION_EXPIRED: 'The registration has ended.',
      LICENCE_MISSING: 'Cloud Sync is not licensed.',
      LOCATION_NOT_ACTIVATED: 'Not every location is activated in the cloud.',
      DATABASE_OPERATION_RUNNING: 'Work on the database holds the sending back.',
      BACKLOG: 'Data waits to be sent to the cloud.',
      DATA_SYNC_FAILING: 'Some data can not be sent to the cloud.',
      VERSION_MISMATCH: 'Database, programs and cloud are not of one swiftpos version.',
      UNKNOWN: 'Whether data reaches the cloud is not known.',
    } satisfies Record<SyncCause, string>,
  },

  venue: {
    elseNeedsLook: 'What else needs a look',
    dependsOnIt: 'What depends on it',
    works: 'Works',
    off: 'Off',
    cloud: 'swiftpos Cloud',
    states: {
      NEVER_CONNECTED: 'Never connected',
      CONNECTED: 'Connected',
      RECONNECT_NEEDED: 'Connect again',
      CLOUD_SYNC_PENDING: 'First sync',
      UNKNOWN: 'Not known',
    } satisfies Record<OnboardingState, string>,
    lastHeartbeat: 'Last heartbeat',
    ago: (time: string) => `${time} ago`,
    noneYet: 'None yet',
    connectedSince: 'Connected since',
    registration: 'Registration',
    customerNumber: 'Customer number',
    email: 'E-mail',
    validThrough: 'Valid through',
    expiresSoon: 'Expires soon',
    expired: 'Expired',
    licences: 'Licences',
    none: 'None',
    licenceNames: {
      CLOUD_SYNC: 'Cloud Sync',
      WEB_API: 'Web API',
      MAINTENANCE: 'Maintenance',
    } satisfies Record<Licence, string>,
    version: 'swiftpos',
    region: 'Region',
    regions: { AU: 'Australia', UK: 'United Kingdom', EU: 'European Union' } satisfies Record<
      CloudRegion,
      string
    >,
    timeZone: 'Time zone',
    locations: 'Locations',
    activate: 'Activate',
    activateAll: (howMany: number) => `Activate all ${howMany}`,
    activateOne: (name: string) => `Activate ${name}`,
    activated: 'Activated',
    waiting: 'Waiting',
    seeOperation: 'See the operation',
    firstSync: 'First sync',
    gone: (time: string) => `${time} gone`,
    left: (time: string) => `About ${time} left`,
    endsAbout: (when: string) => `Ends about ${when}`,
    noEstimate: 'No estimate yet',
    rows: (sent: number, expected: number) => `${number(sent)} of ${number(expected)} rows`,
    rate: (rows: string) => `${rows} rows a second`,
    offUntil: (when: string) => `Off until about ${when}:`,
    offUntilComplete: 'Off until it is complete:',
  },
};
