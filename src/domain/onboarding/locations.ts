/** Activating locations: each one yields its Cloud Client ID; activating twice does no harm. */
import { AppError } from '../../errors/errors.js';
import type { Intents } from '../operations/intents.js';
import type { VenueMaintenance } from '../operations/maintenance.js';
import type { Saga } from '../operations/saga.js';
import { nothing, restoration } from '../operations/steps/restoration.js';
import type { Step, StepRun } from '../operations/steps/step.js';
import { requireFresh } from '../permissions/known-security.js';
import { sees } from '../permissions/rules.js';
import type { LocationRow, VenueStore } from '../ports/venue-store.js';
import type { Caller, Viewer } from '../request/viewer.js';
import { onlyRow } from '../scripts/output.js';
import type { Memory, Operation } from '../types/operation.js';
import { Permission } from '../types/permissions.js';

export interface LocationsParts {
  readonly venue: VenueStore;
  readonly intents: Intents;
  readonly maintenance: VenueMaintenance;
}

export class VenueLocations {
  readonly #parts: LocationsParts;

  constructor(parts: LocationsParts) {
    this.#parts = parts;
  }

  async activate(caller: Caller, locationIds: readonly string[]): Promise<Operation> {
    requireFresh(caller.viewer);
    const seen = await this.inScope(caller.viewer);
    const wanted = [...new Set(locationIds)];
    const locations = wanted.map((id) => seen.find((location) => location.id === id));
    const missing = wanted.filter((_, i) => locations[i] === undefined);
    if (wanted.length === 0) throw new AppError('BAD_USER_INPUT', { message: 'locationIds is empty.' });
    if (missing.length > 0) {
      throw new AppError('NOT_FOUND', { message: `You have no access to location ${missing.join(', ')}.` });
    }
    await this.#parts.maintenance.requireOff();
    const { customerNumber } = await this.#parts.venue.registration();
    return this.#parts.intents.begin(caller, {
      kind: 'ACTIVATE_LOCATIONS',
      reason: undefined,
      input: { customerNumber, locations },
      request: { kind: 'ACTIVATE_LOCATIONS', locationIds: wanted },
    });
  }

  /** Those that the viewer's scope holds. */
  async inScope(viewer: Viewer): Promise<readonly LocationRow[]> {
    const all = await this.#parts.venue.locations();
    return all.filter(({ locationGroupId }) => sees(viewer, locationGroupId));
  }
}

export type Locations = Pick<VenueLocations, 'activate' | 'inScope'>;

export const activateSaga: Saga = {
  kind: 'ACTIVATE_LOCATIONS',
  action: 'activateLocations',
  permission: Permission.CLOUD_CONNECTIVITY_LOCATIONS,
  doing: 'Activating locations',
  done: () => 'The locations are activated.',
  title: (input) => `Activate ${namesOf(input)}`,
  slot: () => 'locations',
  holds: () => [],
  concerns: (input) =>
    locationsOf(input).map(({ id, name, locationGroupId }) => ({
      name,
      locationGroupId,
      step: stepName(id),
    })),
  steps: activateSteps,
};

/** `Bistro, Gaming Lounge and Kiosk` */
function namesOf(input: Memory): string {
  const names = locationsOf(input).map(({ name }) => name);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function activateSteps(input: Memory): readonly Step[] {
  return locationsOf(input).map((location) => activateStep(String(input['customerNumber']), location));
}

function locationsOf(input: Memory): readonly LocationRow[] {
  return input['locations'] as readonly LocationRow[];
}

function stepName(locationId: string): string {
  return `activate-${locationId}`;
}

function activateStep(customerNumber: string, location: LocationRow): Step {
  const script = 'Enable-CloudLocation';
  const parameters = { CustomerNumber: customerNumber, LocationId: location.id };
  return {
    name: stepName(location.id),
    title: `Activate ${location.name}`,
    script,
    parameters,
    compensatedBy: 'None: an activated location does no harm',
    deadlineMs: 30_000,
    async perform(run) {
      onlyRow(await run.script(script, parameters), script).text('CloudClientId');
      return undefined;
    },
    async compensate(run, done) {
      const { name } = location;
      const isActive = done || (await isActivated(run, customerNumber, location).catch(() => undefined));
      if (isActive === false) return nothing;
      const left = isActive ? `${name} stays activated.` : `Whether ${name} is activated is unknown.`;
      return restoration(false, '', left);
    },
  };
}

/** The answer to its activation may have been lost. */
async function isActivated(run: StepRun, customerNumber: string, { id }: LocationRow): Promise<boolean> {
  const script = 'Get-CloudVenue';
  const how = { deadlineMs: 15_000, patienceMs: 10_000 };
  const row = onlyRow(await run.script(script, { CustomerNumber: customerNumber }, how), script);
  return row.rows('Locations').some((each) => each.text('LocationId') === id && each.flag('Activated'));
}
