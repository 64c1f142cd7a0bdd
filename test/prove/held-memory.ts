/** What a server holds once nobody needs the rest any more, by the kernel and by V8. Linux only. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveMemory } from './live-memory.js';

/** In megabytes. */
export interface HeldMemory {
  /** Heap, compiled code, buffers and whatever the allocator keeps. */
  readonly resident: number;
  /** Objects and buffers. */
  readonly live: number;
}

export async function heldMemory(memory: LiveMemory, pid: number): Promise<HeldMemory> {
  // What the first collection lets go of may hold more, which the next one finds.
  await memory.weigh(pid);
  await memory.weigh(pid);
  const live = await memory.weigh(pid);
  return { resident: await settled(() => residentMegabytes(pid)), live };
}

/** Pages are given back beside the collection, on threads that may have to wait: the figure once it falls no more. */
async function settled(figure: () => number): Promise<number> {
  let last = figure();
  for (let still = 0; still < 4; ) {
    await sleep(250);
    const now = figure();
    still = now < last - 0.5 ? 0 : still + 1;
    last = now;
  }
  return last;
}

function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
