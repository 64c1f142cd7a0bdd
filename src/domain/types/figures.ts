/** Figures that leave the server for a collector: names, kinds and units as OpenTelemetry writes them. */

export interface FigureKind {
  readonly kind: 'gauge' | 'counter';
  /** UCUM. */
  readonly unit: '1' | 's' | 'd';
  readonly attributes: readonly string[];
  readonly meaning: string;
}

/** No attribute is a name, a reason, or anything else that a person typed. */
export const FIGURES = {
  'venue.status': {
    kind: 'gauge',
    unit: '1',
    attributes: ['state'],
    meaning: 'State of the venue: 1 for the one that it has.',
  },
  'venue.status.planned': {
    kind: 'gauge',
    unit: '1',
    attributes: [],
    meaning: '1 while the venue is down on purpose.',
  },
  'venue.finding': {
    kind: 'gauge',
    unit: '1',
    attributes: ['code', 'severity'],
    meaning: '1 for each finding of the status.',
  },
  'venue.consumer.state': {
    kind: 'gauge',
    unit: '1',
    attributes: ['consumer', 'state'],
    meaning: 'State of each consumer of the cloud: 1 for the one that it has.',
  },
  'venue.link.up': {
    kind: 'gauge',
    unit: '1',
    attributes: [],
    meaning: '1 while the cloud receives heartbeats.',
  },
  'venue.link.heartbeat.age': {
    kind: 'gauge',
    unit: 's',
    attributes: [],
    meaning: 'Age of the last heartbeat.',
  },
  'venue.service.running': {
    kind: 'gauge',
    unit: '1',
    attributes: ['service'],
    meaning: '1 while the service runs.',
  },
  'venue.service.restarts': {
    kind: 'counter',
    unit: '1',
    attributes: ['service'],
    meaning: 'How often the service had another process than before.',
  },
  'venue.sync.rows.sent': {
    kind: 'counter',
    unit: '1',
    attributes: [],
    meaning: 'Rows of full sends that the cloud received.',
  },
  'venue.sync.rows.waiting': {
    kind: 'gauge',
    unit: '1',
    attributes: [],
    meaning: 'Rows that wait to be sent.',
  },
  'venue.sync.rows.failed': {
    kind: 'gauge',
    unit: '1',
    attributes: [],
    meaning: 'Rows that could not be sent.',
  },
  'venue.registration.days_left': {
    kind: 'gauge',
    unit: 'd',
    attributes: [],
    meaning: 'Days until the registration ends.',
  },
  'operation.active': {
    kind: 'gauge',
    unit: '1',
    attributes: ['kind'],
    meaning: 'Operations that have not ended.',
  },
  'operation.needs_attention': {
    kind: 'gauge',
    unit: '1',
    attributes: ['kind'],
    meaning: 'Operations that wait for a decision.',
  },
  'powershell.queue.depth': {
    kind: 'gauge',
    unit: '1',
    attributes: ['pool'],
    meaning: 'PowerShell calls that wait for a host.',
  },
  'powershell.hosts': { kind: 'gauge', unit: '1', attributes: ['state'], meaning: 'PowerShell hosts.' },
  'audit.intact': {
    kind: 'gauge',
    unit: '1',
    attributes: [],
    meaning: '1 if the last verification found the audit intact.',
  },
  'backup.age': { kind: 'gauge', unit: 's', attributes: [], meaning: 'Age of the last backup.' },
  'notification.outbox.depth': {
    kind: 'gauge',
    unit: '1',
    attributes: [],
    meaning: 'Notifications that no channel took yet.',
  },
} as const satisfies Readonly<Record<string, FigureKind>>;

export type FigureName = keyof typeof FIGURES;

export interface Figure {
  readonly name: FigureName;
  readonly value: number;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface FiguresReader {
  read(): Promise<readonly Figure[]>;
  /** Whose figures they are, as OpenTelemetry names it. What is not known yet is left out. */
  resource(): Promise<Readonly<Record<string, string>>>;
}
