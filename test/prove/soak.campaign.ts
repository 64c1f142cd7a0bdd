import { type Campaign, markdownTable } from './campaign.js';
import { type Soak, soak } from './soak.js';

/** Two hours, at one fault each 5 s. */
const TWO_HOURS = 1440;

export const campaign: Campaign = {
  title: 'A soak: a venue in use, with a random fault every 5 s',
  async run({ seed, count = TWO_HOURS, say }) {
    const done = await soak({ seed, count, say });
    return { table: soakTable(done), untrue: done.untrue };
  },
};

/** What was weighed, then what happened, then how the operations ended. */
function soakTable(soaked: Soak): string {
  return [weights(soaked), sums(soaked), ends(soaked)].join('\n\n');
}

function weights({ courses }: Soak): string {
  return markdownTable(
    ['what', 'begin', 'after warm-up', 'end', 'most', 'slope an hour', 'allowed from warm-up to end', 'flat'],
    courses.map(({ what, begin, warm, end, most, slopePerHour, tolerance, isFlat }) => [
      what,
      ...[begin, warm, end, most, slopePerHour].map((value) => Number(value.toFixed(1))),
      tolerance,
      isFlat ? 'yes' : 'NO',
    ]),
  );
}

function sums({ seconds, faults, done, redemptions, answers, refusals, untrue }: Soak): string {
  const about = (words: RegExp) => untrue.filter((line) => words.test(line)).length;
  return markdownTable(
    ['what', 'figure'],
    [
      ['minutes', (seconds / 60).toFixed(0)],
      ['faults', [...faults.values()].reduce((sum, times) => sum + times, 0)],
      ['kinds of faults', faults.size],
      ['operations asked for', done.length],
      ['codes redeemed', redemptions],
      ['double redemptions', about(/took effect|nobody stored/)],
      ['neither ended nor asking for what it needs', about(/neither ended/)],
      ['without an owner', about(/without an owner/)],
      ['answers', answers],
      ['of them INTERNAL_SERVER_ERROR or 5xx', about(/INTERNAL_SERVER_ERROR|HTTP 5/)],
      ['of them refused', refusals],
      ['anything untrue', untrue.length],
    ],
  );
}

function ends({ done }: Soak): string {
  const works = [...new Set(done.map(({ work }) => work))].sort();
  return markdownTable(
    ['operation', 'times', 'how they ended'],
    works.map((name) => {
      const those = done.filter(({ work }) => work === name).map(({ outcome }) => outcome);
      const kinds = [...new Set(those)].map(
        (outcome) => [outcome, those.filter((one) => one === outcome).length] as const,
      );
      const told = kinds.sort(([, a], [, b]) => b - a).map(([outcome, times]) => `${times} ${outcome}`);
      return [name, those.length, told.join(', ')];
    }),
  );
}
