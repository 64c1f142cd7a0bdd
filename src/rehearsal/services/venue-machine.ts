/** What the venue's server says about itself, and the credential that onboarding left for its gateway. */
import { join } from 'node:path';
import { readFaults } from '../faults.js';
import { readJsonFile } from '../json-file.js';

export interface VenueMachine {
  readonly machineId: string;
  readonly swiftposVersion: string;
}

export interface GatewayCredential {
  readonly customerNumber: string;
  /** Bearer of the cloud: goes into the Authorization header and nowhere else. */
  readonly credential: string;
}

/** Identity as the cloud gets to see it, faults included; undefined before the venue was seeded. */
export function findMachine(dataFolder: string): VenueMachine | undefined {
  const machine = readJsonFile(join(dataFolder, 'rehearsal', 'machine.json')) as VenueMachine | undefined;
  if (machine === undefined) return undefined;
  const fault = readFaults(dataFolder).swiftpos;
  return {
    machineId: fault === 'migrated' ? `${machine.machineId}-new` : machine.machineId,
    swiftposVersion: fault === 'too-old' ? '10.36.0' : machine.swiftposVersion,
  };
}

/** The gateway's credential; undefined until a code was redeemed. */
export function findCredential(dataFolder: string): GatewayCredential | undefined {
  return readJsonFile(join(dataFolder, 'rehearsal', 'credentials', 'gateway.json')) as
    | GatewayCredential
    | undefined;
}
