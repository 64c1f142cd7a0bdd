/** `prove -- crash`: kill -9 of real processes in onboard and resync, against the cloud's own ledger. */
import { PracticeVenue } from '../../venue/practice-venue.js';
import { type Campaign, inLanes, markdownTable, quantile, type Run, tally } from '../shared/campaign.js';
import { OWNERLESS } from '../shared/owners.js';
import { type Chance, chanceFrom } from '../shared/seeded.js';
import { WatchedRows } from '../shared/watched-rows.js';
import { type Kind, killPoints, PointDeck } from './points.js';
import { type Strike, strike } from './strike.js';

export const campaign: Campaign = {
  title: 'kill -9 of real processes in onboard and resync',
  async run({ seed, count = 8, say }) {
    const strikes = await crash({ seed, count, say });
    const untrue = strikes.flatMap(({ point, untrue: lines }) =>
      lines.map((line) => `${point.kind} ${point.name}: ${line}`),
    );
    return { table: crashTable(strikes), untrue };
  },
};

/** Kills by point with how the operations ended, then the sums. */
function crashTable(strikes: readonly Strike[]): string {
  const named = new Map<string, Strike[]>();
  for (const kind of ['ONBOARD', 'RESYNC'] as const)
    for (const { name } of killPoints(kind)) named.set(`${kind} ${name}`, []);
  for (const strike of strikes) named.get(`${strike.point.kind} ${strike.point.name}`)?.push(strike);
  const rows = [...named].map(([name, those]) => [
    name,
    those.reduce((sum, { kills }) => sum + kills, 0),
    tally(those.map(({ outcome }) => outcome)),
    those.length === 0 ? '' : Math.round(Math.max(...those.map(({ reconciledMs }) => reconciledMs))),
  ]);
  const points = markdownTable(
    ['killed', 'kills', 'how the operations ended', 'slowest true state, ms'],
    rows,
  );
  return `${sums(strikes)}\n\n${points}`;
}

function sums(strikes: readonly Strike[]): string {
  const times = strikes.map(({ reconciledMs }) => reconciledMs);
  const restarts = strikes.map(({ restartMs }) => restartMs);
  const at = (figures: readonly number[], share: number) => Math.round(quantile(figures, share));
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
      ['double redemptions', untrue(/took effect|no server stored/)],
      ['second sync jobs', untrue(/full send/)],
      ['jobs, services or orders without an owner', untrue(OWNERLESS)],
      ['services not as the operation says', untrue(/is .*, expected|still leaves|daily restart/)],
      ['followers who did not hear each event once', untrue(/heard|refused:|expected \d+, got/)],
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

/** So many at a time: two cores can just bear it. */
const VENUES = 3;
/** A venue serves so many strikes, then a new one comes. */
const STRIKES_A_VENUE = 10;

async function crash({ count, seed, say }: Run): Promise<readonly Strike[]> {
  const chance = chanceFrom(seed);
  const deck = new PointDeck(chance);
  const strikes: Strike[] = [];
  const killed = (): number => strikes.reduce((sum, { kills }) => sum + kills, 0);

  async function lane(own: Chance): Promise<void> {
    while (killed() < count) {
      const venue = await PracticeVenue.prepare();
      try {
        await venue.start();
        await strikeVenue(venue, own);
      } catch (error) {
        strikes.push(brokenOff(error));
        if (strikes.filter(({ kills }) => kills === 0).length > 3) throw error;
        say(`broken off: ${error instanceof Error ? error.stack : String(error)}`);
      } finally {
        await venue.stop();
      }
      const left = venue.processes();
      if (left.length > 0) strikes.push(brokenOff(`processes outlived their venue: ${JSON.stringify(left)}`));
    }
  }

  async function strikeVenue(venue: PracticeVenue, own: Chance): Promise<void> {
    const rows = new WatchedRows(venue.stateFile);
    try {
      let isConnected = false;
      for (let turn = 0; turn < STRIKES_A_VENUE && killed() < count; turn += 1) {
        const kind: Kind = isConnected && own.between(0, 1) < 0.5 ? 'RESYNC' : 'ONBOARD';
        const done = await strike(venue, rows, deck.take(kind), own);
        if (kind === 'ONBOARD') isConnected = done.outcome === 'SUCCEEDED';
        strikes.push(done);
        say(inOneLine(killed(), done));
      }
    } finally {
      rows.close();
    }
  }

  await inLanes(VENUES, (index) => lane(chanceFrom(seed + 1 + index)));
  return strikes;
}

function brokenOff(error: unknown): Strike {
  return {
    point: { kind: 'ONBOARD', name: 'campaign', when: 'random' },
    case: '',
    kills: 0,
    stateAtKill: '',
    outcome: 'broken off',
    acknowledged: false,
    reconciledMs: 0,
    restartMs: 0,
    untrue: [String(error)],
  };
}

function inOneLine(
  number: number,
  { point, case: planned, stateAtKill, outcome, reconciledMs, untrue }: Strike,
): string {
  const line = `${number}  ${point.kind} ${planned}  ${point.name}  ${stateAtKill} -> ${outcome}  ${Math.round(reconciledMs)} ms`;
  return untrue.length === 0 ? line : `${line}\n    UNTRUE: ${untrue.join('; ')}`;
}
