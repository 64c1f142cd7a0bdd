/** The rehearsal's cloud and the model's, side by side: both hear the same, at the same time. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { CloudMemory } from '../../../rehearsal/cloud/memory.js';
import type { CloudAnswer, VenueRequest } from '../../../rehearsal/cloud/request.js';
import type { FaultMap } from '../../../rehearsal/fault-table.js';
import { writeJsonFile } from '../../../rehearsal/json-file.js';
import { Refusal } from '../../../rehearsal/model/cloud/answers.js';
import { findRedemption } from '../../../rehearsal/model/cloud/redemptions.js';
import type { Redemption } from '../../../rehearsal/model/records.js';
import { advance, createVenueModel, type VenueModel } from '../../../rehearsal/model/venue-model.js';
import { temporaryFolder } from '../../storage/engines.js';
import { AT } from './run.js';

/** Both clouds, which hear the same. */
export class TwoClouds {
  readonly model: VenueModel;
  readonly memory: CloudMemory;
  readonly folder = temporaryFolder();
  readonly sentCodes: (readonly [string, string])[] = [];
  faults: FaultMap = {};
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
    jest.setSystemTime(AT);
    this.model = createVenueModel({ at: AT, seed });
    const rehearsal = join(this.folder.path, 'rehearsal');
    mkdirSync(rehearsal);
    writeJsonFile(join(rehearsal, 'machine.json'), { seededAt: new Date(AT).toISOString() });
    this.memory = new CloudMemory(this.folder.path);
  }

  below(count: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) | 0;
    return (this.#state >>> 8) % count;
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)] as Value;
  }

  pass(ms: number): void {
    advance(this.model, this.model.at + ms);
    jest.setSystemTime(this.model.at);
  }

  setFaults(faults: FaultMap): void {
    this.faults = faults;
    this.model.faults = { ...faults } as Record<string, string>;
  }

  /** `as`: the redemption whose credential the request carries. */
  ask(
    handle: (request: VenueRequest) => CloudAnswer,
    given: Partial<Pick<VenueRequest, 'params' | 'query' | 'body'>> = {},
    as = '',
  ): CloudAnswer {
    const { memory, faults } = this;
    return memory.atOnce(faults, (cloud) => {
      const bearer = findRedemption(cloud, as) as Redemption;
      const request = { cloud, memory, dataFolder: this.folder.path, faults, bearer };
      return handle({ ...request, params: {}, query: {}, body: {}, ...given });
    });
  }

  close(): void {
    this.memory.close();
    this.folder.remove();
  }
}

/** OK, or the code of the refusal with what it says besides. */
export function outcomeOf(act: () => unknown): unknown {
  try {
    act();
    return 'OK';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: error.code, ...error.details };
  }
}

/** Without what is random in both. */
export function comparable(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (name, found) =>
    /^cloudClientId$/i.test(name) && found !== null ? 'some' : found,
  );
}

export function ledgersOf({ memory, model }: TwoClouds) {
  const real = memory.ledger();
  const kinds = ['codeRequests', 'redemptions', 'syncJobs', 'activations'] as const;
  return kinds.map((kind) => [
    real[kind].map((entry) => (entry as { outcome: string }).outcome),
    model.ledger.filter((entry) => entry.kind === kind).map(({ outcome }) => outcome),
  ]);
}
