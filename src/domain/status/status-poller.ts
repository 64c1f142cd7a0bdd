/** Reads the venue in the background, so that a status query never waits, whatever is away. */

import { type FactReaders, readFacts } from '../facts/read-facts.js';
import { nothingRead, type Snapshot } from '../facts/snapshot.js';
import type { HealthPart, HealthReport } from '../health/health.js';
import type { Log } from '../ports/machine.js';
import { every, Pause } from '../ports/pause.js';
import type { Impediment } from '../services/view.js';
import type { FindingCode } from '../types/findings.js';
import { Newest } from '../types/newest.js';
import {
  type EarlierStatus,
  isSameFinding,
  judgeStatus,
  type StatusFinding,
  type VenueStatus,
} from './judge-status.js';

/** Is called with each reading of the venue, and is not waited for. */
export interface StatusListener {
  seen(facts: Snapshot, status: VenueStatus): unknown;
  /** How the venue was before this server started. Undefined: not known. */
  earlier(at: Date): EarlierStatus | undefined;
}

type PollerParts = FactReaders & { readonly log: Log; readonly history?: StatusListener };

/** Pause between two readings; the shorter one after a change by this server. */
const POLL_MS = 5000;
const POLL_AFTER_CHANGE_MS = 1000;
/** After a reading that takes longer the status is unknown. */
const READ_MS = 30_000;
const RETRIED = 'Reading the venue failed; the server retries';
/** Without a reason of its own, each abort makes an error with its stack. */
const READ = 'read';

export class StatusPoller {
  readonly #from: PollerParts;
  #facts: Snapshot;
  #status: VenueStatus;
  #cloud: HealthPart | undefined;
  /** A status was known since the start. */
  #wasKnown = false;
  readonly #followers = new Set<Newest<VenueStatus>>();
  readonly #pause: Pause;

  constructor(from: PollerParts) {
    this.#from = from;
    this.#pause = new Pause(from.clock);
    this.#facts = nothingRead(from.clock.now());
    this.#status = judgeStatus(this.#facts);
  }

  /** By the last reading, without waiting. */
  status(): VenueStatus {
    return this.#status;
  }

  /** The status, then each time that more than the time of the reading changes, until `signal` aborts. */
  async *changes(signal: AbortSignal): AsyncIterable<VenueStatus> {
    const news = new Newest<VenueStatus>();
    news.put('status', this.#status);
    this.#followers.add(news);
    try {
      yield* news.take(signal);
    } finally {
      this.#followers.delete(news);
    }
  }

  /** Of the last reading. */
  facts(): Snapshot {
    return this.#facts;
  }

  /** The report of the server's parts, and the cloud as one more part, which never makes the server DOWN. */
  withCloud(report: HealthReport): HealthReport {
    if (!this.#cloud) return report;
    const isWell = report.status !== 'OK' || this.#cloud.status === 'OK';
    return {
      ...report,
      status: isWell ? report.status : 'DEGRADED',
      parts: [...report.parts, this.#cloud],
    };
  }

  /** Something was changed here: the next reading is due. */
  changed(): void {
    this.#pause.end();
  }

  /** Until `signal` aborts. Never rejects. */
  async watch(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#from;
    const loop = { clock, log, pause: this.#pause, leastMs: POLL_AFTER_CHANGE_MS, everyMs: POLL_MS };
    await every({ ...loop, failed: RETRIED }, signal, () => this.#read());
  }

  async #read(): Promise<void> {
    const { clock, log } = this.#from;
    const enough = new AbortController();
    const late = clock.sleep(READ_MS, enough.signal).then(() => nothingRead(clock.now()));
    const read = readFacts(this.#from, this.#facts).catch((err: unknown) => {
      log.warn({ err }, RETRIED);
      return nothingRead(clock.now());
    });
    this.#facts = await Promise.race([read, late]);
    enough.abort(READ);
    const before = this.#status;
    const earlier = this.#wasKnown ? undefined : this.#from.history?.earlier(this.#facts.at);
    this.#status = this.#judge(earlier);
    this.#wasKnown ||= this.#status.state !== 'UNKNOWN';
    this.#tell(before, earlier);
    if (this.#followers.size > 0 && textOf(before) !== textOf(this.#status))
      for (const news of this.#followers) news.put('status', this.#status);
    this.#cloud = this.#cloudPart();
    this.#from.history?.seen(this.#facts, this.#status);
  }

  /** Facts that can't be judged, such as an unknown time zone, must not stop the server: the status is UNKNOWN. */
  #judge(earlier: EarlierStatus | undefined): VenueStatus {
    try {
      return judgeStatus(this.#facts, earlier, this.#status);
    } catch (err) {
      const { clock, log } = this.#from;
      log.warn({ err }, 'The status of the venue could not be determined; the server retries');
      this.#facts = nothingRead(clock.now());
      return judgeStatus(this.#facts, this.#status);
    }
  }

  /** A service that dies is one of the findings. Names, and what a message says of them, stay out of the log. */
  #tell(before: VenueStatus, earlier: EarlierStatus | undefined): void {
    const { log } = this.#from;
    const { state, planned, findings } = this.#status;
    const isOutage = (status: VenueStatus) => status.state === 'DOWN' && !status.planned;
    // The end of an outage at the level of its begin, so that neither is read without the other.
    const level = isOutage(before) || isOutage(this.#status) ? 'warn' : 'info';
    if (state !== before.state || planned !== before.planned)
      log[level]({ was: before.state, state, planned }, 'The status of the venue changed');
    const isNew = (each: StatusFinding, others: EarlierStatus) =>
      !others.findings.some((other) => isSameFinding(other, each));
    for (const finding of findings.filter((each) => isNew(each, before))) {
      const began = !earlier || isNew(finding, earlier);
      const fields = began ? fieldsOf(finding) : { ...fieldsOf(finding), since: finding.since };
      const msg = began ? 'A finding began' : 'A finding continues from before the start';
      log[LEVELS[finding.severity]](fields, msg);
    }
    for (const finding of before.findings.filter((each) => isNew(each, this.#status)))
      log[LEVELS[finding.severity]](fieldsOf(finding), 'A finding ended');
  }

  #cloudPart(): HealthPart {
    const { cloud, at } = this.#facts;
    // While PowerShell or the venue's database is away the cloud can't be read. Each is a part of its own, with its reason.
    const isDown = cloud.is === 'unknown' && cloud.by === 'CLOUD_UNREACHABLE';
    const status = cloud.is === 'known' ? 'OK' : isDown ? 'DOWN' : 'DEGRADED';
    const detail = cloud.is === 'known' ? undefined : isDown ? cloud.reason : 'It could not be queried.';
    const since = this.#cloud?.status === status ? this.#cloud.since : at;
    return { name: 'swiftpos Cloud', status, detail, since };
  }
}

export type StatusReader = Pick<StatusPoller, 'status' | 'changes' | 'withCloud'>;

const LEVELS = { INFO: 'info', WARNING: 'warn', CRITICAL: 'warn' } as const;

function fieldsOf({ code, severity, service, operationId }: StatusFinding): object {
  return { code, severity, service, operationId };
}

function textOf({ checkedAt: _, ...status }: VenueStatus): string {
  return JSON.stringify(status);
}

const OF_THE_READING: readonly FindingCode[] = ['NOTHING_READ_YET', 'POWERSHELL_UNAVAILABLE'];

/** For the services, which are read on their own: a finding that the venue could not be read says nothing of them. */
export function impedimentsIn({ findings }: VenueStatus): readonly Impediment[] {
  return findings.filter(({ code, severity }) => severity !== 'INFO' && !OF_THE_READING.includes(code));
}
