/** Install and one that fails, upgrade, an upgrade that is put back with its state, uninstall with and without the data: the archive for Windows, by its own commands, as a service of the Service Control Manager. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../venue/free-port.js';
import { type Cases, toldCases } from './windows/told-cases.js';
import { archivesFolder, archivesOnWindows, unpackArchives } from './windows/upgrade-archives.js';
import { inPowerShell } from './windows/wine.js';

const RUN_MS = 900_000;
/** Wine's own server dies of it oftener than not on a loaded machine, mostly in the first minute. */
const UPGRADE_TRIES = 6;

/** After layOut. */
export async function proveUpgrade(): Promise<Cases> {
  const prepare = () => {
    unpackArchives();
    putVenue(join(archivesFolder, 'data'));
  };
  const port = await freePort();
  // The service gets its environment from Windows, which under Wine has what the whole call was given.
  const told = await inPowerShell(
    'test\\prove\\windows\\Upgrade.ps1',
    ['-Folder', archivesOnWindows, '-Port', `${port}`],
    { limitMs: RUN_MS, tries: UPGRADE_TRIES, prepare, env: { VENUE_CONTROL_PORT: `${port}` } },
  );
  if (told.code === 0) rmSync(archivesFolder, { recursive: true, force: true });
  return toldCases(told);
}

/** A real venue whose database and cloud are away: it is served all the same. */
function putVenue(data: string): void {
  const keys = [
    'sales-processing',
    'connect',
    'end-of-day',
    'netpos',
    'gateway-client',
    'cloud-sync',
    'services-monitor',
  ];
  const venue = {
    services: Object.fromEntries(keys.map((key) => [key, `Proof-${key}`])),
    cloud: { url: 'https://cloud.test:9' },
    gatewayCredential: null,
  };
  const config = { sql: { server: 'localhost', port: 9, database: 'swiftpos', user: 'venue_control' } };
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(join(data, 'venue.json'), JSON.stringify(venue), { mode: 0o600 });
  writeFileSync(join(data, 'config.json'), JSON.stringify(config), { mode: 0o600 });
}
