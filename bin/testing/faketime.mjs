import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from '../runtime.mjs';
import { Problem } from '../setup/problem.mjs';
import { lastLines, runCommand } from '../setup/run-command.mjs';

const byHand = 'apt-get install --no-install-recommends libfaketime';

/** The library that moves the clock of one program, absolute, or undefined. VENUE_CONTROL_FAKETIME names another. */
export function findFaketime(env = process.env) {
  const named = env.VENUE_CONTROL_FAKETIME;
  if (named && existsSync(named)) return named;
  const places = ['/usr/lib', '/usr/local/lib', '/usr/lib64'].filter(existsSync).flatMap((place) => [
    place,
    ...readdirSync(place, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name.includes('-linux-'))
      .map(({ name }) => join(place, name)),
  ]);
  return places.map((place) => join(place, 'faketime', 'libfaketime.so.1')).find(existsSync);
}

/** Brings libfaketime where it is missing and may be installed; else a Problem of one sentence. Resolves to what was done. */
export async function ensureFaketime(env = process.env) {
  if (process.platform !== 'linux') return 'is for Linux only: no clock is moved here';
  if (findFaketime(env)) return 'is there';
  const apt = findOnPath(['apt-get'], env);
  if (!apt || process.getuid?.() !== 0) {
    throw new Problem(
      `The tests that move a clock need libfaketime: have it installed (as root: ${byHand}), or name it in VENUE_CONTROL_FAKETIME, then run npm test again.`,
    );
  }
  const quietly = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  await runCommand(apt, ['update', '-qq'], quietly);
  const result = await runCommand(
    apt,
    ['install', '-y', '-qq', '--no-install-recommends', 'libfaketime'],
    quietly,
  );
  if (result.ok && findFaketime(env)) return 'installed';
  throw new Problem(`libfaketime could not be installed (${byHand}):\n${lastLines(result.output)}`);
}
