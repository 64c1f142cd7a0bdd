/** What a server has stored, seen from outside while it works; and the lock that keeps it from storing more. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often the rows are checked. */
const LOOK_MS = 4;

const HOLDS = ['hold-daily-restart', 'tell-services-monitor'];
/** By whose rows a send is withdrawn: a resync's full send, an onboarding's first sync. */
const WITHDRAWN_BY = ['expect-full-send', 'keep-credential'];

export interface Sight {
  readonly id: string;
  readonly state: string;
  readonly attempt: number;
  /** `operation:STATE`, `step:NAME:STATE`, `begun:NAME` and `redemption:STATE` that hold now. */
  readonly signs: ReadonlySet<string>;
}

/** What an operation owns, by its rows. */
export interface OperationRow {
  readonly id: string;
  readonly state: string;
  /** Of the full send that it announced to the cloud. */
  readonly sendId: string | undefined;
  /** Its withdrawal, or the release of what it holds, is a deferred cleanup that is not done yet. */
  readonly isSendDeferred: boolean;
  readonly isHoldDeferred: boolean;
}

interface StepResult {
  readonly restoration?: { readonly isDeferred?: boolean; readonly notRestored?: readonly string[] };
  readonly held?: readonly string[];
  readonly letGo?: string;
}

export class WatchedRows {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file, { timeout: 2000 });
  }

  /** What the alerts took for the end of a planned outage: what the first rows of a send promise may be minutes away. */
  async plannedEnd(limitMs: number): Promise<Date> {
    for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(100)) {
      const row = this.#database.prepare("SELECT value FROM memory WHERE name = 'alerts.planned'").get();
      const { until } = JSON.parse(String(row?.['value'] ?? '{}')) as { until?: string | null };
      if (until) return new Date(until);
    }
    throw new Error('The alerts know no end of the planned outage');
  }

  /** The newest operation of this kind, unless it is among `known`: by its row, for the venue's clock may have been moved. */
  look(kind: string, known: ReadonlySet<string>): Sight | undefined {
    const row = this.#database
      .prepare('SELECT id, state, attempt FROM operation WHERE kind = ? ORDER BY rowid DESC LIMIT 1')
      .get(kind);
    if (!row || known.has(String(row['id']))) return undefined;
    const id = String(row['id']);
    const steps = this.#database
      .prepare('SELECT name, state FROM operation_step WHERE operation_id = ?')
      .all(id);
    const begun = this.#database
      .prepare('SELECT DISTINCT step FROM operation_event WHERE operation_id = ? AND step IS NOT NULL')
      .all(id);
    const redemption = this.#database.prepare('SELECT state FROM redemption WHERE operation_id = ?').get(id);
    const signs = new Set([
      `operation:${row['state']}`,
      ...steps.map(({ name, state }) => `step:${name}:${state}`),
      ...begun.map(({ step }) => `begun:${step}`),
      ...(redemption ? [`redemption:${redemption['state']}`] : []),
    ]);
    return { id, state: String(row['state']), attempt: Number(row['attempt']), signs };
  }

  /** Checks until the sign is seen; the last sight when it is over or the time is up. */
  async until(
    kind: string,
    known: ReadonlySet<string>,
    sign: string,
    ms: number,
  ): Promise<Sight | undefined> {
    const deadline = Date.now() + ms;
    let sight = this.look(kind, known);
    while (Date.now() < deadline) {
      if (sight && (sight.signs.has(sign) || isOver(sight.state))) return sight;
      await sleep(LOOK_MS);
      sight = this.look(kind, known);
    }
    return sight;
  }

  ids(): ReadonlySet<string> {
    return new Set(
      this.#database
        .prepare('SELECT id FROM operation')
        .all()
        .map(({ id }) => String(id)),
    );
  }

  operations(): readonly OperationRow[] {
    const steps = this.#database
      .prepare('SELECT operation_id, name, before_state, result FROM operation_step')
      .all()
      .map((row) => ({
        operationId: String(row['operation_id']),
        name: String(row['name']),
        before: JSON.parse(String(row['before_state'] ?? '{}')) as { readonly jobId?: string },
        result: JSON.parse(String(row['result'] ?? '{}')) as StepResult,
      }));
    return this.#database
      .prepare('SELECT id, state FROM operation')
      .all()
      .map((row) => {
        const own = steps.filter(({ operationId }) => operationId === row['id']);
        const send = own.find(({ name }) => name === 'expect-full-send');
        const withdrawals = own.filter(({ name }) => WITHDRAWN_BY.includes(name));
        const holds = own.filter(({ name }) => HOLDS.includes(name));
        const left = own.find(({ name }) => name === 'release')?.result.held ?? [];
        return {
          id: String(row['id']),
          state: String(row['state']),
          sendId: send?.before.jobId,
          isSendDeferred: withdrawals.some(({ result }) => result.restoration?.isDeferred && !result.letGo),
          isHoldDeferred: holds.some(({ name, result: { restoration, letGo } }) => {
            const isLeft = (restoration?.notRestored?.length ?? 0) > 0 || left.includes(name);
            return isLeft && letGo === undefined;
          }),
        };
      });
  }

  /** Of that operation: what changes whenever someone works on it. */
  pulse(id: string): string {
    const all = (query: string) => JSON.stringify(this.#database.prepare(query).all(id));
    return [
      all('SELECT state, attempt, percent FROM operation WHERE id = ?'),
      all('SELECT state, percent, detail FROM operation_step WHERE operation_id = ?'),
      all('SELECT max(sequence) FROM operation_event WHERE operation_id = ?'),
    ].join();
  }

  /** How many events are recorded of that operation. */
  eventsOf(id: string): number {
    const count = 'SELECT count(*) AS events FROM operation_event WHERE operation_id = ?';
    return Number(this.#database.prepare(count).get(id)?.['events']);
  }

  redemptions(): readonly { readonly id: string; readonly operationId: string; readonly state: string }[] {
    return this.#database
      .prepare('SELECT id, operation_id, state FROM redemption')
      .all()
      .map((row) => ({
        id: String(row['id']),
        operationId: String(row['operation_id']),
        state: String(row['state']),
      }));
  }

  /** No one else can store anything until `free` is called. */
  hold(): { free(): void } {
    this.#database.exec('BEGIN IMMEDIATE');
    return { free: () => this.#database.exec('ROLLBACK') };
  }

  close(): void {
    this.#database.close();
  }
}

export function isOver(state: string): boolean {
  return state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELLED';
}
