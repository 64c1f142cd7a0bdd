/** Activating locations: each one yields its Cloud Client ID; activating twice does no harm. */
import { AppError } from '../../errors.js';
import type { Caller, Viewer } from '../clerks/viewer.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { LocationRow, VenueStore } from '../ports/venue-store.js';
import { createOperation } from '../runner/intent.js';
import type { VenueMaintenance } from '../runner/maintenance.js';
import type { Runner } from '../runner/runner.js';
import type { Saga, Step } from '../runner/saga.js';
import type { Memory, Operation } from '../words/operation.js';
import { onlyRow } from '../world/script-output.js';

export interface Locations {
  activate(caller: Caller, locationIds: readonly string[]): Promise<Operation>;
  /** Those that the viewer's scope holds. */
  inScope(viewer: Viewer): Promise<readonly LocationRow[]>;
}

export interface LocationsParts {
  readonly venue: VenueStore;
  readonly state: StateDatabase;
  readonly clock: Clock;
  readonly runner: Runner;
  readonly maintenance: VenueMaintenance;
}

export class VenueLocations implements Locations {
  readonly #parts: LocationsParts;

  constructor(parts: LocationsParts) {
    this.#parts = parts;
  }

  async activate(caller: Caller, locationIds: readonly string[]): Promise<Operation> {
    const seen = await this.inScope(caller.viewer);
    const wanted = [...new Set(locationIds)];
    const locations = wanted.map((id) => seen.find((location) => location.id === id));
    const missing = wanted.filter((_, i) => locations[i] === undefined);
    if (wanted.length === 0) throw new AppError('BAD_USER_INPUT', { message: 'locationIds is empty.' });
    if (missing.length > 0) {
      throw new AppError('NOT_FOUND', { message: `You see no location ${missing.join(', ')}.` });
    }
    await this.#parts.maintenance.requireOff();
    const { customerNumber } = await this.#parts.venue.registration();
    const input = { customerNumber, locations };
    const operation = await createOperation(this.#parts, caller, {
      kind: 'ACTIVATE_LOCATIONS',
      slot: 'locations',
      reason: undefined,
      input,
      request: { kind: 'ACTIVATE_LOCATIONS', locationIds: wanted },
      steps: activateSteps(input),
    });
    this.#parts.runner.submit(operation.id);
    return operation;
  }

  async inScope(viewer: Viewer): Promise<readonly LocationRow[]> {
    return viewer.scope.every
      ? this.#parts.venue.locations()
      : this.#parts.venue.locations([...viewer.scope.locationGroupIds]);
  }
}

export const activateSaga: Saga = {
  kind: 'ACTIVATE_LOCATIONS',
  doneInWords: 'the locations are activated',
  steps: activateSteps,
};

function activateSteps(input: Memory): readonly Step[] {
  const { customerNumber, locations } = input as {
    customerNumber: string;
    locations: readonly LocationRow[];
  };
  return locations.map((location) => activateStep(customerNumber, location));
}

function activateStep(customerNumber: string, location: LocationRow): Step {
  const script = 'Enable-CloudLocation';
  const parameters = { CustomerNumber: customerNumber, LocationId: location.id };
  return {
    name: `activate-${location.id}`,
    title: `Activate ${location.name}`,
    script,
    parameters,
    compensatedBy: 'Nothing: an activated location does no harm',
    deadlineMs: 30_000,
    async perform(run) {
      onlyRow(await run.script(script, parameters), script).text('CloudClientId');
      return undefined;
    },
    async compensate(_run, done) {
      return { restored: [], notRestored: done ? [`${location.name} stays activated.`] : [] };
    },
  };
}
