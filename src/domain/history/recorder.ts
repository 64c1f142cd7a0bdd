/**
 * Records how the venue was: each change of what is read, and one sample a minute. Time without a reading is a gap. While the state
 * database is away, changes are kept in memory and written later.
 */

import type { Snapshot } from '../facts/snapshot.js';
import {
  HISTORY_LANES,
  type HistoryChange,
  type HistoryInterval,
  type Sample,
} from '../ports/history-store.js';
import type { Clock, Log } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { EarlierStatus, VenueStatus } from '../status/judge-status.js';
import { earlierStatusOf, type LastingState, type SeenState, sampleOf, statesIn } from './states.js';
import type { HistoryCode } from './words.js';

export interface RecorderParts {
  readonly state: Pick<StateDatabase, 'transaction' | 'history'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Of this program. */
  readonly version: string;
}

/** Readings are seconds apart: a longer silence is one of the machine. */
const SILENCE_MS = 120_000;
const MINUTE_MS = 60_000;
/** What is the same after a longer time without a reading may have been different meanwhile. */
export const CONTINUED_MS = 3_600_000;
/** Of changes and samples in memory; beyond, the time since is a gap. */
const MOST_UNWRITTEN = 5000;

export class HistoryRecorder {
  readonly #parts: RecorderParts;
  /** By lane and subject. */
  readonly #open = new Map<string, LastingState>();
  /** The states of the last reading before the gap, and its time. */
  #last: { readonly at: Date; readonly states: ReadonlyMap<string, LastingState> } | undefined;
  #changes: HistoryChange[] = [];
  #samples: Sample[] = [];
  #seenAt: Date | undefined;
  #sampledMinute: number | undefined;
  /** Nothing is so since an earlier time. */
  #floor: Date;
  /** Why the time before now is a gap, as long as that is not written. Undefined: the record of the last server run decides. */
  #gap: { readonly code: HistoryCode | undefined } | undefined = { code: undefined };
  #writing: Promise<void> | undefined;
  #isAway = false;
  #isStopped = false;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    this.#floor = parts.clock.now();
  }

  /** Records how the last server run ended. Never rejects: what can't be written now is written later. */
  start(): Promise<void> {
    return this.#write();
  }

  /** With each reading of the venue. Resolves when it is written, and never rejects. */
  seen(facts: Snapshot, status: VenueStatus): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    const { at } = facts;
    const before = this.#seenAt;
    if (before && at.getTime() - before.getTime() > SILENCE_MS) this.#pause(before, at);
    this.#compare(statesIn(facts, status), at, before);
    this.#seenAt = at;
    const minute = Math.floor(at.getTime() / MINUTE_MS);
    if (minute !== this.#sampledMinute) this.#samples.push(sampleOf(facts));
    this.#sampledMinute = minute;
    if (this.#changes.length + this.#samples.length > MOST_UNWRITTEN) this.#forget();
    return this.#write();
  }

  /** How the venue was when the last server run ended. Undefined: not known, or too long ago. */
  earlier(at: Date): EarlierStatus | undefined {
    const last = this.#last;
    return last && isContinued(last.at, at) ? earlierStatusOf([...last.states.values()]) : undefined;
  }

  /** A clean end: nothing stays open. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#writing;
    await this.#write();
    const { state, clock, log } = this.#parts;
    try {
      // Otherwise the start after this one would not know of what was lost.
      if (!this.#gap && this.#changes.length === 0) await state.history.endOpen(clock.now());
    } catch (err) {
      log.warn({ err }, 'The end of this server could not be recorded');
    }
  }

  #compare(states: readonly SeenState[], at: Date, previousAt: Date | undefined): void {
    const now = new Set<string>();
    for (const seen of states) {
      const key = keyOf(seen);
      now.add(key);
      const before = this.#open.get(key);
      if (before?.state === seen.state && before.code === seen.code) continue;
      const since = before ? undefined : this.#sinceBeforeGap(seen, at);
      this.#open.set(key, { ...seen, since: since ?? seen.since });
      // Of what had another state: that was so at the previous reading.
      const earliest = before && previousAt && previousAt > this.#floor ? previousAt : this.#floor;
      const begin = new Date(Math.max(seen.since.getTime(), earliest.getTime()));
      this.#changes.push(changeOf(since ? { ...seen, params: paramsOf(seen, since) } : seen, begin));
    }
    for (const [key, seen] of this.#open) {
      if (now.has(key) || seen.lane === 'VERSION') continue;
      this.#open.delete(key);
      this.#changes.push({ ...changeOf(seen, at), state: undefined });
    }
  }

  /** When it began, of what was already so before the gap. */
  #sinceBeforeGap(seen: SeenState, at: Date): Date | undefined {
    if (!this.#last || !isContinued(this.#last.at, at)) return undefined;
    const before = this.#last.states.get(keyOf(seen));
    return before?.state === seen.state && before.code === seen.code ? before.since : undefined;
  }

  /** What was so ends with the last reading; what is so now begins again. */
  #pause(last: Date, at: Date): void {
    this.#last = { at: last, states: new Map(this.#open) };
    for (const [key, seen] of this.#open) {
      if (seen.lane === 'VERSION') continue;
      this.#changes.push({ ...changeOf(seen, last), state: undefined });
      this.#open.delete(key);
    }
    this.#floor = at;
    this.#changes.push(serverChange('OFF', 'SERVER_PAUSED', last), this.#running(at));
  }

  /** Too much for the memory: what was not written is a gap. */
  #forget(): void {
    this.#changes = [];
    this.#samples = [];
    this.#open.clear();
    this.#gap ??= { code: 'SERVER_NOT_RECORDED' };
    this.#floor = this.#parts.clock.now();
  }

  #running(at: Date): HistoryChange {
    return serverChange('RUNNING', 'SERVER_RUNNING', at, { version: this.#parts.version });
  }

  /** One entry for as long as this program is not upgraded. */
  #own(at: Date): HistoryChange {
    const { version } = this.#parts;
    const params = { program: 'The control plane', version };
    return { lane: 'VERSION', subject: 'control-plane', state: version, at, code: 'VERSION_READ', params };
  }

  /** One at a time: what comes meanwhile is written with the next. */
  #write(): Promise<void> {
    this.#writing ??= this.#writeNow().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #writeNow(): Promise<void> {
    const { state, log } = this.#parts;
    const [gap, changes, samples] = [this.#gap, this.#changes, this.#samples];
    if (!gap && changes.length + samples.length === 0) return;
    this.#changes = [];
    this.#samples = [];
    try {
      await state.transaction(async ({ history }) => {
        const before = gap ? await this.#closeGap(history, gap.code) : [];
        await history.record([...before, ...changes], samples);
      });
      if (this.#gap === gap) this.#gap = undefined;
      this.#isAway = false;
    } catch (err) {
      // At every reading, and logged once.
      if (!this.#isAway) log.warn({ err }, 'The history could not be recorded; the server retries');
      this.#isAway = true;
      // Unless it was forgotten meanwhile.
      if (this.#gap !== gap) return;
      this.#changes = [...changes, ...this.#changes];
      this.#samples = [...samples, ...this.#samples];
    }
  }

  /** Until the last mark everything was as recorded; since then nothing is known. */
  async #closeGap(
    history: StateDatabase['history'],
    code: HistoryCode | undefined,
  ): Promise<readonly HistoryChange[]> {
    const mark = await history.findLastMark();
    if (!mark) return [this.#running(this.#floor), this.#own(this.#floor)];
    const open = (await history.listOpen()).filter(({ lane }) => lane !== 'VERSION');
    const wasClean = open.length === 0;
    this.#last ??= lastingOf(mark, wasClean ? await endedAt(history, mark) : open);
    await history.endOpen(mark);
    const why = code ?? (wasClean ? 'SERVER_STOPPED' : 'SERVER_KILLED');
    const offSince = new Date(Math.min(mark.getTime(), this.#floor.getTime()));
    return [serverChange('OFF', why, offSince), this.#running(this.#floor), this.#own(this.#floor)];
  }
}

function serverChange(
  state: string,
  code: HistoryCode,
  at: Date,
  params: HistoryChange['params'] = {},
): HistoryChange {
  return { lane: 'SERVER', subject: '', state, at, code, params };
}

function changeOf({ lane, subject, state, code, params }: LastingState, at: Date): HistoryChange {
  return { lane, subject, state, at, code, params };
}

function isContinued(last: Date, at: Date): boolean {
  return at.getTime() - last.getTime() <= CONTINUED_MS;
}

function paramsOf({ params }: SeenState, since: Date): HistoryChange['params'] {
  return { ...params, since: since.toISOString() };
}

async function endedAt(history: StateDatabase['history'], mark: Date): Promise<readonly HistoryInterval[]> {
  const around = { from: new Date(mark.getTime() - 1), to: new Date(mark.getTime() + 1) };
  const found = await history.listIntervals({ ...around, lanes: HISTORY_LANES, first: MOST_UNWRITTEN });
  // Of what changed at that very time, the last counts.
  return found.filter((interval) => interval.endedAt?.getTime() === mark.getTime()).reverse();
}

function lastingOf(at: Date, intervals: readonly HistoryInterval[]) {
  const states = intervals.map((interval): [string, LastingState] => {
    const since = new Date(interval.params['since'] ?? interval.beganAt);
    return [keyOf(interval), { ...interval, since }];
  });
  return { at, states: new Map(states) };
}

function keyOf({ lane, subject }: Pick<LastingState, 'lane' | 'subject'>): string {
  return `${lane} ${subject}`;
}
