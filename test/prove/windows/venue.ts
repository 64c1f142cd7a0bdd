/**
 * The whole main job at a real venue: the built server as a win32 process, its data on SQL Server's protocol, the cloud behind TLS with an
 * authority of its own, real Windows services, Cloud Sync from a package by msiexec. What swiftpos' own services do is played (played-link.ts).
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../venue/free-port.js';
import { PlayedLink } from './played-link.js';
import type { Cases } from './reported-cases.js';
import { type Check, ServedVenue } from './served-venue.js';
import { proofFolder as folder, makeVenueFixture, onWindows } from './venue-fixture.js';
import { onboardVenue } from './venue-onboarding.js';
import { resyncVenue } from './venue-resync.js';
import { inPowerShell } from './wine.js';

const RUN_MS = 900_000;

/** After layOut, as the server's Node, the proof's services and the package lie there. */
export async function proveVenue(): Promise<Cases> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'data'), { recursive: true });
  const home = mkdtempSync(join('/var/tmp', 'venue-proof-'));
  const fixture = await makeVenueFixture(home);
  const port = await freePort();
  const run = inPowerShell(
    'test\\prove\\windows\\ServeVenue.ps1',
    ['-Folder', onWindows, '-Port', `${port}`],
    // The caller from outside is in the middle of it.
    { limitMs: RUN_MS, tries: 1 },
  );
  let isOver = false;
  void run.then(() => {
    isOver = true;
  });
  const held: string[] = [];
  const untrue: string[] = [];
  const check: Check = (what, holds, got) => {
    if (holds) held.push(what);
    else untrue.push(`${what}: ${JSON.stringify(got)}`.slice(0, 1200));
  };
  const venue = new ServedVenue(port, fixture.cloudUrl, () => isOver);
  const link = new PlayedLink(home, fixture.cloudUrl);
  try {
    await onboardVenue(venue, link, check);
    await resyncVenue(venue, fixture.database, check);
    const stopped = await venue.ask('mutation { stopService(key: "connect", reason: "Proof") { status } }');
    check('a service is stopped by the API', stopped.errors.length === 0, stopped);
  } catch (error) {
    const result = ['init.log', 'pin.log', 'server.out', 'server.err'].map((name) => {
      const file = join(folder, name);
      return existsSync(file) ? `${name}: ${readFileSync(file, 'utf8').slice(-600)}` : `${name}: none`;
    });
    untrue.push(`the job ended early: ${String(error)}\n${result.join('\n')}`);
  } finally {
    link.stop();
    writeFileSync(join(folder, 'stop'), '');
  }
  const { output } = await run;
  const [, json] = /^VENUE (.+)$/m.exec(output) ?? [];
  const ended = json === undefined ? {} : (JSON.parse(json) as Record<string, number>);
  check('init and set-pin end with 0', ended['Init'] === 0 && ended['Pin'] === 0, ended);
  check('hosts run, and none 3 s after a kill', Number(ended['Hosts']) > 0 && ended['Left'] === 0, [
    ended,
    output.slice(-400),
  ]);
  await fixture.stop();
  rmSync(home, { recursive: true, force: true });
  return { held, untrue };
}
