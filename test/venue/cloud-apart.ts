/** A rehearsal cloud with a life of its own, as if on someone else's machine: the venue's clock isn't its clock, nor need the venue's disk be its disk. */
import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PracticeVenue } from './practice-venue.js';

/** Before the venue is started, whose end ends it too. `folder` is where it keeps its own. Default: in the venue's data folder. */
export async function startCloudApart(venue: PracticeVenue, folder?: string): Promise<void> {
  if (folder !== undefined) {
    mkdirSync(join(venue.folder, 'rehearsal'));
    symlinkSync(folder, join(venue.folder, 'rehearsal', 'cloud'));
  }
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, ...venue.settings };
  spawn(process.execPath, [join('dist', 'bundle', 'main.js'), 'rehearsal'], { env, stdio: 'ignore' }).unref();
  await untilItAnswers(venue);
}

async function untilItAnswers(venue: PracticeVenue): Promise<void> {
  for (const deadline = Date.now() + 20_000; ; await sleep(100)) {
    const isThere = await venue.cloud('/faults').then(
      () => true,
      () => false,
    );
    if (isThere) return;
    if (Date.now() > deadline) throw new Error('The cloud does not come up.');
  }
}
