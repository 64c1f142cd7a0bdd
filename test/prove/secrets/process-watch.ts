/** Checks each process of the venue again and again while it works: what begins and ends in between was not seen. */
import { readdirSync, readFileSync } from 'node:fs';
import type { PracticeVenue } from '../../venue/practice-venue.js';
import { foundIn, type Sought } from './forms.js';

const LOOK_MS = 50;

export class ProcessWatch {
  readonly #venue: PracticeVenue;
  readonly #all: readonly Sought[];
  readonly #seen = new Set<string>();
  readonly #found = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  /** Processes of others, which are read once. */
  readonly #unknownPeers = new Set<string>();
  #checked = 0;

  constructor(venue: PracticeVenue, all: readonly Sought[]) {
    this.#venue = venue;
    this.#all = all;
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  stop(): { readonly checked: number; readonly processes: number; readonly found: readonly string[] } {
    clearInterval(this.#timer);
    return { checked: this.#checked, processes: this.#seen.size, found: [...this.#found] };
  }

  #look(): void {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (this.#unknownPeers.has(pid)) continue;
      try {
        const environment = readFileSync(`/proc/${pid}/environ`);
        if (!environment.includes(this.#venue.folder)) {
          this.#unknownPeers.add(pid);
          continue;
        }
        const result = Buffer.concat([environment, readFileSync(`/proc/${pid}/cmdline`)]);
        this.#seen.add(pid);
        this.#checked += 1;
        for (const what of foundIn(result, this.#all)) this.#found.add(`process ${pid}: ${what}`);
      } catch {
        // Ended while we checked, or not ours to see.
      }
    }
  }
}
