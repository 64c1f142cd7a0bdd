/** Mutants chosen by hand: each breaks one promise of the product, and one quick test has to fail on it. */
import { existsSync, readFileSync } from 'node:fs';
import { AUDIT } from './mutant-rows/audit.js';
import { CHECKS } from './mutant-rows/checks.js';
import type { MutantRow } from './mutant-rows/mutant-row.js';
import { PLANS } from './mutant-rows/plans.js';
import { REDEMPTION } from './mutant-rows/redemption.js';
import { ROLLBACK } from './mutant-rows/rollback.js';
import { SERVICES } from './mutant-rows/services.js';
import { STATE } from './mutant-rows/state.js';

export interface MutantOfArea extends MutantRow {
  readonly area: string;
}

export const MUTANT_ROWS: readonly MutantOfArea[] = Object.entries({
  redemption: REDEMPTION,
  rollback: ROLLBACK,
  plans: PLANS,
  checks: CHECKS,
  services: SERVICES,
  state: STATE,
  audit: AUDIT,
}).flatMap(([area, rows]) => rows.map((row) => ({ ...row, area })));

/** How often the text of a row occurs in its file. */
export function timesFound({ file, find }: MutantRow): number {
  return existsSync(file) ? readFileSync(file, 'utf8').split(find).length - 1 : 0;
}
