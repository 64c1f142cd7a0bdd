import { proveTampers } from './audit.js';
import { proveLength } from './audit-length.js';
import { type Campaign, markdownTable } from './campaign.js';

/** What a trail of a million rows may hold more than one of ten thousand, in megabytes. */
const MORE_MB = 50;

export const campaign: Campaign = {
  title: 'An audit that somebody touches, and one of a million rows',
  async run({ seed, count = 10_000, say }) {
    const tampers = await proveTampers({ seed, tampers: count, say });
    const [short, long] = [
      await proveLength(10_000),
      await proveLength(count >= 10_000 ? 1_000_000 : 100 * count),
    ];
    const more = long.megabytes - short.megabytes;
    const untrue = [
      ...tampers.flatMap((row) => row.untrue),
      ...short.untrue,
      ...long.untrue,
      ...(more <= MORE_MB ? [] : [`${long.rows} rows hold ${more.toFixed(0)} MB more than ${short.rows}`]),
    ];
    const found = tampers.map(({ what, runs, untrue: missed }) => [
      what,
      runs,
      what === 'nothing' ? 'no alarm' : 'found, first bad row named',
      missed.length,
    ]);
    const lengths = [short, long].map(({ rows, seconds, megabytes, untrue: missed }) => [
      `\`audit verify\` of ${rows.toLocaleString('en')} rows`,
      2,
      `${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB resident at most`,
      missed.length,
    ]);
    return {
      table: markdownTable(['what was done', 'runs', 'found', 'untrue'], [...found, ...lengths]),
      untrue,
    };
  },
};
