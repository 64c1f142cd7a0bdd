/** A small disk for one data folder, which can be filled. Mounted by anyone who may; it is gone with `unmount`. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly folder: string;
  /** Takes all the room there is; answers how it is given back. */
  fill(): () => void;
  unmount(): void;
}

/** Undefined where no one lets us mount. */
export function mountSmallDisk(megabytes = 64): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    folder,
    fill: () => fill(join(folder, 'filler')),
    unmount() {
      // Lazily: a process that is just ending may still have a file open.
      execFileSync('umount', ['--lazy', folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

function fill(filler: string): () => void {
  writeFileSync(filler, '');
  for (let size = 1024 * 1024; size >= 1024; size /= 4) while (hasGrown(filler, size));
  return () => rmSync(filler, { force: true });
}

function hasGrown(file: string, bytes: number): boolean {
  try {
    writeFileSync(file, Buffer.alloc(bytes, 'x'), { flag: 'a' });
    return true;
  } catch {
    return false;
  }
}
