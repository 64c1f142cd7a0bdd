/** `prove -- crash`: kill -9 at every persisted transition of onboard and resync, and at random times, against the cloud's own ledger. */
import { setTimeout as sleep } from 'node:timers/promises';
import { PracticeVenue } from '../venue/practice-venue.js';
import { type Kind, PointDeck } from './crash-points.js';
import { type Strike, strike } from './crash-strike.js';
import { type Chance, chanceFrom } from './seeded.js';
import { WatchedRows } from './watched-rows.js';

export interface CrashOptions {
  readonly count: number;
  readonly seed: number;
  /** How many venues at a time. Default: 3, which two cores can just bear. */
  readonly venues?: number;
  readonly project?: string;
  readonly say?: (line: string) => void;
  /** Is handed each strike as it is known. */
  readonly keep?: (strike: Strike) => void;
}

/** A venue serves so many strikes, then a new one comes: first onboardings need one. */
const STRIKES_A_VENUE = 10;

export async function crash(options: CrashOptions): Promise<readonly Strike[]> {
  const { count, seed, venues = 3, say = () => undefined, keep = () => undefined } = options;
  const chance = chanceFrom(seed);
  const deck = new PointDeck(chance);
  const strikes: Strike[] = [];
  const killed = (): number => strikes.reduce((sum, { kills }) => sum + kills, 0);

  async function lane(own: Chance): Promise<void> {
    while (killed() < count) {
      const venue = await PracticeVenue.prepare(options.project ? { project: options.project } : {});
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
      let isNew = true;
      let isConnected = false;
      for (let turn = 0; turn < STRIKES_A_VENUE && killed() < count; turn += 1) {
        const kind: Kind = isConnected && own.between(0, 1) < 0.5 ? 'RESYNC' : 'ONBOARD';
        const done = await strike(venue, rows, deck.take(kind, isNew), own);
        if (kind === 'ONBOARD') isConnected = done.outcome === 'SUCCEEDED';
        isNew &&= !isConnected;
        strikes.push(done);
        keep(done);
        say(inOneLine(killed(), done));
      }
    } finally {
      rows.close();
    }
  }

  const lanes = Array.from({ length: venues }, (_, index) => index);
  await Promise.all(
    lanes.map(async (index) => {
      await sleep(index * 1500);
      await lane(chanceFrom(seed + 1 + index));
    }),
  );
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
