/**
 * The cells that a strike can hit: each point that a run without faults or a rollback reaches × each mode × alone or with one more fault.
 * points.txt has the points; a point that a run reaches and that is not there is an error, and a cell that a nightly run never hits is red.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOMENTS, SCRIPT_MODES, type StrikeMode, WRITE_MODES } from './strikes.js';

export interface Cell {
  readonly point: string;
  readonly mode: StrikeMode;
  readonly isAlone: boolean;
}

const FILE = join(import.meta.dirname, 'points.txt');

export const POINTS: readonly string[] = pointsIn(FILE);

/** Adds points that a run has reached for the first time. */
export function writePoints(fresh: readonly string[]): void {
  writeFileSync(FILE, `${[...new Set([...pointsIn(FILE), ...fresh])].sort().join('\n')}\n`);
}

function pointsIn(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** A script's name has a hyphen and a capital letter, as PowerShell's do; a write of the state has neither. */
const isScript = (point: string) => /^[A-Z][a-z]+-[A-Z]/.test(point.split(' ')[1] ?? '');

export const CELLS: readonly Cell[] = [
  ...POINTS.flatMap((point) =>
    (isScript(point) ? SCRIPT_MODES : WRITE_MODES).flatMap((mode) => [
      { point, mode, isAlone: true },
      { point, mode, isAlone: false },
    ]),
  ),
  ...POINTS.flatMap((point) => MOMENTS.map((mode) => ({ point, mode, isAlone: true }))),
];

export function nameOf({ point, mode, isAlone }: Cell): string {
  return `${point} ${mode}${isAlone ? '' : ' with one more'}`;
}
