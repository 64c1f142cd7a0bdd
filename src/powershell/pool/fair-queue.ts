/** Calls that wait for a pool. A caller with many calls waits behind their own: readers take turns, and each has a bounded queue. */

import { limits } from '../wire/protocol.js';
import type { Job } from './job.js';

export class FairQueue {
  /** By reader, next in turn first; anyone who has nothing waiting isn't here. What no one in particular asked for is a reader too. */
  readonly #waiting = new Map<string | undefined, Job[]>();

  get length(): number {
    let sum = 0;
    for (const jobs of this.#waiting.values()) sum += jobs.length;
    return sum;
  }

  /** How many wait before this reader's next one would be refused. */
  isFullFor({ call: { reader } }: Job): boolean {
    const share = reader === undefined ? limits.queuedCalls : limits.queuedCallsOfReader;
    return (this.#waiting.get(reader)?.length ?? 0) >= share;
  }

  push(job: Job): void {
    const { reader } = job.call;
    const jobs = this.#waiting.get(reader);
    if (jobs) jobs.push(job);
    else this.#waiting.set(reader, [job]);
  }

  /** The oldest of the reader in turn, who is last in turn from then on. */
  shift(): Job | undefined {
    const [next] = this.#waiting;
    if (!next) return undefined;
    const [reader, jobs] = next;
    const job = jobs.shift();
    this.#waiting.delete(reader);
    if (jobs.length > 0) this.#waiting.set(reader, jobs);
    return job;
  }

  remove(job: Job): void {
    const { reader } = job.call;
    const jobs = this.#waiting.get(reader);
    const place = jobs?.indexOf(job) ?? -1;
    if (!jobs || place === -1) return;
    jobs.splice(place, 1);
    if (jobs.length === 0) this.#waiting.delete(reader);
  }

  /** All of them, which wait no longer. */
  drain(): readonly Job[] {
    const jobs = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    return jobs;
  }
}
