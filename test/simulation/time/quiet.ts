/** Lets everything run that can run without time passing. */
import { setImmediate as turn } from 'node:timers/promises';

/** Turns of the event loop without a call of any port: the domain itself waits for one turn at most (tick-coalescer.ts). */
const QUIET_TURNS = 3;

/** Counts each call of a port, so that it is known when nothing happens any more. */
export class Activity {
  count = 0;

  readonly seen = (): void => {
    this.count += 1;
  };

  async quiet(): Promise<void> {
    let last = -1;
    for (let still = 0; still < QUIET_TURNS; still += 1) {
      if (this.count !== last) still = 0;
      last = this.count;
      await turn();
    }
  }
}
