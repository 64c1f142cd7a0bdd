/** What `venue-control doctor` finds of the program, the data folder and its disk. */
import { existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { CommandContext } from '../command-context.js';

export const FIRST_START = 'Run "venue-control serve": the first start creates it.';

export const isIn = ({ config }: CommandContext, name: string): boolean =>
  existsSync(join(config.dataFolder, name));

export function runtime({ version }: CommandContext): DoctorRow {
  const ok = Number.parseInt(process.versions.node, 10) >= 24;
  const part = 'runtime';
  const detail = `version ${version}, Node ${process.versions.node} (${process.execPath})`;
  if (ok) return { part, ok, detail };
  const remedy = 'Start it with its own "venue-control", or with "npm start" in a checkout.';
  return { part, ok, detail, remedy };
}

export function dataFolder(context: CommandContext): DoctorRow {
  context.requireWritable();
  return { part: 'data folder', ok: true, detail: context.config.dataFolder };
}

const MEGABYTE = 1_048_576;
/** State, log and audit of a year are less than a tenth of it. */
const LITTLE_MB = 500;

/** Nothing of a folder that isn't there: that is a row of its own. */
export function space(context: CommandContext): readonly DoctorRow[] {
  if (!isIn(context, '')) return [];
  const part = 'free space';
  const { bavail, bsize } = statfsSync(context.config.dataFolder);
  const free = Math.floor((bavail * bsize) / MEGABYTE);
  const detail = `${free.toLocaleString('en')} MB on the data folder's disk`;
  if (free >= LITTLE_MB) return [{ part, ok: true, detail }];
  const remedy = 'Free disk space there. On a full disk no operation can start or be recorded.';
  return [{ part, ok: false, detail, remedy }];
}

/** Which files are in the archive, only it lists. */
export function programFiles(context: CommandContext): readonly DoctorRow[] {
  if (!context.isPackaged()) return [];
  context.requireWholeProgram();
  return [{ part: 'program files', ok: true, detail: 'all match the archive' }];
}
