/** What this process holds at most between two moments, by the kernel's own high-water mark. Linux only. */
import { readFileSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export class OwnMemory {
  readonly #before: number;

  /** Begins from what is left after a collection. */
  constructor() {
    collect();
    this.#before = residentMegabytes('VmRSS');
    writeFileSync('/proc/self/clear_refs', '5');
  }

  /** Megabytes above the beginning: at its highest, and after another collection. */
  grown(): { readonly highest: number; readonly left: number } {
    const highest = residentMegabytes('VmHWM') - this.#before;
    collect();
    return { highest, left: residentMegabytes('VmRSS') - this.#before };
  }
}

function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  gc();
  gc();
}

function residentMegabytes(field: 'VmRSS' | 'VmHWM'): number {
  const kilobytes = new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
