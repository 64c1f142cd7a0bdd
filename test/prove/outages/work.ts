/** The kinds of operations that an outage meets: what each one asks for, and when it is well done. */
import type { Answer, PracticeVenue } from '../../venue/practice-venue.js';
import { dataOf } from '../../venue/practice-venue.js';
import { type Checked, onboard, requestCode, resync } from '../../venue/requests.js';
import { readyPlan } from '../crash/strike.js';
import type { Chance } from '../shared/seeded.js';

export interface Work {
  /** For the table. */
  readonly name: string;
  readonly kind: 'ONBOARD' | 'RESYNC' | 'SERVICE_CONTROL' | 'ACTIVATE_LOCATIONS';
  /** About how long it takes automatically, so that the outage falls into it. */
  readonly takesMs: number;
  readonly ask: () => Promise<Answer>;
  /** Of a service that it controls: what it is when all went well. */
  readonly service?: { readonly key: string; readonly status: string };
}

export type WorkName = 'onboard' | 'resync' | 'resync, scheduled' | 'service' | 'activate';

export const WORKS: readonly WorkName[] = ['onboard', 'resync', 'resync, scheduled', 'service', 'activate'];

const SERVICES = ['netpos', 'sales-processing', 'connect', 'end-of-day'];
const SCHEDULED_IN_MS = 3000;

/** Plans, and asks for the code: all that comes before, so that the outage meets the operation. */
export async function prepareWork(venue: PracticeVenue, name: WorkName, chance: Chance): Promise<Work> {
  switch (name) {
    case 'onboard': {
      const plan = await readyPlan(venue, 'ONBOARD');
      const code = await requestCode(venue);
      const done = `onboard ${plan.case}`;
      return { name: done, kind: 'ONBOARD', takesMs: 7000, ask: () => onboard(venue, plan, code) };
    }
    case 'resync': {
      const plan = await readyPlan(venue, 'RESYNC');
      return { name, kind: 'RESYNC', takesMs: 3500, ask: () => resync(venue, plan) };
    }
    case 'resync, scheduled': {
      await readyPlan(venue, 'RESYNC');
      const plan = await scheduledPlan(venue);
      return { name, kind: 'RESYNC', takesMs: SCHEDULED_IN_MS + 3500, ask: () => resync(venue, plan) };
    }
    case 'service':
      return controlOf(venue, chance);
    case 'activate': {
      const ask = () =>
        venue.ask('mutation ($ids: [ID!]!) { activateLocations(locationIds: $ids) { id state } }', { ids });
      const ids = await someLocations(venue, chance);
      return { name, kind: 'ACTIVATE_LOCATIONS', takesMs: 2000, ask };
    }
  }
}

async function scheduledPlan(venue: PracticeVenue): Promise<Checked> {
  const startAt = new Date(Date.now() + SCHEDULED_IN_MS).toISOString();
  const query = `query ($startAt: DateTime!) { resyncPlan(startAt: $startAt) {
    fingerprint ready checks { code outcome overridable } } }`;
  return dataOf<{ resyncPlan: Checked }>(await venue.ask(query, { startAt })).resyncPlan;
}

async function someLocations(venue: PracticeVenue, chance: Chance): Promise<readonly string[]> {
  const query = '{ venue { locationGroups { locations { id } } } }';
  const { data } = await venue.ask(query);
  const ids: string[] = data.venue.locationGroups.flatMap((group: { locations: { id: string }[] }) =>
    group.locations.map(({ id }) => id),
  );
  return chance.shuffled(ids).slice(0, 2);
}

/** Stopped before: started. Else stopped or restarted. */
async function controlOf(venue: PracticeVenue, chance: Chance): Promise<Work> {
  const key = chance.pick(SERVICES);
  const { data } = await venue.ask('query ($key: ID!) { service(key: $key) { status } }', { key });
  const does = data.service.status === 'RUNNING' ? chance.pick(['stop', 'restart']) : 'start';
  const mutation = `mutation ($key: ID!) { ${does}Service(key: $key, reason: "A campaign") { status } }`;
  return {
    name: `${does} a service`,
    kind: 'SERVICE_CONTROL',
    takesMs: 2500,
    ask: () => venue.ask(mutation, { key }),
    service: { key, status: does === 'stop' ? 'STOPPED' : 'RUNNING' },
  };
}
