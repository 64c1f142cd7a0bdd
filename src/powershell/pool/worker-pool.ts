/** A pool of hosts with the slots of each for calls, and a bounded, fair queue before them. */

import type { Log } from '../../domain/ports/machine.js';
import type { ScriptHost } from '../host/host.js';
import { limits } from '../wire/protocol.js';
import { Backoff } from './backoff.js';
import { FairQueue } from './fair-queue.js';
import type { Job } from './job.js';
import { hopeless, type SpareHosts } from './spare-host.js';

export interface WorkerPoolParts {
  readonly name: string;
  /** Calls that one host runs at once. */
  readonly slots: number;
  /** Hosts at most. */
  readonly hosts: number;
  /** Hosts that it keeps without being asked for anything; the others while they are needed. */
  readonly keeps: 0 | 1;
  /** Each call in a runspace of its own. */
  readonly fresh: boolean;
  readonly spareHosts: SpareHosts;
  readonly log: Log;
}

export interface WorkerPoolStatus {
  readonly name: string;
  /** `idle`: it has no host, and needs none now. */
  readonly state: 'starting' | 'up' | 'idle' | 'backing-off' | 'stopped';
  /** Of the first host. */
  readonly pid: number | undefined;
  readonly pids: readonly number[];
  readonly running: number;
  readonly queued: number;
  /** Hosts that were replaced. */
  readonly restarts: number;
  /** Frames dropped because they belonged to no running call. */
  readonly droppedFrames: number;
}

export class WorkerPool {
  readonly #parts: WorkerPoolParts;
  readonly #queue = new FairQueue();
  readonly #running = new Set<Job>();
  /** Hosts of jobs whose permit is asked for. */
  readonly #reserved = new Set<ScriptHost>();
  readonly #hosts = new Set<ScriptHost>();
  readonly #idleSince = new Map<ScriptHost, NodeJS.Timeout>();
  /** After hosts that ended with their first call. */
  readonly backoff = new Backoff();
  #first = Promise.withResolvers<void>();
  #asked = 0;
  #isOpen = false;
  #restarts = 0;
  #droppedBefore = 0;
  /** Milliseconds that a call took of late. */
  #usual = 1000;

  constructor(parts: WorkerPoolParts) {
    this.#parts = parts;
    parts.spareHosts.onFailure(() => this.#refuseIfHopeless());
  }

  /** Asks for the host that it keeps, which is kept up from then on. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#first = Promise.withResolvers();
    if (this.#parts.keeps === 0) this.#first.resolve();
    this.#ensureHost();
  }

  /** Resolves with the first host after `open`; at once where none is kept. */
  get firstHost(): Promise<void> {
    return this.#first.promise;
  }

  /** Refuses what waits, cancels what runs, ends the hosts. Safe to call twice. */
  async close(): Promise<void> {
    this.#isOpen = false;
    this.backoff.stop();
    for (const timer of this.#idleSince.values()) clearTimeout(timer);
    for (const job of this.#queue.drain()) refuse(job, 'The control plane is stopping.');
    for (const job of this.#running) job.stop('CANCELLED');
    await Promise.all([...this.#hosts].map((host) => host.stop()));
  }

  get hasHost(): boolean {
    return this.#usable().length > 0;
  }

  /** Runs the job now, or when a slot is free; refuses it when the queue is full or no host comes up. */
  submit(job: Job): void {
    if (!this.#isOpen) refuse(job, 'PowerShell is not started.');
    else if (this.#isHopeless()) refuse(job, hopeless);
    else if (this.#queue.isFullFor(job)) this.#refuseBusy(job);
    else {
      this.#queue.push(job);
      void job.over.then(() => this.#forget(job));
      this.#pump();
    }
  }

  status(): WorkerPoolStatus {
    const hosts = [...this.#hosts];
    const usable = this.#usable();
    return {
      name: this.#parts.name,
      state: this.#state(usable.length > 0),
      pid: usable[0]?.pid,
      pids: hosts.map((host) => host.pid),
      running: this.#running.size,
      queued: this.#queue.length,
      restarts: this.#restarts,
      droppedFrames: hosts.reduce((sum, host) => sum + host.droppedFrames, this.#droppedBefore),
    };
  }

  #state(hasHost: boolean): WorkerPoolStatus['state'] {
    if (!this.#isOpen) return 'stopped';
    if (hasHost) return 'up';
    if (this.backoff.isPausing) return 'backing-off';
    // Whether a spare host starts concerns no one who needs no host.
    if (this.#parts.keeps === 0 && this.#asked === 0) return 'idle';
    return this.#parts.spareHosts.backoff.isPausing ? 'backing-off' : 'starting';
  }

  #usable(): ScriptHost[] {
    return [...this.#hosts].filter((host) => !host.isLeaving);
  }

  #pump(): void {
    while (this.#queue.length > 0) {
      const host = this.#usable().find(
        (each) => each.runningCalls < this.#parts.slots && !this.#reserved.has(each),
      );
      if (!host) {
        this.#grow();
        return;
      }
      const job = this.#queue.shift();
      if (!job || job.isSettled) continue;
      this.#running.add(job);
      clearTimeout(this.#idleSince.get(host));
      if (job.call.permit) void this.#runIfPermitted(job, host);
      else job.runOn(host, this.#parts.fresh);
    }
  }

  /** The host is the job's while its permit is asked for, so that no wait follows it. */
  async #runIfPermitted(job: Job, host: ScriptHost): Promise<void> {
    this.#reserved.add(host);
    await job.askPermit();
    this.#reserved.delete(host);
    if (!job.isSettled) {
      if (host.isLeaving || !this.#hosts.has(host)) {
        this.#running.delete(job);
        this.#queue.push(job);
      } else job.runOn(host, this.#parts.fresh);
    } else if (!host.isLeaving) this.#afterCall(host);
    this.#pump();
  }

  #forget(job: Job): void {
    if (this.#running.delete(job)) this.#usual += (job.milliseconds - this.#usual) / 8;
    this.#queue.remove(job);
    // What runs in a host that is given up still runs: its slot isn't free, but its host is replaced.
    for (const host of this.#usable()) this.#afterCall(host);
    this.#ensureHost();
    this.#pump();
  }

  #afterCall(host: ScriptHost): void {
    if (host.finishedCalls > 0) this.backoff.succeed();
    if (host.isWornOut) {
      this.#parts.log.info(
        { pid: host.pid, calls: host.finishedCalls, mb: host.megabytes },
        'PowerShell host is replaced',
      );
      host.retire();
    } else if (host.runningCalls === 0 && this.#usable().length > this.#parts.keeps) this.#spareSoon(host);
  }

  #spareSoon(host: ScriptHost): void {
    clearTimeout(this.#idleSince.get(host));
    const spare = () => {
      if (this.#reserved.has(host)) return;
      if (host.isLeaving || host.runningCalls > 0 || this.#usable().length <= this.#parts.keeps) return;
      this.#remove(host);
      this.#parts.spareHosts.giveBack(host);
    };
    this.#idleSince.set(host, setTimeout(spare, limits.spareAfterMs).unref());
  }

  #ensureHost(): void {
    if (this.#isOpen && this.#parts.keeps > 0 && this.#asked === 0 && !this.hasHost) this.#grow();
  }

  #grow(): void {
    if (this.backoff.isPausing || this.#usable().length + this.#asked >= this.#parts.hosts) return;
    this.#asked += 1;
    void this.#parts.spareHosts.take().then((host) => {
      this.#asked -= 1;
      if (host && this.#isOpen) this.#adopt(host);
      else void host?.stop();
    });
  }

  #adopt(host: ScriptHost): void {
    this.#hosts.add(host);
    this.#first.resolve();
    this.#parts.log.info(
      { pool: this.#parts.name, pid: host.pid, ps: host.ready.ps },
      'PowerShell host is up',
    );
    void host.gone.then(() => this.#lose(host));
    this.#afterCall(host);
    this.#pump();
  }

  #lose(host: ScriptHost): void {
    if (!this.#hosts.has(host)) return;
    this.#remove(host);
    if (!this.#isOpen) return;
    this.#restarts += 1;
    const wasHealthy = host.finishedCalls > 0 || performance.now() - host.startedAt > limits.healthyAfterMs;
    if (host.wasLeft || wasHealthy) this.#ensureHost();
    else {
      this.backoff.fail(() => {
        this.#ensureHost();
        this.#pump();
      });
      this.#refuseIfHopeless();
    }
    this.#pump();
  }

  #remove(host: ScriptHost): void {
    clearTimeout(this.#idleSince.get(host));
    this.#idleSince.delete(host);
    this.#hosts.delete(host);
    this.#droppedBefore += host.droppedFrames;
  }

  #isHopeless(): boolean {
    const { spareHosts } = this.#parts;
    if (this.hasHost) return false;
    return this.backoff.isHopeless || (spareHosts.backoff.isHopeless && spareHosts.spare === undefined);
  }

  #refuseIfHopeless(): void {
    if (this.#isHopeless()) for (const job of this.#queue.drain()) refuse(job, hopeless);
  }

  #refuseBusy(job: Job): void {
    const places = this.#parts.slots * Math.max(1, this.#usable().length);
    const seconds = Math.ceil((this.#usual * this.#queue.length) / places / 1000);
    const retryAfterSeconds = String(Math.min(30, Math.max(1, seconds)));
    const message = `Too many PowerShell calls are waiting. Try again in ${retryAfterSeconds} s.`;
    job.fail('BUSY', message, { mayHaveRun: false, detail: { retryAfterSeconds } });
  }
}

function refuse(job: Job, message: string): void {
  job.fail('UNAVAILABLE', message, { mayHaveRun: false });
}
