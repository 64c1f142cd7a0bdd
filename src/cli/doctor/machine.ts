/** What `venue-control doctor` finds of the program, the data folder and its disk. */
import { existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../domain/ports/finding.js';
import type { World } from '../command-context.js';
import { inWords } from '../finding.js';

export const FIRST_START = 'Run "venue-control serve": the first start creates it.';

export const isIn = ({ config }: World, name: string): boolean => existsSync(join(config.dataFolder, name));

export function runtime({ version }: World): Finding {
  const ok = Number.parseInt(process.versions.node, 10) >= 24;
  const detail = `version ${version}, Node ${process.versions.node} (${process.execPath})`;
  return {
    part: 'runtime',
    ok,
    detail,
    ...(ok ? {} : { remedy: 'Start it with its own "venue-control", or with "npm start" in a checkout.' }),
  };
}

const MEGABYTE = 1_048_576;
/** State, log and audit of a year are less than a tenth of it. */
const LITTLE_MB = 500;

/** Nothing of a folder that isn't there: that is a finding of its own. */
export function space(world: World): readonly Finding[] {
  if (!isIn(world, '')) return [];
  const part = 'free space';
  const { bavail, bsize } = statfsSync(world.config.dataFolder);
  const free = Math.floor((bavail * bsize) / MEGABYTE);
  const detail = `${free.toLocaleString('en')} MB on the data folder's disk`;
  if (free >= LITTLE_MB) return [{ part, ok: true, detail }];
  const remedy = 'Free disk space there. On a full disk no operation can start or be recorded.';
  return [{ part, ok: false, detail, remedy }];
}

/** Which files are in the archive, only it lists. */
export async function programFiles(world: World): Promise<readonly Finding[]> {
  if (!world.isPackaged()) return [];
  return [
    await inWords('program files', async () => {
      world.requireWholeProgram();
      return 'all match the archive';
    }),
  ];
}
