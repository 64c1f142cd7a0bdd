/** Rows of the hosts bench: each takes its goal and unit from the one table of goals, by its name; one without is only told. */
import { ratioRow, rowOf } from '../measure.mjs';
import { goalsOf } from './goals.mjs';
import { limits } from './pools.mjs';

const goals = goalsOf(limits);

export function hostRow(name, values, note = '') {
  return rowOf(name, values, goals[name], { unit: goals[name]?.unit ?? '', note });
}

export function hostRatio(name, taken, pair, note) {
  return ratioRow(name, taken, pair, goals[name], note);
}

/** Throws when a goal has no row: a name that was changed in one place would be a goal that nobody misses. */
export function allJudged(rows) {
  const without = Object.keys(goals).filter((goal) => !rows.some(({ name }) => name === goal));
  if (without.length > 0) throw new Error(`No row for the goal of: ${without.join('; ')}`);
  return rows;
}
