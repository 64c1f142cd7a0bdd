/** The venue's server and its versions, as the fault `swiftpos` makes them appear. */
import type { Faults } from './records.js';

interface Server {
  readonly machine: { readonly id: string; readonly swiftposVersion: string };
  readonly faults: Faults;
}

const TOO_OLD = '10.36.0';
const DATABASE_VERSIONS: Readonly<Record<string, string>> = {
  'too-old': TOO_OLD,
  'version-mismatch': '10.57.0',
};

export function machineId({ machine, faults }: Server): string {
  return faults['swiftpos'] === 'migrated' ? `${machine.id}-new` : machine.id;
}

export function programVersion({ machine, faults }: Server): string {
  return faults['swiftpos'] === 'too-old' ? TOO_OLD : machine.swiftposVersion;
}

/** What the venue's database says of itself. */
export function databaseVersion(faults: Faults, normal: string): string {
  return DATABASE_VERSIONS[faults['swiftpos'] ?? ''] ?? normal;
}
