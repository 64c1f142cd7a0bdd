import { type Campaign, markdownTable } from './campaign.js';
import { crash } from './crash.js';
import { killPoints } from './crash-points.js';
import type { Strike } from './crash-strike.js';

export const campaign: Campaign = {
  title: 'kill -9 at every persisted transition of onboard and resync, and at random times',
  async run({ seed, count = 100, say }) {
    const strikes = await crash({ seed, count, say });
    return {
      table: crashTable(strikes),
      untrue: strikes.flatMap(({ point, untrue }) =>
        untrue.map((line) => `${point.kind} ${point.name}: ${line}`),
      ),
    };
  },
};

/** Kills by point with how the operations ended, then the sums. */
export function crashTable(strikes: readonly Strike[]): string {
  const named = new Map<string, Strike[]>();
  for (const kind of ['ONBOARD', 'RESYNC'] as const)
    for (const { name } of killPoints(kind)) named.set(`${kind} ${name}`, []);
  for (const strike of strikes) named.get(`${strike.point.kind} ${strike.point.name}`)?.push(strike);
  const rows = [...named].map(([name, those]) => [
    name,
    those.reduce((sum, { kills }) => sum + kills, 0),
    outcomes(those),
    those.length === 0 ? '' : Math.round(Math.max(...those.map(({ reconciledMs }) => reconciledMs))),
  ]);
  const points = markdownTable(
    ['killed', 'kills', 'how the operations ended', 'slowest true state, ms'],
    rows,
  );
  return `${sums(strikes)}\n\n${points}`;
}

function sums(strikes: readonly Strike[]): string {
  const times = strikes.map(({ reconciledMs }) => reconciledMs).sort((a, b) => a - b);
  const restarts = strikes.map(({ restartMs }) => restartMs).sort((a, b) => a - b);
  const at = (sorted: readonly number[], share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  const untrue = (words: RegExp) =>
    strikes.filter((strike) => strike.untrue.some((line) => words.test(line))).length;
  return markdownTable(
    ['what', 'figure'],
    [
      ['kills', strikes.reduce((sum, { kills }) => sum + kills, 0)],
      ['operations begun', strikes.filter(({ outcome }) => outcome !== 'not begun').length],
      [
        'acknowledged to the caller before the kill',
        strikes.filter(({ acknowledged }) => acknowledged).length,
      ],
      ['acknowledged and lost', untrue(/lost/)],
      ['double redemptions', untrue(/took effect|nobody stored/)],
      ['second or forgotten sync jobs', untrue(/full send/)],
      ['services not as the operation says', untrue(/expected|Services Monitor|daily restart/)],
      ['left-over processes', untrue(/outlived/)],
      [
        'from Ready to a true state, ms: median / 99 % / slowest',
        `${at(times, 0.5)} / ${at(times, 0.99)} / ${at(times, 1)}`,
      ],
      ['restart to Ready, ms: median / slowest', `${at(restarts, 0.5)} / ${at(restarts, 1)}`],
      ['anything untrue', untrue(/./)],
    ],
  );
}

function outcomes(strikes: readonly Strike[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of strikes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
}
