/** The seed of a whole rehearsal: everything that its processes expect to find in the data folder. */
import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureVenueDatabase } from './database.js';
import { faultsFile } from './faults.js';
import { readJsonFile, writeJsonFile, writeTextFile } from './json-file.js';
import { SWIFTPOS_VERSION, VENUE } from './model/seed.js';
import { seedServices } from './services/state.js';
import { cloudFolder, packageTrustFile, rehearsalFolder } from './venue-paths.js';

export interface Machine {
  readonly machineId: string;
  readonly swiftposVersion: string;
  /** When this rehearsal began: registration and sales are dated by it. */
  readonly seededAt: string;
}

/** Makes what is missing and leaves what is there; several processes may do it at once. Under 2 s the first time, a few ms later on. */
export function seedVenueFolder(dataFolder: string): Machine {
  const folder = rehearsalFolder(dataFolder);
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(folder, 'credentials'), { recursive: true, mode: 0o700 });
  const machineFile = join(folder, 'machine.json');
  once(machineFile, (path) => {
    writeJsonFile(path, {
      machineId: randomUUID(),
      swiftposVersion: SWIFTPOS_VERSION,
      seededAt: new Date().toISOString(),
    });
  });
  const machine = readJsonFile(machineFile) as Machine;
  seedSigningKey(dataFolder);
  once(faultsFile(dataFolder), (path) => writeJsonFile(path, {}));
  once(join(folder, 'monitor.json'), (path) => {
    writeJsonFile(path, {
      plannedStops: [],
      dailyRestartHeldUntil: null,
      toldBy: null,
      dailyRestartAt: '05:00',
    });
  });
  seedServices(dataFolder);
  seedEventLog(dataFolder);
  ensureVenueDatabase(dataFolder, new Date(machine.seededAt));
  return machine;
}

/** The cloud's private key, which signs packages; the venue is given the public half to trust. */
export function signingKeyFile(dataFolder: string): string {
  return join(cloudFolder(dataFolder), 'package-signing.pem');
}

function seedSigningKey(dataFolder: string): void {
  mkdirSync(cloudFolder(dataFolder), { recursive: true, mode: 0o700 });
  chmodSync(cloudFolder(dataFolder), 0o700);
  const privateFile = signingKeyFile(dataFolder);
  once(privateFile, (path) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeTextFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 0o600);
  });
  once(packageTrustFile(dataFolder), (path) => {
    const { kty, n, e } = createPublicKey(readFileSync(privateFile)).export({ format: 'jwk' });
    writeJsonFile(path, { kty, n, e });
  });
}

function seedEventLog(dataFolder: string): void {
  once(join(rehearsalFolder(dataFolder), 'event-log.jsonl'), (path) => {
    const first = {
      at: new Date().toISOString(),
      level: 'INFORMATION',
      source: 'swiftpos SQL Application',
      eventId: 1000,
      message: `The rehearsal venue ${VENUE.companyName} was set up.`,
    };
    writeTextFile(
      path,
      `${JSON.stringify(first)}
`,
    );
  });
}

/** Lets `write` make a file under another name and links it to its own: of several processes exactly one wins. */
function once(path: string, write: (beside: string) => void): void {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.new`;
  try {
    write(beside);
    linkSync(beside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(beside, { force: true });
  }
}
