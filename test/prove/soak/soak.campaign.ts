/** `prove -- soak`: one venue in use all the time, a random fault every few seconds, and what it holds weighed meanwhile. */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../venue/free-port.js';
import { PracticeVenue } from '../../venue/practice-venue.js';
import { type Ledger, untrueLedger } from '../crash/truth.js';
import { untrueProcesses } from '../outages/truth.js';
import { type WorkName } from '../outages/work.js';
import { type Campaign, markdownTable, tally } from '../shared/campaign.js';
import { inspectorAt, LiveMemory } from '../shared/live-memory.js';
import { chanceFrom, deckOf } from '../shared/seeded.js';
import { WatchedRows } from '../shared/watched-rows.js';
import { SOAK_FAULTS } from './faults.js';
import { type Course, coursesOf, type Point, type Sample } from './flat.js';
import { Heard } from './heard.js';
import { type Done, endAll, type UserParts, workOn, workOnce } from './user.js';
import { VISITORS } from './visitors.js';
import { weigh } from './weights.js';

/** Two hours, at one fault each 5 s. */
const TWO_HOURS = 1440;

export const campaign: Campaign = {
  title: 'Soak test: a venue in use, with a random fault every 5 s',
  async run({ seed, count = TWO_HOURS, say }) {
    const done = await soak({ seed, count, say });
    const table = [weights(done), sums(done), ends(done)].join('\n\n');
    return { table, untrue: done.untrue };
  },
};

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
      ['double redemptions', about(/took effect|no server stored/)],
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
      return [name, those.length, tally(those)];
    }),
  );
}

export interface SoakOptions {
  /** How many faults. */
  readonly count: number;
  readonly seed: number;
  /** From the beginning of one to that of the next. Default: 5000. */
  readonly everyMs?: number;
  readonly sampleMs?: number;
  /** What has to succeed when it is over. Default: an onboarding and a resync. */
  readonly last?: readonly WorkName[];
  readonly say?: (line: string) => void;
}

export interface Soak {
  readonly seconds: number;
  /** How often each befell. */
  readonly faults: ReadonlyMap<string, number>;
  readonly done: readonly Done[];
  readonly courses: readonly Course[];
  readonly redemptions: number;
  readonly answers: number;
  readonly refusals: string;
  readonly untrue: readonly string[];
}

/** Progress is reported after so many faults. */
const REPORT_EVERY = 12;
/** A collection for each check of what is held: seldom enough that the server's own come before it. */
const HELD_EVERY_MS = 120_000;

export async function soak(options: SoakOptions): Promise<Soak> {
  const { seed } = options;
  const port = await freePort();
  const venue = await PracticeVenue.prepare({ env: inspectorAt(port) });
  const memory = new LiveMemory(port);
  let rows: WatchedRows | undefined;
  try {
    await venue.start();
    rows = new WatchedRows(venue.stateFile);
    return await use({ venue, rows, heard: new Heard(), chance: chanceFrom(seed) }, memory, options);
  } finally {
    memory.close();
    rows?.close();
    await venue.stop();
  }
}

async function use(parts: UserParts, memory: LiveMemory, options: SoakOptions): Promise<Soak> {
  const { venue, rows, heard } = parts;
  const { seed, sampleMs = 10_000 } = options;
  const since = performance.now();
  const [samples, held, done]: [Sample[], Point[], Done[]] = [[], [], []];
  const sample = (): void => {
    const weights = weigh(venue);
    if (weights) samples.push({ ...weights, atMs: performance.now() - since });
  };
  const weighHeld = async (): Promise<void> => {
    if (venue.pid === undefined) throw new Error('The server has gone.');
    const value = await memory.weigh();
    held.push({ atMs: performance.now() - since, value });
  };
  await weighHeld();
  const ending = new AbortController();
  // Each by a chance of its own: what one does with its own doesn't hang on how fast the others are.
  const own = (index: number): UserParts => ({ ...parts, chance: chanceFrom(seed + 1 + index) });
  const present = [
    workOn(own(0), ending.signal, (one) => done.push(one)),
    ...VISITORS.map((visit, index) => visit(own(1 + index), ending.signal)),
  ];
  const sampling = setInterval(sample, sampleMs);
  // While the server is stopped it answers late, and is weighed then.
  const weighing = setInterval(() => void weighHeld().catch(() => undefined), HELD_EVERY_MS);
  sample();
  let faults: ReadonlyMap<string, number>;
  try {
    faults = await befallAll(parts, options, () => inOneLine(done, samples, heard));
  } finally {
    clearInterval(sampling);
    clearInterval(weighing);
    ending.abort();
    await Promise.all(present);
  }
  await untrueAtEnd(parts, options).then(
    (lines) => heard.addUntrue('at the end', lines),
    (error) => heard.addUntrue('at the end', [String(error)]),
  );
  const courses = coursesOf(samples, held);
  const grown = courses.filter(({ isFlat }) => !isFlat);
  return {
    seconds: (performance.now() - since) / 1000,
    faults,
    done,
    courses,
    redemptions: rows.redemptions().filter(({ state }) => state === 'REDEEMED').length,
    answers: heard.answers,
    refusals: heard.refusals,
    untrue: [
      ...heard.untrue,
      ...grown.map(({ what, warm, end }) => `${what}: from ${warm.toFixed(1)} to ${end.toFixed(1)}`),
    ],
  };
}

/** One at a time: the next one comes at its time, or at once after one that took longer. */
async function befallAll(
  { venue, heard, chance }: UserParts,
  { count, everyMs = 5000, say = () => undefined }: SoakOptions,
  tell: () => string,
): Promise<ReadonlyMap<string, number>> {
  const befallen = new Map<string, number>();
  const next = deckOf(SOAK_FAULTS, chance);
  const since = performance.now();
  for (let number = 1; number <= count && isAlive(venue); number += 1) {
    const fault = next();
    befallen.set(fault.name, (befallen.get(fault.name) ?? 0) + 1);
    await fault.befall(venue, chance).catch((error) => heard.takeError(fault.name, error));
    await sleep(Math.max(0, number * everyMs - (performance.now() - since)));
    if (number % REPORT_EVERY === 0) say(`${number} faults, ${tell()}`);
  }
  return befallen;
}

function isAlive({ pid }: PracticeVenue): boolean {
  return existsSync(`/proc/${pid}`);
}

/** Nothing is left under way; with nothing in its way the venue does what it is for, and runs what it says. */
async function untrueAtEnd(
  parts: UserParts,
  { last = ['onboard', 'resync'] }: SoakOptions,
): Promise<string[]> {
  const { venue, rows } = parts;
  await venue.setFaults({});
  await endAll(parts);
  const untrue: string[] = [];
  for (const name of last) {
    const { outcome } = await workOnce(parts, name);
    if (outcome !== 'SUCCEEDED') untrue.push(`${name}: ${outcome}`);
  }
  const ledger = await venue.cloud<Ledger>('/ledger');
  return [...untrue, ...untrueLedger(ledger, rows), ...(await untrueProcesses(venue))];
}

function inOneLine(done: readonly Done[], samples: readonly Sample[], { untrue, answers }: Heard): string {
  const now = samples.at(-1);
  const succeeded = done.filter(({ outcome }) => outcome === 'SUCCEEDED').length;
  const weights = now
    ? `${now.handles} handles, ${now.threads} threads, ${now.residentMb.toFixed(0)} MB, ${now.processes} processes (${now.hosts} hosts, heaviest ${now.hostMb.toFixed(0)} MB), ${now.zombies} zombies, state ${now.stateMb.toFixed(1)} MB, wal ${now.walMb.toFixed(1)} MB, logs ${now.logsMb.toFixed(1)} MB`
    : '';
  const result = untrue.length === 0 ? '0 untrue' : `${untrue.length} untrue: ${untrue.at(-1)}`;
  return `${done.length} operations (${succeeded} SUCCEEDED), ${answers} answers; ${weights}; ${result}`;
}
