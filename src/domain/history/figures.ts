/** The current figures of the metrics. Unknown ones are left out, so that no collector reads them as zero. */
import type { AuditReader } from '../audit/reader.js';
import { nothingRead, type Snapshot } from '../facts/snapshot.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import { judgeStatus, type VenueStatus } from '../status/judge-status.js';
import { knownOf } from '../types/fact.js';
import type { Figure, FigureName, FiguresReader } from '../types/figures.js';
import { OPERATION_KINDS, type Operation } from '../types/operation.js';
import { isNever, judgeLink } from '../venue/link.js';
import { registrationDaysLeft } from '../venue/registration.js';
import { sampleOf } from './states.js';

export interface FiguresParts {
  readonly state: Pick<StateDatabase, 'operations' | 'outbox' | 'keyValues'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly audit: Pick<AuditReader, 'lastVerification'>;
  /** Of the PowerShell hosts. */
  readonly hosts: () => readonly Figure[];
  /** Of this program. */
  readonly version: string;
  readonly rehearsal: boolean;
}

export class VenueFigures implements FiguresReader {
  readonly #parts: FiguresParts;
  #facts: Snapshot;
  #status: VenueStatus;
  /** By service. */
  readonly #restarts = new Map<string, number>();
  readonly #processes = new Map<string, number>();
  #rowsSent = 0;
  /** Of the send that was last seen. */
  #rowsOfSend = 0;

  constructor(parts: FiguresParts) {
    this.#parts = parts;
    this.#facts = nothingRead(parts.clock.now());
    this.#status = judgeStatus(this.#facts);
  }

  /** With each reading of the venue. */
  seen(facts: Snapshot, status: VenueStatus): void {
    this.#facts = facts;
    this.#status = status;
    for (const { key, processId } of knownOf(facts.services) ?? []) {
      if (processId === undefined) continue;
      const before = this.#processes.get(key);
      const isOther = before !== undefined && before !== processId;
      this.#restarts.set(key, (this.#restarts.get(key) ?? 0) + (isOther ? 1 : 0));
      this.#processes.set(key, processId);
    }
    const { rowsSent } = sampleOf(facts);
    if (rowsSent === undefined) return;
    // Another send begins at zero.
    this.#rowsSent += rowsSent >= this.#rowsOfSend ? rowsSent - this.#rowsOfSend : rowsSent;
    this.#rowsOfSend = rowsSent;
  }

  async resource(): Promise<Readonly<Record<string, string>>> {
    const { state, version, rehearsal } = this.#parts;
    // Rows that others remember in the state database.
    const recall = (name: string) => state.keyValues.get(name).catch(() => undefined);
    return {
      'service.name': 'venue-control',
      'service.version': version,
      'deployment.environment': rehearsal ? 'rehearsal' : 'production',
      ...textOf('service.instance.id', (await recall('identity'))?.value['id']),
      ...textOf('venue.customer_number', (await recall('registration'))?.value['customerNumber']),
    };
  }

  async read(): Promise<readonly Figure[]> {
    const { state, hosts } = this.#parts;
    const active = await state.operations.active().catch(() => undefined);
    const waiting = await state.outbox.count().catch(() => undefined);
    return [
      ...statusFigures(this.#status),
      ...factFigures(this.#facts, this.#parts.clock.now()),
      ...[...this.#restarts].map(([service, value]) => figure('venue.service.restarts', value, { service })),
      figure('venue.sync.rows.sent', this.#rowsSent),
      ...(active ? operationFigures(active) : []),
      ...hosts(),
      ...figureOf('audit.intact', asNumber(this.#parts.audit.lastVerification()?.intact)),
      ...figureOf('notification.outbox.depth', waiting),
    ];
  }
}

function textOf(name: string, value: unknown): Readonly<Record<string, string>> {
  return typeof value === 'string' ? { [name]: value } : {};
}

const STATES: readonly VenueStatus['state'][] = ['OK', 'ATTENTION', 'DOWN', 'UNKNOWN'];

function statusFigures({ state, planned, findings, consumers }: VenueStatus): readonly Figure[] {
  return [
    ...STATES.map((each) => figure('venue.status', Number(each === state), { state: each })),
    figure('venue.status.planned', Number(planned)),
    // Two services may have the same one: it is one figure.
    ...findings.map(({ code, severity }) => figure('venue.finding', 1, { code, severity })),
    ...consumers.flatMap(({ name: consumer, available }) => {
      const is = available === undefined ? 'unknown' : available ? 'works' : 'off';
      return ['works', 'off', 'unknown'].map((each) =>
        figure('venue.consumer.state', Number(each === is), { consumer, state: each }),
      );
    }),
  ];
}

function factFigures(facts: Snapshot, now: Date): readonly Figure[] {
  const link = judgeLink(facts);
  const { heartbeatAge, rowsWaiting, rowsFailed } = sampleOf(facts);
  const registration = knownOf(facts.registration);
  const daysLeft =
    registration && registrationDaysLeft(registration.expiresOn, registration.timeZone, facts.at);
  const backupAt = knownOf(facts.lastBackupAt);
  return [
    // A venue that was never connected has no link that could be lost.
    ...figureOf('venue.link.up', link === 'UNKNOWN' || isNever(link) ? undefined : Number(link === 'UP')),
    ...figureOf('venue.link.heartbeat.age', heartbeatAge),
    ...(knownOf(facts.services) ?? [])
      .filter(({ status, installed }) => installed && status !== 'UNKNOWN')
      .map(({ key, status }) =>
        figure('venue.service.running', Number(status === 'RUNNING'), { service: key }),
      ),
    ...figureOf('venue.sync.rows.waiting', rowsWaiting),
    ...figureOf('venue.sync.rows.failed', rowsFailed),
    ...figureOf('venue.registration.days_left', daysLeft),
    ...figureOf('backup.age', backupAt && (now.getTime() - backupAt.getTime()) / 1000),
  ];
}

function operationFigures(active: readonly Operation[]): readonly Figure[] {
  return Object.keys(OPERATION_KINDS).flatMap((kind) => {
    const own = active.filter((operation) => operation.kind === kind);
    const stuck = own.filter(({ state }) => state === 'NEEDS_ATTENTION');
    return [
      figure('operation.active', own.length, { kind }),
      figure('operation.needs_attention', stuck.length, { kind }),
    ];
  });
}

function figure(name: FigureName, value: number, attributes: Figure['attributes'] = {}): Figure {
  return { name, value, attributes };
}

function figureOf(name: FigureName, value: number | undefined): readonly Figure[] {
  return value === undefined ? [] : [figure(name, value)];
}

const asNumber = (is: boolean | undefined) => (is === undefined ? undefined : Number(is));
