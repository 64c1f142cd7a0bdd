/** Holds each situation of a venue to the alerts of the table; then that all were cleared, and that each channel took each of them. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AlertCode, CLEARED_AFTER_MS } from '../../../src/domain/types/alert-rules.js';
import { dataOf, PracticeVenue } from '../../venue/practice-venue.js';
import { type Row, tally } from '../shared/campaign.js';
import { type AlertSituation, EXPECTED_ALERTS } from './expected.js';
import { ambiguous, type Mood, type Receiver } from './receivers.js';
import { type Situation } from './venue.js';

interface AlertSeen {
  readonly id: string;
  readonly code: AlertCode;
  readonly state: string;
  readonly occurrences: number;
}

const OPENED_MS = 110_000;
/** What opens nothing is watched for so long, and what opens for a bit longer. */
const NOTHING_MS = 20_000;
const SETTLED_MS = 3000;
const OVER_MS = 60_000;
/** Facts of the server are read once a minute. */
const CLEARED_MS = CLEARED_AFTER_MS + 90_000;
const SENT_MS = 90_000;
const AGAIN_MS = 500;

export class Trial {
  readonly rows: Row[] = [];
  readonly #venue: PracticeVenue;
  readonly #say: (line: string) => void;
  readonly #hasNoDisk: boolean;
  /** How often each began. */
  #known = new Map<string, number>();
  /** What a situation left open: while the server retries its operation, that begins again and again, as is meant. */
  #left: ReadonlySet<string> = new Set();

  constructor(venue: PracticeVenue, say: (line: string) => void, hasNoDisk: boolean) {
    this.#venue = venue;
    this.#say = say;
    this.#hasNoDisk = hasNoDisk;
  }

  async see({ name, set, due, unset, isSlow = false }: Situation): Promise<void> {
    const expected = this.#expected(name);
    const since = Date.now();
    await set();
    const dueAt = (await due?.())?.getTime() ?? 0;
    const isLess = (begun: readonly AlertSeen[]) => begun.length < expected.length;
    const deadline = Math.max(Date.now(), dueAt) + (expected.length > 0 ? OPENED_MS : NOTHING_MS);
    let begun = await this.#begun();
    while (Date.now() < deadline && (expected.length === 0 || isLess(begun))) {
      await sleep(AGAIN_MS);
      begun = await this.#begun();
    }
    const seconds = ((Date.now() - since) / 1000).toFixed(0);
    await sleep(SETTLED_MS);
    begun = await this.#begun();
    const untrue = wrong(begun, expected);
    for (const { id, occurrences } of begun) this.#known.set(id, occurrences);
    await unset?.();
    if (!isSlow) await this.#over(begun);
    const after = await this.#begun();
    for (const { id, occurrences } of await this.#alerts()) this.#known.set(id, occurrences);
    this.#left = new Set(isSlow ? begun.map(({ id }) => id) : []);
    const others = after.filter(({ id }) => !begun.some((alert) => alert.id === id));
    if (others.length > 0) untrue.push(`afterwards ${tally(others.map(({ code }) => code))}`);
    const figure = expected.length > 0 ? `${tally(expected)} within ${seconds} s` : 'nothing';
    this.#row({ what: name, figure, untrue });
  }

  async cleared(): Promise<void> {
    const since = Date.now();
    let open: readonly AlertSeen[] = [];
    for (const deadline = since + CLEARED_MS; Date.now() < deadline; await sleep(AGAIN_MS)) {
      open = (await this.#alerts()).filter(({ state }) => state !== 'CLEARED');
      if (open.length === 0) break;
    }
    const early = this.#read(
      `SELECT code FROM alert WHERE state = 'CLEARED'
        AND (julianday(cleared_at) - julianday(quiet_since)) * 86400000 < ${CLEARED_AFTER_MS - 100}`,
    );
    const untrue = [
      ...open.map(({ code }) => `${code} is still open`),
      ...early.map(({ code }) => `${code} was cleared early`),
    ];
    const all = await this.#alerts();
    this.#row({ what: 'cleared, each after two steady minutes', figure: `${all.length} alerts`, untrue });
  }

  /** `about`: what the receiver calls it. */
  async sent(
    what: string,
    receiver: Receiver,
    about: (alert: {
      readonly id: string;
      readonly code: string;
      readonly event: 'OPENED' | 'CLEARED';
    }) => string,
  ): Promise<void> {
    const channel = what === 'webhook' ? 'ops' : 'mail';
    const pending = () => this.#read(`SELECT id FROM notification WHERE channel = '${channel}'`).length;
    for (const deadline = Date.now() + SENT_MS; pending() > 0 && Date.now() < deadline; )
      await sleep(AGAIN_MS);
    const all = await this.#alerts();
    const wanted = all.flatMap(({ id, code }) => [
      about({ id, code, event: 'OPENED' }),
      about({ id, code, event: 'CLEARED' }),
    ]);
    const came = [...Map.groupBy(receiver.taken, ({ delivery }) => delivery).values()].flatMap(([one]) =>
      one ? [one.about] : [],
    );
    const untrue = [
      ...receiver.untrue,
      ...differences(came, wanted),
      // An e-mail has no ID of its alert: two of one title are two alerts.
      ...(what === 'webhook' ? ambiguous(receiver.taken) : []),
      ...(pending() > 0 ? [`${pending()} are still pending`] : []),
    ];
    const moods = [...receiver.moods].map(([mood, count]) => `${count} ${WORDS[mood]}`).join(', ');
    this.#row({ what: `${what}: ${wanted.length} notifications`, figure: moods, untrue });
  }

  #expected(name: AlertSituation): readonly AlertCode[] {
    const expected: readonly AlertCode[] = EXPECTED_ALERTS[name];
    return this.#hasNoDisk ? expected.filter((code) => code !== 'DISK_LOW') : expected;
  }

  /** Since the last situation: new, or begun again before it was cleared. */
  async #begun(): Promise<readonly AlertSeen[]> {
    const all = await this.#alerts();
    return all.filter(
      ({ id, occurrences }) => !this.#left.has(id) && occurrences > (this.#known.get(id) ?? 0),
    );
  }

  async #over(begun: readonly AlertSeen[]): Promise<void> {
    const ids = begun.map(({ id }) => `'${id}'`).join();
    const isSo = () =>
      this.#read(`SELECT id FROM alert WHERE id IN (${ids}) AND quiet_since IS NULL`).length > 0;
    for (const deadline = Date.now() + OVER_MS; isSo() && Date.now() < deadline; ) await sleep(AGAIN_MS);
    await sleep(SETTLED_MS);
  }

  async #alerts(): Promise<readonly AlertSeen[]> {
    const answer = await this.#venue.ask(
      '{ alerts(first: 200) { edges { node { id code state occurrences } } } }',
    );
    const { alerts } = dataOf<{ alerts: { edges: readonly { node: AlertSeen }[] } }>(answer);
    return alerts.edges.map(({ node }) => node);
  }

  #read(query: string): readonly Record<string, unknown>[] {
    const state = new DatabaseSync(this.#venue.stateFile, { timeout: 10_000, readOnly: true });
    try {
      return state.prepare(query).all();
    } finally {
      state.close();
    }
  }

  #row(row: Row): void {
    this.rows.push({ ...row, untrue: row.untrue.map((line) => `${row.what}: ${line}`) });
    this.#say([`${row.what}: ${row.figure}`, ...row.untrue].join('\n        '));
  }
}

const WORDS: Readonly<Record<Mood, string>> = {
  TAKE: 'taken',
  FAIL: 'refused',
  HANG: 'without an answer',
  CUT: 'taken and cut off',
};

function wrong(begun: readonly AlertSeen[], expected: readonly AlertCode[]): string[] {
  return differences(
    begun.map(({ code }) => code),
    expected,
  );
}

function differences(came: readonly string[], wanted: readonly string[]): string[] {
  const names = new Set([...came, ...wanted]);
  const count = (list: readonly string[], name: string) => list.filter((each) => each === name).length;
  return [...names]
    .filter((name) => count(came, name) !== count(wanted, name))
    .map((name) => `${name}: ${count(came, name)}, expected ${count(wanted, name)}`);
}
