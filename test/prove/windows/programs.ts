/** Programs of the campaign for Windows that are no suite: each after layOut, as Node for Windows and the proof's programs lie there. */
import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { SERVICE_KEYS } from '../../../src/domain/types/services.js';
import { freePort } from '../../venue/free-port.js';
import { setServicePort } from './left-services.js';
import { type Cases, reportedCases } from './reported-cases.js';
import { archivesFolder, archivesOnWindows, unpackArchives } from './upgrade-archives.js';
import {
  driveFolder,
  inNode,
  inPowerShell,
  powerShell,
  registry,
  TRIES,
  venueDrive,
  venueFolder,
} from './wine.js';

/** The bridge to PowerShell over a pipe of Windows: hosts-here.mjs as one file. */
export async function proveHosts(): Promise<Cases> {
  const bundle = await rolldown({ input: 'test/prove/windows/hosts-here.mjs', platform: 'node' });
  await bundle.write({ file: join(venueFolder, 'hosts-here.mjs'), format: 'esm' });
  for (const folder of ['test/fixtures/scripts', 'test/prove/windows/scripts'])
    cpSync(folder, join(venueFolder, folder), { recursive: true });
  const words = [`${venueDrive}\\hosts-here.mjs`, venueDrive, powerShell];
  return reportedCases(await inNode(words, { limitMs: 600_000, tries: TRIES }));
}

const onWindows = 'C:\\rehearsal-proof';
const folder = join(driveFolder, 'rehearsal-proof');
/** A rehearsal as a win32 process, by rehearsal-here.mjs beside the built program: a third of its time on a quiet machine. */
export async function proveRehearsal(): Promise<Cases> {
  const ports = [`${await freePort()}`, `${await freePort()}`];
  const words = [`${onWindows}\\rehearsal-here.mjs`, onWindows, powerShell, ...ports];
  const result = await inNode(words, { limitMs: 90_000, prepare: layRehearsalOut });
  rmSync(folder, { recursive: true, force: true });
  return reportedCases(result);
}

function layRehearsalOut(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ['scripts', 'dist', 'package.json', 'schema.graphql'])
    cpSync(name, join(folder, 'product', name), { recursive: true });
  copyFileSync('test/prove/windows/rehearsal-here.mjs', join(folder, 'rehearsal-here.mjs'));
  copyFileSync(join(venueFolder, 'test', 'fixtures', 'windows', 'ctrl-c.exe'), join(folder, 'ctrl-c.exe'));
}

/** It lives through whole runs since its memory is used again late (wine.ts); before, it died oftener than not on a loaded machine. */
const UPGRADE_TRIES = 6;

/** The archive for Windows, by its own commands, as a service of the Service Control Manager. */
export async function proveUpgrade(): Promise<Cases> {
  const port = await freePort();
  const prepare = () => {
    unpackArchives();
    setServicePort(registry, port);
    putVenue(join(archivesFolder, 'data'));
  };
  const result = await inPowerShell(
    'test\\prove\\windows\\Upgrade.ps1',
    ['-Folder', archivesOnWindows, '-Port', `${port}`],
    { limitMs: 900_000, tries: UPGRADE_TRIES, prepare },
  );
  setServicePort(registry);
  if (result.code === 0) rmSync(archivesFolder, { recursive: true, force: true });
  return reportedCases(result);
}

/** A real venue whose database and cloud are away: it is served all the same. */
function putVenue(data: string): void {
  const venue = {
    services: Object.fromEntries(SERVICE_KEYS.map((key) => [key, `Proof-${key}`])),
    cloud: { url: 'https://cloud.test:9' },
    gatewayCredential: null,
  };
  const config = { sql: { server: 'localhost', port: 9, database: 'swiftpos', user: 'venue_control' } };
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(join(data, 'venue.json'), JSON.stringify(venue), { mode: 0o600 });
  writeFileSync(join(data, 'config.json'), JSON.stringify(config), { mode: 0o600 });
}
