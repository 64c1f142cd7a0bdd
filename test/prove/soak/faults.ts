/** What befalls a venue in a soak, one at a time: short outages, every fault of a rehearsal, a service or sockets lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { faultTable } from '../../../rehearsal/fault-table.js';
import type { PracticeVenue } from '../../venue/practice-venue.js';
import { killQuietly } from '../../venue/processes-of.mjs';
import { OUTAGES } from '../outages/kinds.js';
import type { Chance } from '../shared/seeded.js';
import { openSocket } from '../shared/watcher.js';

export interface SoakFault {
  readonly name: string;
  /** From its beginning to its end. */
  befall(venue: PracticeVenue, chance: Chance): Promise<void>;
}

const SHORTEST_MS = 300;
const LONGEST_MS = 3000;
/** So many at once, by callers that are gone without a word. */
const SOCKETS = 12;
const SERVICES = ['gateway-client', 'cloud-sync', 'netpos'];

export const SOAK_FAULTS: readonly SoakFault[] = [
  ...OUTAGES.filter(({ needs }) => needs === undefined).map(({ name, begin }) => ({
    name,
    async befall(venue: PracticeVenue, chance: Chance) {
      const end = await begin({ venue });
      await sleep(name === 'server stopped' ? 1000 : lengthBy(chance));
      await end();
    },
  })),
  ...faultTable.flatMap(({ name, values }) =>
    Object.keys(values).flatMap((value) =>
      value.startsWith('KEY:')
        ? SERVICES.map((key) => ofTable(name, value.replace('KEY', key)))
        : ofTable(name, value),
    ),
  ),
  { name: 'a service killed', befall: killService },
  { name: 'sockets dropped', befall: dropSockets },
];

/** Beside the move to another machine, by which an onboarding is had; only that stays. */
function ofTable(name: string, value: string): SoakFault {
  return {
    name: `${name}=${value}`,
    async befall(venue, chance) {
      const { swiftpos } = await venue.cloud<Record<string, string>>('/faults');
      const before: Record<string, string> = swiftpos === 'migrated' ? { swiftpos } : {};
      await venue.setFaults({ ...before, [name]: value });
      await sleep(lengthBy(chance));
      await venue.setFaults(before);
    },
  };
}

function lengthBy(chance: Chance): number {
  return chance.between(SHORTEST_MS, LONGEST_MS);
}

async function killService(venue: PracticeVenue, chance: Chance): Promise<void> {
  const running = venue.processes().filter(({ command }) => / service \S+$/.test(command));
  if (running.length > 0) killQuietly(chance.pick(running).pid);
}

/** Each in the middle of two subscriptions. */
async function dropSockets(venue: PracticeVenue, chance: Chance): Promise<void> {
  const token = await venue.token();
  const sockets = await Promise.all(Array.from({ length: SOCKETS }, () => openSocket(venue.port, token)));
  for (const socket of sockets) {
    for (const id of ['1', '2'])
      socket?.send(
        JSON.stringify({
          type: 'subscribe',
          id,
          payload: { query: 'subscription { serviceChanged { key } }' },
        }),
      );
  }
  await sleep(chance.between(0, 500));
  for (const socket of sockets) socket?.terminate();
}
