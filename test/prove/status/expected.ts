/**
 * What a venue's status is in each situation, written by hand from swiftpos' public help and before the code that computes it.
 * `prove -- status` sets each situation in a rehearsal venue and compares every surface with this table.
 *
 * The facts behind it:
 * - Gateway Client serves OrderAway, TouchMini and third-party ordering, and lets the cloud call SwiftAPI; Cloud Sync serves Doshii and
 *   Cloud BackOffice Analytics, where it is licensed.
 * - Ordering reaches the till through SwiftAPI's web server.
 * - While all data is sent, the page names TouchMini, OrderAway and Cloud BackOffice Analytics as unavailable, "for example": of the others
 *   nothing is known.
 * - What an expired registration does to a connected venue is stated nowhere: not known.
 */
export type ConsumerName =
  | 'OrderAway'
  | 'TouchMini'
  | 'Third-party ordering'
  | 'Doshii'
  | 'Cloud BackOffice Analytics'
  | 'SwiftAPI';

export interface ExpectedStatus {
  readonly state: 'OK' | 'ATTENTION' | 'DOWN' | 'UNKNOWN';
  /** Default: false. */
  readonly planned?: boolean;
  /** Consumers that are off, and those of which it is not known. The others work. */
  readonly off?: readonly ConsumerName[];
  readonly unknown?: readonly ConsumerName[];
  /** Codes of the findings of warning or above, worst first. Findings of INFO may stand beside them. */
  readonly findings?: readonly string[];
}

const ORDERING = ['OrderAway', 'TouchMini', 'Third-party ordering'] as const;
const OF_CLOUD_SYNC = ['Doshii', 'Cloud BackOffice Analytics'] as const;
const ALL = [...ORDERING, ...OF_CLOUD_SYNC, 'SwiftAPI'] as const;
/** Through Gateway Client. */
const OF_GATEWAY = [...ORDERING, 'SwiftAPI'] as const;

/** Of a venue that was never onboarded. */
export const neverOnboarded: ExpectedStatus = { state: 'ATTENTION', off: ALL, findings: ['NEVER_CONNECTED'] };

/** Of an onboarded venue whose first sync is done, by the rehearsal's fault. A fault that is not here changes nothing while nothing is under way. */
export const byFault: Readonly<Record<string, ExpectedStatus>> = {
  none: { state: 'OK' },
  'cloud=down': { state: 'UNKNOWN', unknown: ALL, findings: ['CLOUD_UNREACHABLE'] },
  'cloud=error-500': { state: 'UNKNOWN', unknown: ALL, findings: ['CLOUD_UNREACHABLE'] },
  'cloud=reset': { state: 'UNKNOWN', unknown: ALL, findings: ['CLOUD_UNREACHABLE'] },
  'cloud=malformed': { state: 'UNKNOWN', unknown: ALL, findings: ['CLOUD_UNREACHABLE'] },
  'cloud=huge': { state: 'UNKNOWN', unknown: ALL, findings: ['CLOUD_UNREACHABLE'] },
  'registration=expired': { state: 'UNKNOWN', unknown: ALL, findings: ['REGISTRATION_EXPIRED'] },
  'registration=expiring': { state: 'ATTENTION', findings: ['REGISTRATION_EXPIRING'] },
  'licence=no-cloud-sync': { state: 'OK', off: OF_CLOUD_SYNC },
  'sync=exceptions': { state: 'ATTENTION', findings: ['DATA_SYNC_FAILING'] },
  'sync=backlog': { state: 'ATTENTION', findings: ['BACKLOG'] },
  'link=down': { state: 'DOWN', off: ALL, findings: ['LINK_DOWN'] },
  'link=old-server-connected': { state: 'ATTENTION', findings: ['OTHER_SERVER_CONNECTED'] },
  'elevation=missing': { state: 'ATTENTION', findings: ['NOT_ELEVATED'] },
  'swiftpos=too-old': { state: 'ATTENTION', findings: ['SWIFTPOS_TOO_OLD'] },
  'swiftpos=version-mismatch': { state: 'ATTENTION', findings: ['VERSION_MISMATCH'] },
  'swiftpos=migrated': { state: 'DOWN', off: ALL, findings: ['RECONNECT_NEEDED'] },
  'swiftpos=web-server-down': { state: 'DOWN', off: OF_GATEWAY, findings: ['WEB_SERVER_DOWN'] },
  'database=reindexing': { state: 'ATTENTION', findings: ['DATABASE_OPERATION_RUNNING'] },
};

/** Of an onboarded venue, by a service that should run and is stopped. */
export const byStoppedService: Readonly<Record<string, ExpectedStatus>> = {
  // Its heartbeats would tell whether the cloud hears Cloud Sync.
  'gateway-client': {
    state: 'DOWN',
    off: OF_GATEWAY,
    unknown: OF_CLOUD_SYNC,
    findings: ['SERVICE_DOWN'],
  },
  'cloud-sync': { state: 'ATTENTION', off: OF_CLOUD_SYNC, findings: ['SERVICE_DOWN'] },
  'sales-processing': { state: 'ATTENTION', findings: ['SERVICE_DOWN'] },
  connect: { state: 'ATTENTION', findings: ['SERVICE_DOWN'] },
  'end-of-day': { state: 'ATTENTION', findings: ['SERVICE_DOWN'] },
  netpos: { state: 'ATTENTION', findings: ['SERVICE_DOWN'] },
  'services-monitor': { state: 'ATTENTION', findings: ['SERVICE_DOWN'] },
};

/** Of an onboarded venue, by what can't be read. */
export const byAway: Readonly<Record<string, ExpectedStatus>> = {
  PowerShell: { state: 'UNKNOWN', unknown: ALL, findings: ['POWERSHELL_UNAVAILABLE'] },
  'venue database': { state: 'ATTENTION', findings: ['VENUE_DATABASE_UNAVAILABLE'] },
  'state database': { state: 'ATTENTION', findings: ['STATE_DATABASE_UNAVAILABLE'] },
};

const DURING_SEND = {
  state: 'DOWN',
  planned: true,
  off: ['OrderAway', 'TouchMini', 'Cloud BackOffice Analytics'],
  unknown: ['Third-party ordering', 'Doshii', 'SwiftAPI'],
} as const satisfies ExpectedStatus;

/** Of a venue in which an operation is in this state. */
export const byOperation: Readonly<Record<string, ExpectedStatus>> = {
  'first sync, running': DURING_SEND,
  'resync, running': DURING_SEND,
  'resync, scheduled': { state: 'OK' },
  'resync, waiting for approval': { state: 'OK' },
  'resync, cancelled': { state: 'OK' },
  'resync, succeeded': { state: 'OK' },
  // The cloud keeps the old data.
  'resync, failed': { state: 'OK' },
  // Whether the send was withdrawn is known to the cloud alone.
  'resync, cancelling while the cloud is away': {
    state: 'UNKNOWN',
    unknown: ALL,
    findings: ['CLOUD_UNREACHABLE'],
  },
  'resync, cancelled, its send still open': { ...DURING_SEND, planned: false, findings: ['CLEANUP_OPEN'] },
  'first onboarding, failed': neverOnboarded,
  // Its heartbeats are no ordering that could be lost.
  'first onboarding, rolled back after its first heartbeat': neverOnboarded,
  'first onboarding, waiting for a decision': {
    state: 'ATTENTION',
    off: ALL,
    findings: ['OPERATION_NEEDS_ATTENTION', 'NEVER_CONNECTED'],
  },
  'full send that no operation owns': { ...DURING_SEND, planned: false, findings: ['FULL_SEND_UNOWNED'] },
  'an operation that needs a decision': { state: 'ATTENTION', findings: ['OPERATION_NEEDS_ATTENTION'] },
  'maintenance switch on': { state: 'ATTENTION', findings: ['MAINTENANCE_ON'] },
};

export const WELL: ExpectedStatus = { state: 'OK' };

/** What only the cloud can say is not known while it is away, and without a licence nothing is meant to be sent. */
const HIDES: Readonly<Record<string, readonly string[]>> = {
  'cloud=down': ['link=down', 'link=old-server-connected'],
  'licence=no-cloud-sync': ['sync=exceptions', 'sync=backlog'],
};
const WORST = ['DOWN', 'UNKNOWN', 'ATTENTION', 'OK'] as const;

/** By the meaning of a status: what is off is before what is not known. */
export function together(one: string, other: string): ExpectedStatus {
  if (HIDES[one]?.includes(other)) return byFault[one] ?? WELL;
  if (HIDES[other]?.includes(one)) return byFault[other] ?? WELL;
  const both = [byFault[one] ?? WELL, byFault[other] ?? WELL];
  const off = [...new Set(both.flatMap((each) => each.off ?? []))];
  return {
    state: WORST.find((state) => both.some((each) => each.state === state)) ?? 'OK',
    off,
    unknown: [...new Set(both.flatMap((each) => each.unknown ?? []))].filter((name) => !off.includes(name)),
    findings: both.flatMap((each) => each.findings ?? []),
  };
}
