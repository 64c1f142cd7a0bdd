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
  'venue.status': gauge('State of the venue: 1 for the one that it has.', ['state']),
  'venue.status.planned': gauge('1 while the venue is down on purpose.'),
  'venue.finding': gauge('1 for each finding of the status.', ['code', 'severity']),
  'venue.consumer.state': gauge('State of each consumer of the cloud: 1 for the one that it has.', [
    'consumer',
    'state',
  ]),
  'venue.link.up': gauge('1 while the cloud receives heartbeats.'),
  'venue.link.heartbeat.age': gauge('Age of the last heartbeat.', [], 's'),
  'venue.service.running': gauge('1 while the service runs.', ['service']),
  'venue.service.restarts': counter('How often the service had another process than before.', ['service']),
  'venue.sync.rows.sent': counter('Rows of full sends that the cloud received.'),
  'venue.sync.rows.waiting': gauge('Rows that wait to be sent.'),
  'venue.sync.rows.failed': gauge('Rows that could not be sent.'),
  'venue.registration.days_left': gauge('Days until the registration ends.', [], 'd'),
  'operation.active': gauge('Operations that have not ended.', ['kind']),
  'operation.needs_attention': gauge('Operations that wait for a decision.', ['kind']),
  'powershell.queue.depth': gauge('PowerShell calls that wait for a host.', ['pool']),
  'powershell.hosts': gauge('PowerShell hosts.', ['state']),
  'audit.intact': gauge('1 if the last verification found the audit intact.'),
  'backup.age': gauge('Age of the last backup.', [], 's'),
  'notification.outbox.depth': gauge('Notifications that no channel took yet.'),
};

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

function gauge(
  meaning: string,
  attributes: readonly string[] = [],
  unit: FigureKind['unit'] = '1',
): FigureKind {
  return { kind: 'gauge', unit, attributes, meaning };
}

function counter(meaning: string, attributes: readonly string[] = []): FigureKind {
  return { kind: 'counter', unit: '1', attributes, meaning };
}
