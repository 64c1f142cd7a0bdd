import { type Campaign, markdownTable } from './campaign.js';
import { OUTAGES } from './outage-kinds.js';
import type { Trial } from './outage-trial.js';
import { type Outages, outages } from './outages.js';

export const campaign: Campaign = {
  title: 'Outages at random moments of every kind of operation',
  async run({ seed, count = 200, say }) {
    const done = await outages({ seed, count, say });
    return {
      table: outagesTable(done),
      untrue: done.trials.flatMap(({ outage, work, untrue }) =>
        untrue.map((line) => `${outage}, ${work}: ${line}`),
      ),
    };
  },
};

/** The sums, then the outages, then the kinds of operations. */
export function outagesTable({ trials, notRun }: Outages): string {
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  const longest = (those: readonly Trial[], of: (trial: Trial) => number) =>
    those.length === 0 ? '' : seconds(Math.max(...those.map(of)));
  const byOutage = OUTAGES.map(({ name }) => {
    const those = trials.filter(({ outage }) => outage === name);
    const ends = those.length === 0 && notRun.includes(name) ? 'not run here' : outcomes(those);
    const lasted = longest(those, ({ lastedMs }) => lastedMs);
    return [name, those.length, lasted, ends, longest(those, ({ endedMs }) => endedMs)];
  });
  const works = [...new Set(trials.map(({ work }) => work))].sort();
  const byWork = works.map((name) => {
    const those = trials.filter(({ work }) => work === name);
    return [name, those.length, outcomes(those), those.filter(({ untrue }) => untrue.length > 0).length];
  });
  return [
    sums(trials),
    markdownTable(
      ['outage', 'runs', 'longest, s', 'how the operations ended', 'slowest end after it, s'],
      byOutage,
    ),
    markdownTable(['operation', 'runs', 'how they ended', 'untrue'], byWork),
  ].join('\n\n');
}

function sums(trials: readonly Trial[]): string {
  const with_ = (words: RegExp) =>
    trials.filter(({ untrue }) => untrue.some((line) => words.test(line))).length;
  return markdownTable(
    ['what', 'figure'],
    [
      ['runs', trials.length],
      ['anything untrue', with_(/./)],
      ['without an owner', with_(/without an owner/)],
      ['codes burnt that need not be', trials.filter(({ codeBurnt }) => codeBurnt).length],
      ['double redemptions', with_(/took effect|nobody stored/)],
      ['acknowledged and lost', with_(/lost/)],
      ['neither ended nor asking for what it needs', with_(/after a minute|never answered/)],
      ['services or processes not as the operation says', with_(/expected|processes|Monitor|daily restart/)],
      ['reads refused meanwhile', with_(/a read was refused/)],
      [
        'longest that nothing was heard of an active operation, s',
        (Math.max(0, ...trials.map(({ silentMs }) => silentMs)) / 1000).toFixed(1),
      ],
    ],
  );
}

function outcomes(trials: readonly Trial[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of trials) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
}
