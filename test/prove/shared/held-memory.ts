/** What a server holds once no one needs the rest any more, by the kernel and by V8. Linux only. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { LiveMemory } from './live-memory.js';

/** In megabytes. */
export interface HeldMemory {
  /** Heap, compiled code, buffers and whatever the allocator keeps. */
  readonly resident: number;
  /** Objects and buffers. */
  readonly live: number;
}

export async function heldMemory(memory: LiveMemory, pid: number): Promise<HeldMemory> {
  // What the first collection releases may hold more, which the next one finds.
  await memory.weigh();
  await memory.weigh();
  const live = await memory.weigh();
  return { resident: await settled(() => megabytesOf(pid, 'VmRSS')), live };
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

/** Resident now, the most that it ever was, or what no file backs; NaN of a process that is gone. */
export function megabytesOf(pid: number | 'self' | undefined, field: 'VmRSS' | 'VmHWM' | 'RssAnon'): number {
  const file = `/proc/${pid}/status`;
  const status = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** What this process holds at most between two moments, by the kernel's own high-water mark. */
export class OwnMemory {
  readonly #before: number;

  /** Begins from what is left after a collection. */
  constructor() {
    collect();
    this.#before = megabytesOf('self', 'VmRSS');
    writeFileSync('/proc/self/clear_refs', '5');
  }

  /** Megabytes above the beginning: at its highest, and after another collection. */
  grown(): { readonly highest: number; readonly left: number } {
    const highest = megabytesOf('self', 'VmHWM') - this.#before;
    collect();
    return { highest, left: megabytesOf('self', 'VmRSS') - this.#before };
  }
}

function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  gc();
  gc();
}
