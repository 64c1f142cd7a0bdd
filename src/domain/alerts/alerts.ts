/** The alerts of the venue: opened and cleared in the background, listed, acknowledged and followed. */
import type { AuditReader } from '../audit/reader.js';
import type { AuditTrail } from '../audit/trail.js';
import type { Log, NewId } from '../ports/machine.js';
import { every } from '../ports/pause.js';
import type { StateStores } from '../ports/state-database.js';
import type { Caller } from '../request/viewer.js';
import type { StatusPoller } from '../status/status-poller.js';
import { knownOf } from '../types/fact.js';
import { Newest } from '../types/newest.js';
import { isShown, type NotificationEvent, type ShownAlert, type VenueAlert } from '../types/venue-alert.js';
import { type Acknowledgement, Acknowledgements } from './acknowledgements.js';
import { type Conditions, conditionsOf } from './conditions.js';
import { isTrading, NOTHING_READ, type OwnFactsParts, readOwnFacts } from './own-facts.js';
import { deliveriesOf } from './send.js';
import { type AlertChange, nextAlerts, type Unread, unreadBy } from './transitions.js';

export interface VenueAlertsParts extends OwnFactsParts {
  readonly audit: AuditTrail;
  readonly auditReader: OwnFactsParts['auditReader'] & Pick<AuditReader, 'verification'>;
  readonly status: Pick<StatusPoller, 'status' | 'facts'>;
  readonly log: Log;
  readonly newId: NewId;
  /** Names of those that get each alert. */
  readonly channels: readonly string[];
  /** Called after something to send was stored. */
  readonly wake: () => void;
}

const AGAIN_MS = 5000;
const OWN_FACTS_MS = 60_000;
/** It reads the whole audit: daily, and not while the server starts. */
const FIRST_VERIFICATION_MS = 600_000;
const VERIFICATION_MS = 86_400_000;
const PLANNED = 'alerts.planned';

export class VenueAlerts {
  readonly #parts: VenueAlertsParts;
  readonly #acknowledgements: Acknowledgements;
  readonly #followers = new Set<Newest<ShownAlert>>();
  #own = NOTHING_READ;
  #unread: Unread | undefined;
  /** Null: none; undefined: not read yet. */
  #plannedEnd: Date | null | undefined;

  constructor(parts: VenueAlertsParts) {
    this.#parts = parts;
    this.#acknowledgements = new Acknowledgements(parts);
  }

  /** Newest first; one more than `first` where more follow. */
  list(query: Parameters<VenueAlertsParts['state']['alerts']['list']>[0]): Promise<readonly ShownAlert[]> {
    return this.#parts.state.alerts.list(query);
  }

  /** Each alert whenever it changes, until `signal` aborts. */
  async *changes(signal: AbortSignal): AsyncIterable<ShownAlert> {
    const news = new Newest<ShownAlert>();
    this.#followers.add(news);
    try {
      yield* news.take(signal);
    } finally {
      this.#followers.delete(news);
    }
  }

  /** Until it is cleared, or until a time. Throws as Acknowledgements does. */
  async acknowledge(caller: Caller, id: string, given: Acknowledgement): Promise<ShownAlert> {
    const acknowledged = await this.#acknowledgements.acknowledge(caller, id, given);
    this.#publish(acknowledged);
    return acknowledged;
  }

  /** Until `signal` aborts. Never rejects. */
  async keep(signal: AbortSignal): Promise<void> {
    const { auditReader, clock, log } = this.#parts;
    const loop = { clock, log };
    // Apart, because a database that hangs must not keep alerts from opening.
    const ownFacts = { ...loop, everyMs: OWN_FACTS_MS, failed: 'Facts for alerts could not be read' };
    void every(ownFacts, signal, async () => {
      this.#own = await readOwnFacts(this.#parts);
    });
    const verifies = { ...loop, afterMs: FIRST_VERIFICATION_MS, everyMs: VERIFICATION_MS };
    void every(
      { ...verifies, failed: 'The audit could not be verified; the server retries' },
      signal,
      async () => {
        await auditReader.verification();
      },
    );
    // Before the status has read the venue once, a start would look like a venue that can't be read.
    const evaluates = { ...loop, afterMs: AGAIN_MS, everyMs: AGAIN_MS };
    const failed = 'The alerts could not be evaluated; the server retries';
    await every({ ...evaluates, failed }, signal, () => this.#evaluate());
  }

  async #evaluate(): Promise<void> {
    const { state, clock, newId, settings, status, wake } = this.#parts;
    const conditions = await this.#conditions();
    this.#unread = unreadBy(this.#unread, conditions, clock.now());
    const now = {
      at: clock.now(),
      unreadAt: this.#unread.byCode,
      // Read for an alert that is about to open, which few evaluations have.
      get isTrading() {
        return isTrading(status.facts(), this.at);
      },
      settings: settings.alerts,
      newId,
    };
    // At most times nothing changes: then no transaction is taken.
    if (nextAlerts(await state.alerts.watched(), conditions, now).length === 0) return;
    const changes = await state.transaction(async (stores) => {
      const found = nextAlerts(await stores.alerts.watched(), conditions, now);
      for (const change of found) await this.#store(change, stores, now.at);
      return found;
    });
    this.#tell(changes);
    wake();
  }

  async #store(change: AlertChange, { alerts, outbox }: StateStores, at: Date): Promise<void> {
    const { alert } = change;
    if (change.is === 'removed') return alerts.remove(alert.id);
    await alerts.save(alert);
    if (!change.notify || !isShown(alert)) return;
    await outbox.add(
      deliveriesOf(this.#parts.channels, { event: change.notify, alert, at, venue: this.#own }),
    );
  }

  #tell(changes: readonly AlertChange[]): void {
    const { log } = this.#parts;
    for (const change of changes) {
      if (change.is !== 'saved') continue;
      if (change.notify) {
        const level = change.notify === 'CLEARED' ? 'info' : LEVELS[change.alert.severity];
        log[level](fieldsOf(change.alert), MOVES[change.notify]);
      }
      if (isShown(change.alert)) this.#publish(change.alert);
    }
  }

  #publish(alert: ShownAlert): void {
    for (const news of this.#followers) news.put(alert.id, alert);
  }

  async #conditions(): Promise<Conditions> {
    const status = this.#parts.status.status();
    await this.#rememberPlannedEnd();
    const ofStatus = conditionsOf(status, this.#plannedEnd ?? undefined);
    return {
      ...ofStatus,
      found: [...ofStatus.found, ...this.#own.found],
      hidden: new Set([...ofStatus.hidden, ...this.#own.hidden]),
    };
  }

  /**
   * That of the plan, or the first that was known: an estimate that moves on with the delay would never be
   * overrun. That of maintenance mode is none: what is down after it is not planned.
   */
  async #rememberPlannedEnd(): Promise<void> {
    const { state, clock, status } = this.#parts;
    const { state: is, planned, plannedUntil } = status.status();
    const { maintenance, openSend } = status.facts();
    const maintainedUntil = knownOf(maintenance)?.until;
    const send = knownOf(openSend);
    const ofPlan = send && knownOf(send.owner)?.plannedEnd;
    if (this.#plannedEnd === undefined) {
      const kept = (await state.keyValues.get(PLANNED))?.value['until'];
      this.#plannedEnd = typeof kept === 'string' ? new Date(kept) : null;
    }
    if (is === 'UNKNOWN') return;
    const isMaintained = maintainedUntil && plannedUntil?.getTime() === maintainedUntil.getTime();
    const end = planned && !isMaintained ? (this.#plannedEnd ?? ofPlan ?? plannedUntil ?? null) : null;
    if (end?.getTime() === this.#plannedEnd?.getTime()) return;
    await state.keyValues.set(PLANNED, { until: end?.toISOString() ?? null }, clock.now());
    this.#plannedEnd = end;
  }
}

export type Alerts = Pick<VenueAlerts, 'list' | 'acknowledge' | 'changes'>;

const LEVELS = { INFO: 'info', WARNING: 'warn', CRITICAL: 'error' } as const;

const MOVES: Readonly<Record<NotificationEvent, string>> = {
  OPENED: 'An alert was opened',
  REOPENED: 'The acknowledgement of an alert has ended',
  CLEARED: 'An alert was cleared',
  TEST: '',
  HEARTBEAT: '',
};

/** Without its text, which may have names. */
function fieldsOf({ id, code, subject, severity, occurrences }: VenueAlert): object {
  return { alertId: id, code, subject, severity, occurrences };
}
