/** One lane: a host that is kept alive, its few slots, and a bounded queue before them. */
import { type HostOptions, ScriptHost } from './host.js';
import type { Job } from './job.js';
import type { Log } from './log.js';
import { limits } from './protocol.js';

export interface LaneStatus {
  readonly name: string;
  readonly state: 'starting' | 'up' | 'backing-off' | 'stopped';
  /** Since when it is so. */
  readonly since: Date;
  readonly pid: number | undefined;
  readonly running: number;
  readonly queued: number;
  /** Hosts started after the first one. */
  readonly restarts: number;
  /** Frames dropped because they belonged to no running call. */
  readonly droppedFrames: number;
}

const hopeless = 'PowerShell does not start. Run: venue-control doctor';

export class Lane {
  readonly name: string;
  readonly #options: () => Promise<HostOptions>;
  readonly #slots: number;
  readonly #log: Log;
  readonly #queue: Job[] = [];
  readonly #running = new Set<Job>();
  #host: ScriptHost | undefined;
  #state: LaneStatus['state'] = 'stopped';
  #since = new Date();
  #starts = 0;
  #failuresInARow = 0;
  #droppedBefore = 0;
  #loop: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  constructor(name: string, slots: number, options: () => Promise<HostOptions>, log: Log) {
    this.name = name;
    this.#slots = slots;
    this.#options = options;
    this.#log = log;
  }

  /** Resolves when the first host is up, or has failed to start once: from then on the lane tries by itself. */
  async start(): Promise<void> {
    if (this.#loop) return;
    this.#enter('starting');
    await new Promise<void>((tried) => {
      this.#loop = this.#keepAlive(tried);
    });
  }

  /** Refuses what waits, cancels what runs, ends the host. Safe to call twice. */
  async stop(): Promise<void> {
    if (this.#state !== 'stopped') this.#enter('stopped');
    this.#wake?.();
    for (const job of this.#queue.splice(0)) refuse(job, 'The control plane is stopping.');
    for (const job of this.#running) job.stop('CANCELLED');
    await this.#host?.stop();
    await this.#loop;
    this.#loop = undefined;
  }

  /** Runs the job now, or when a slot is free; refuses it when the queue is full or no host comes up. */
  submit(job: Job): void {
    if (this.#state === 'stopped') refuse(job, 'PowerShell is not started.');
    else if (this.#isHopeless()) refuse(job, hopeless);
    else if (this.#queue.length >= limits.queuedCalls) {
      const message = 'Too many PowerShell calls are waiting. Try again in a few seconds.';
      job.fail('BUSY', message, { mayHaveRun: false });
    } else {
      this.#queue.push(job);
      void job.over.then(() => this.#forget(job));
      this.#pump();
    }
  }

  status(): LaneStatus {
    return {
      name: this.name,
      state: this.#state,
      since: this.#since,
      pid: this.#host?.pid,
      running: this.#running.size,
      queued: this.#queue.length,
      restarts: Math.max(0, this.#starts - 1),
      droppedFrames: this.#droppedBefore + (this.#host?.droppedFrames ?? 0),
    };
  }

  #pump(): void {
    const host = this.#host;
    if (!host || host.isGone) return;
    while (this.#running.size < this.#slots) {
      const job = this.#queue.shift();
      if (!job) return;
      if (job.isSettled) continue;
      this.#running.add(job);
      job.runOn(host);
    }
  }

  #forget(job: Job): void {
    this.#running.delete(job);
    const place = this.#queue.indexOf(job);
    if (place !== -1) this.#queue.splice(place, 1);
    this.#pump();
  }

  async #keepAlive(tried: () => void): Promise<void> {
    while (!this.#isStopped()) {
      const startedAt = performance.now();
      const host = await this.#startHost();
      tried();
      if (host) {
        await host.ended;
        this.#host = undefined;
        this.#droppedBefore += host.droppedFrames;
        const isHealthy = host.finishedCalls > 0 || performance.now() - startedAt > limits.healthyAfterMs;
        if (isHealthy) this.#failuresInARow = 0;
      }
      if (this.#isStopped()) return;
      await this.#pause();
    }
  }

  async #startHost(): Promise<ScriptHost | undefined> {
    this.#enter('starting');
    this.#starts += 1;
    try {
      const host = await ScriptHost.start(await this.#options());
      if (this.#isStopped()) {
        await host.stop();
        return undefined;
      }
      this.#host = host;
      this.#enter('up');
      this.#log.info({ lane: this.name, pid: host.pid, ps: host.ready.ps }, 'PowerShell host is up');
      this.#pump();
      return host;
    } catch (cause) {
      this.#log.error({ lane: this.name, cause: String(cause) }, 'PowerShell host did not start');
      return undefined;
    }
  }

  async #pause(): Promise<void> {
    const pauses = limits.restartPausesMs;
    const pause = pauses[Math.min(this.#failuresInARow, pauses.length - 1)] ?? 0;
    this.#failuresInARow += 1;
    this.#enter('backing-off');
    this.#log.warn({ lane: this.name, pause }, 'PowerShell host is started again after a pause');
    if (this.#isHopeless()) for (const job of this.#queue.splice(0)) refuse(job, hopeless);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pause);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }

  #isHopeless(): boolean {
    return this.#state === 'backing-off' && this.#failuresInARow >= limits.hopelessAfter;
  }

  #isStopped(): boolean {
    return this.#state === 'stopped';
  }

  #enter(state: LaneStatus['state']): void {
    this.#state = state;
    this.#since = new Date();
  }
}

function refuse(job: Job, message: string): void {
  job.fail('UNAVAILABLE', message, { mayHaveRun: false });
}
