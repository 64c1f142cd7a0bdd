import { existsSync } from 'node:fs';
import { findOnPath } from '../runtime.mjs';
import { Problem } from '../setup/problem.mjs';
import { lastLines, runCommand } from '../setup/run-command.mjs';

/** With the fonts that fix how wide words are. */
const packages = ['chromium', 'fonts-inter', 'fonts-noto-core', 'fonts-noto-mono'];
const byHand = `apt-get install --no-install-recommends ${packages.join(' ')}`;

/** Chromium for the browser tests, absolute, or undefined. VENUE_CONTROL_CHROMIUM names another. */
export function findChromium(env = process.env) {
  const named = env.VENUE_CONTROL_CHROMIUM;
  return named && existsSync(named)
    ? named
    : findOnPath(['chromium', 'chromium-browser', 'google-chrome'], env);
}

/** Brings Chromium where it is missing and may be installed; else a Problem of one sentence. Resolves to what was done. */
export async function ensureChromium(env = process.env) {
  if (findChromium(env)) return 'is there';
  const apt = findOnPath(['apt-get'], env);
  if (!apt || process.getuid?.() !== 0) {
    throw new Problem(
      `The browser tests need Chromium: have it installed (as root: ${byHand}), or name one in VENUE_CONTROL_CHROMIUM, then run this again.`,
    );
  }
  const quietly = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  await runCommand(apt, ['update', '-qq'], quietly);
  const result = await runCommand(
    apt,
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
    quietly,
  );
  if (result.ok && findChromium(env)) return `installed: ${packages.join(' ')}`;
  throw new Problem(`Chromium could not be installed (${byHand}):\n${lastLines(result.output)}`);
}
