/** What benches share: times, medians, rounds that interleave all that is compared, and the table. */

/** Milliseconds that `work` took. */
export async function timed(work) {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The median of `count` runs of `work`, one after another. */
export async function medianOf(count, work) {
  const { only } = await mediansOf(count, { only: () => timed(work) });
  return only;
}

/**
 * `count` runs of each work, by turns, so that what disturbs one disturbs its peer as well. A work answers its own milliseconds;
 * undefined for a run that doesn't count. Answers name -> median.
 */
export async function mediansOf(count, works) {
  const times = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
  for (let n = 0; n < count; n += 1) {
    for (const [name, work] of Object.entries(works)) {
      const time = await work();
      if (time !== undefined) times[name].push(time);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, taken]) => [name, median(taken)]));
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Takes every sample once a round, there and back again (A B C, C B A, ...), so that a busy machine and a growing one slow all of
 * them alike. A sample answers a number, or several by name. Answers name -> one value a round; one that throws ends the bench.
 */
export async function interleave(samples, rounds, say) {
  const names = Object.keys(samples);
  const taken = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const answer = await samples[name]();
      const values = typeof answer === 'number' ? { [name]: answer } : answer;
      for (const [part, value] of Object.entries(values)) taken[part] = [...(taken[part] ?? []), value];
    }
    say(`round ${round + 1} of ${rounds}`);
  }
  return taken;
}

/**
 * A row from one value a round. `goal` (goals.mjs): `{ op: '<=', value, unit }`, where no unit is a ratio.
 */
export function rowOf(name, values, goal, note = '') {
  const value = median(values);
  const { unit = '' } = goal;
  const holds = value <= goal.value;
  return {
    name,
    goal,
    value,
    min: Math.min(...values),
    max: Math.max(...values),
    rounds: values.length,
    unit,
    holds,
    note,
  };
}

/** The row of a ratio, made inside each round. */
export function ratioRow(name, taken, [above, below], goal, note = '') {
  const ratios = taken[above].map((value, round) => value / taken[below][round]);
  const result = `${short(median(taken[above]))} ms / ${short(median(taken[below]))} ms`;
  return rowOf(name, ratios, goal, note ? `${result}; ${note}` : result);
}

export function tableOf(rows) {
  const cells = rows.map((row) => [
    row.name,
    shownGoal(row.goal),
    show(row.value, row.unit),
    row.rounds === 1 ? '' : `${show(row.min, row.unit)} - ${show(row.max, row.unit)}`,
    row.holds ? 'yes' : row.goal.stretch ? 'no, a stretch' : 'NO',
    row.note,
  ]);
  const lines = [['row', 'goal', 'median', 'min - max', 'met', ''], ...cells];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const padded = lines.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`,
  );
  padded.splice(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  return padded.join('\n');
}

/** `<= 1/500`, `<= 50 ms`. */
export function shownGoal({ op, value, unit = '' }) {
  return `${op} ${show(value, unit)}`;
}

/** Small ratios as a fraction, as the goals are written. */
function show(value, unit) {
  const text = unit === '' && value > 0 && value < 0.1 ? `1/${Math.round(1 / value)}` : short(value);
  return unit ? `${text} ${unit}` : text;
}

export function short(value) {
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
}
