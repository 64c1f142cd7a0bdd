/** Ends PINs: when the clerk is switched off, or the clerk ID gets another name; then also sessions and tokens of the old name. */

import { type AuditTrail, controlPlane } from '../audit/trail.js';
import { isSwitchedOff } from '../permissions/standing.js';
import type { ClerkReader, ClerkRow } from '../ports/clerk-reader.js';
import type { Clock, Keys } from '../ports/machine.js';
import type { PinRecord } from '../ports/sign-in-stores.js';
import type { StateDatabase } from '../ports/state-database.js';
import { isOf, ownerOf } from './pins.js';

const POLL_MS = 5000;

export interface PinEndsParts {
  readonly state: StateDatabase;
  readonly clerks: ClerkReader;
  readonly clock: Clock;
  readonly keys: Keys;
  readonly audit: AuditTrail;
}

export class PinEnds {
  readonly #parts: PinEndsParts;

  constructor(parts: PinEndsParts) {
    this.#parts = parts;
  }

  /** Until `signal` aborts. */
  async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // The venue's database or the state database is away: retried in a moment.
      await this.#poll().catch(() => undefined);
      await this.#parts.clock.sleep(POLL_MS, signal);
    }
  }

  async #poll(): Promise<void> {
    const { state, clerks, keys } = this.#parts;
    const records = await state.pins.list();
    if (records.length === 0) return;
    const rows = new Map((await clerks.clerks(records.map((of) => of.clerkId))).map((row) => [row.id, row]));
    for (const record of records) {
      const clerk = rows.get(record.clerkId);
      if (clerk && !isOf(record, clerk, keys)) await this.#end(record, clerk, OTHER_NAME);
      else if (clerk && isSwitchedOff(clerk)) await this.#end(record, clerk, SWITCHED_OFF);
      else if (clerk && record.owner === undefined) await this.#own(record, clerk);
    }
  }

  /** The rehearsal's, or one that an earlier version set: from now on it is this clerk's. */
  async #own(record: PinRecord, clerk: ClerkRow): Promise<void> {
    await this.#parts.state.transaction(async ({ pins }) => {
      const now = await pins.find(clerk.id);
      if (now?.hash === record.hash) await pins.set({ ...now, owner: ownerOf(clerk, this.#parts.keys) });
    });
  }

  async #end(record: PinRecord, clerk: ClerkRow, reason: string): Promise<void> {
    const { state, audit } = this.#parts;
    await state.transaction(async (stores) => {
      await stores.pins.end(record);
      await stores.sessions.deleteOfClerk(clerk.id);
      await stores.apiTokens.endOfClerk(clerk.id);
      const act = { action: 'endPin', target: `clerk ${clerk.id}`, reason };
      await audit.note(controlPlane(), act, 'SUCCEEDED', stores);
    });
  }
}

const OTHER_NAME = 'The clerk ID belongs to another name.';
const SWITCHED_OFF = 'The clerk is deactivated.';
