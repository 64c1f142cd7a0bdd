/** The model, whose clock is never behind the real one: what a real call took passes there too. */

import { killService, stopService } from '../../../rehearsal/model/people.js';
import { ModelRefusal, runScript } from '../../../rehearsal/model/scripts.js';
import { SERVICE_KEYS } from '../../../rehearsal/model/service-keys.js';
import { advance, createVenueModel, type VenueModel } from '../../../rehearsal/model/venue-model.js';
import type { Act, Outcome, Parameters, Scene, Side } from './scene.js';

export class ModelSide implements Side {
  readonly #kept = new Map<Scene['from'], VenueModel>();
  #model: VenueModel;

  constructor() {
    this.#model = createVenueModel({ at: Date.now() });
    for (const key of SERVICE_KEYS) this.#model.services[key].exitCode = 1077;
    // As a rehearsal without a pace.
    Object.assign(this.#model, { rowsPerSecond: 30_000, downloadBytesPerSecond: 10_000_000 });
    Object.assign(this.#model.timing, { serviceStart: 400, serviceStop: 200, install: 200 });
    this.keepAs('seeded');
  }

  async begin(from: Scene['from']): Promise<void> {
    const kept = this.#kept.get(from);
    if (!kept) throw new Error(`There is no ${from} venue yet.`);
    this.#model = structuredClone(kept);
    this.catchUp();
  }

  keepAs(name: Scene['from']): void {
    switchedOff(this.#model);
    this.#model.faults = {};
    this.#kept.set(name, structuredClone(this.#model));
  }

  /** Time that the rehearsal took passes here too. */
  catchUp(): void {
    advance(this.#model, Date.now());
  }

  async setFaults(faults: Readonly<Record<string, string>>): Promise<void> {
    this.#model.faults = { ...faults };
  }

  async act({ person, key }: Act): Promise<void> {
    if (person === 'kills') killService(this.#model, key);
    else stopService(this.#model, key);
  }

  async setCloud(state: 'away' | 'back'): Promise<void> {
    this.#model.cloud.isUnreachable = state === 'away';
  }

  async call(
    script: string,
    parameters: Parameters,
    secrets: Readonly<Record<string, string>>,
  ): Promise<Outcome> {
    try {
      const run = runScript(this.#model, { script, parameters, secrets });
      for (;;) {
        const step = run.next();
        // With the values as they leave PowerShell.
        if (step.done) return { output: JSON.parse(JSON.stringify(step.value)) as unknown[] };
        advance(this.#model, this.#model.at + step.value);
      }
    } catch (error) {
      if (error instanceof ModelRefusal) return { errorId: error.errorId, detail: error.detail };
      throw error;
    }
  }

  async wait(ms: number): Promise<void> {
    advance(this.#model, this.#model.at + ms);
  }

  async codes(): Promise<readonly string[]> {
    return this.#model.cloud.mails.map(({ text }) => /^Authentication Code: (\S+)$/m.exec(text)?.[1] ?? '');
  }
}

/** As a machine whose services have not started yet. */
function switchedOff(model: VenueModel): VenueModel {
  for (const key of SERVICE_KEYS) {
    const ended = { state: 'Stopped', processId: null, startedAt: null, stopAsked: false } as const;
    Object.assign(model.services[key], ended);
  }
  advance(model, model.at);
  return model;
}
