/** Names of groups as last read, so that signed-in clerks keep both groups while the venue's database is away. */
import type { ClerkReader } from '../ports/clerk-reader.js';
import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Clock } from '../ports/machine.js';
import { isVenueAway } from './known-security.js';

interface Row {
  readonly id: string;
}

/** The same reader; groups that were read before are answered from what was known then while the database is away. */
export function knowingGroups(
  reader: ClerkReader,
  kept: { readonly keyValues: KeyValueStore; readonly clock: Clock },
): ClerkReader {
  const clerkGroups = remembering('clerk groups', kept, (ids) => reader.clerkGroups(ids));
  const securityGroups = remembering('security groups', kept, (ids) => reader.securityGroups(ids));
  return {
    clerks: (ids) => reader.clerks(ids),
    standings: (ids) => reader.standings(ids),
    clerksOfClerkGroups: (ids) => reader.clerksOfClerkGroups(ids),
    clerksOfSecurityGroups: (ids) => reader.clerksOfSecurityGroups(ids),
    locationGroupIdsOf: (ids) => reader.locationGroupIdsOf(ids),
    ticks: (ids) => reader.ticks(ids),
    clerkGroups,
    securityGroups,
  };
}

function remembering<T extends Row>(
  name: string,
  { keyValues, clock }: { readonly keyValues: KeyValueStore; readonly clock: Clock },
  read: (ids?: readonly string[]) => Promise<readonly T[]>,
): (ids?: readonly string[]) => Promise<readonly T[]> {
  let known: Readonly<Record<string, T>> = {};
  return async (ids) => {
    try {
      const rows = await read(ids);
      const changed = rows.filter((row) => JSON.stringify(known[row.id]) !== JSON.stringify(row));
      if (changed.length > 0) {
        known = { ...known, ...Object.fromEntries(changed.map((row) => [row.id, row])) };
        // Beside the answer: what can't be kept now is kept after the next restart.
        keyValues.set(name, known, clock.now()).catch(() => undefined);
      }
      return rows;
    } catch (error) {
      // Without IDs it is a list, and half of one would be untrue.
      if (!isVenueAway(error) || ids === undefined) throw error;
      const from = { ...((await keyValues.get(name))?.value as Readonly<Record<string, T>>), ...known };
      const rows = ids.map((id) => from[id]).filter((row) => row !== undefined);
      if (rows.length < ids.length) throw error;
      return rows;
    }
  };
}
