/** Outlives the test run: given `+FOLDER` and `-FOLDER` on stdin, it ends what is left of those venues when that closes. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { killQuietly, processesOf } from './processes-of.mjs';

const folders = new Set();
for await (const line of createInterface({ input: process.stdin })) {
  if (line.startsWith('+')) folders.add(line.slice(1));
  else folders.delete(line.slice(1));
}
for (const folder of folders) {
  // Twice, as a server may have been about to start something.
  for (let look = 0; look < 2; look += 1) for (const { pid } of processesOf(folder)) killQuietly(pid);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  // One on a disk of its own, see small-disk.ts.
  const disk = dirname(folder);
  if (!basename(disk).startsWith('venue-control-disk-')) continue;
  spawnSync('umount', ['--lazy', disk]);
  rmSync(disk, { recursive: true, force: true });
}
