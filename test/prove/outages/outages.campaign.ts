/** `prove -- outages`: one outage at a random moment of every kind of operation, against ledger, process table and files. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCloudApart } from '../../venue/cloud-apart.js';
import { movingClock } from '../../venue/moving-clock.js';
import { PracticeVenue } from '../../venue/practice-venue.js';
import { mountSmallDisk } from '../../venue/small-disk.js';
import { type Campaign, inLanes, markdownTable, type Run, tally } from '../shared/campaign.js';
import { OWNERLESS } from '../shared/owners.js';
import { type Chance, chanceFrom, deckOf } from '../shared/seeded.js';
import { WatchedRows } from '../shared/watched-rows.js';
import { OUTAGES, type Outage, type Stage } from './kinds.js';
import { type Trial, tryOutage } from './trial.js';
import { WORKS, type WorkName } from './work.js';

export const campaign: Campaign = {
  title: 'Outages at random moments of every kind of operation',
  async run({ seed, count = 8, say }) {
    const done = await outages({ seed, count, say });
    const untrue = done.trials.flatMap(({ outage, work, untrue: lines }) =>
      lines.map((line) => `${outage}, ${work}: ${line}`),
    );
    return { table: outagesTable(done), untrue };
  },
};

/** The sums, then the outages, then the kinds of operations. */
function outagesTable({ trials, notRun }: Outages): string {
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  const longest = (those: readonly Trial[], of: (trial: Trial) => number) =>
    those.length === 0 ? '' : seconds(Math.max(...those.map(of)));
  const byOutage = OUTAGES.map(({ name }) => {
    const those = trials.filter(({ outage }) => outage === name);
    const ends =
      those.length === 0 && notRun.includes(name)
        ? 'not run here'
        : tally(those.map(({ outcome }) => outcome));
    const lasted = longest(those, ({ lastedMs }) => lastedMs);
    return [name, those.length, lasted, ends, longest(those, ({ endedMs }) => endedMs)];
  });
  const works = [...new Set(trials.map(({ work }) => work))].sort();
  const byWork = works.map((name) => {
    const those = trials.filter(({ work }) => work === name);
    return [
      name,
      those.length,
      tally(those.map(({ outcome }) => outcome)),
      those.filter(({ untrue }) => untrue.length > 0).length,
    ];
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
      ['active, and nothing is heard of it', with_(/nothing is heard/)],
      ['codes burnt that need not be', trials.filter(({ codeBurnt }) => codeBurnt).length],
      ['double redemptions', with_(/took effect|no server stored/)],
      ['acknowledged and lost', with_(/lost/)],
      ['neither ended nor asking for what it needs', with_(/after a minute|never answered/)],
      ['jobs, services or orders without an owner', with_(OWNERLESS)],
      [
        'services or processes not as the operation says',
        with_(/expected|processes|still leaves|daily restart/),
      ],
      ['reads refused meanwhile', with_(/a read was refused/)],
      [
        'longest that nothing was heard of an active operation, s',
        (Math.max(0, ...trials.map(({ silentMs }) => silentMs)) / 1000).toFixed(1),
      ],
    ],
  );
}

interface Outages {
  readonly trials: readonly Trial[];
  /** Kinds for which this machine has not what they need. */
  readonly notRun: readonly string[];
}

/** At a time. */
const VENUES = 2;
/** A venue serves so many, then a new one comes: first onboardings need one. */
const TRIALS_A_VENUE = 8;
/** The first venues of the second lane have a clock of their own, for one trial of each of its kinds. */
const CLOCK_IN = 4;
const SEEN_MS = 1100;

async function outages({ count, seed, say }: Run): Promise<Outages> {
  const trials: Trial[] = [];
  const missing = new Set<Outage['needs']>();
  let begun = 0;

  async function lane(index: number): Promise<void> {
    const chance = chanceFrom(seed + 1 + index);
    for (let turn = 0; begun < count; turn += 1)
      await withStage(index === 1 && turn % CLOCK_IN === 0, missing, (stage) => serve(stage, chance));
  }

  async function serve(stage: Stage, chance: Chance): Promise<void> {
    const rows = new WatchedRows(stage.venue.stateFile);
    const [kinds, works] = [deckOf(possible(stage), chance), deckOf(WORKS, chance)];
    const most = stage.clock ? possible(stage).length : TRIALS_A_VENUE;
    let isConnected = false;
    let isWithoutSync = chance.between(0, 3) < 1;
    if (isWithoutSync) await stage.venue.setFaults({ licence: 'no-cloud-sync' });
    if (isWithoutSync) await sleep(SEEN_MS);
    try {
      for (let turn = 0; turn < most && begun < count; turn += 1) {
        begun += 1;
        const number = begun;
        const kind = kinds();
        const work: WorkName = isConnected ? works() : 'onboard';
        const trial: Trial = await tryOutage({ ...stage, rows }, kind, work, chance).catch((error) =>
          brokenOff(kind, work, error),
        );
        trials.push(trial);
        say(inOneLine(number, trial));
        if (trial.outcome === 'broken off') return;
        if (work !== 'onboard') continue;
        isConnected = trial.outcome === 'SUCCEEDED';
        if (!isConnected || !isWithoutSync) continue;
        // Sold to it by now: the next onboarding brings Cloud Sync.
        [isConnected, isWithoutSync] = [false, false];
        await stage.venue.setFaults({});
        await sleep(SEEN_MS);
      }
    } finally {
      rows.close();
    }
  }

  await inLanes(VENUES, lane);
  const notRun = OUTAGES.filter(({ needs }) => needs && missing.has(needs)).map(({ name }) => name);
  return { trials, notRun };
}

function possible({ disk, clock }: Stage): readonly Outage[] {
  if (clock) return OUTAGES.filter(({ needs }) => needs === 'clock');
  return OUTAGES.filter(({ needs }) => needs === undefined || (needs === 'disk' && disk));
}

/** A venue on a disk of its own, or with a clock of its own; nothing of either is left. */
async function withStage(
  hasClock: boolean,
  missing: Set<Outage['needs']>,
  work: (stage: Stage) => Promise<void>,
): Promise<void> {
  const clock = hasClock ? movingClock() : undefined;
  if (hasClock && !clock) missing.add('clock');
  const disk = mountSmallDisk();
  if (!disk) missing.add('disk');
  const venue = await PracticeVenue.prepare({
    ...(disk && { home: disk.folder }),
    ...(clock && { env: clock.env }),
  });
  const cloudFolder = mkdtempSync(join(tmpdir(), 'venue-control-cloud-'));
  try {
    await startCloudApart(venue, cloudFolder);
    await venue.start();
    await work({ venue, disk, clock });
  } finally {
    await venue.stop();
    disk?.unmount();
    clock?.remove();
    rmSync(cloudFolder, { recursive: true });
  }
}

function brokenOff({ name }: Outage, work: string, error: unknown): Trial {
  return {
    outage: name,
    work,
    lastedMs: 0,
    atMs: 0,
    outcome: 'broken off',
    endedMs: 0,
    silentMs: 0,
    codeBurnt: false,
    untrue: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  };
}

function inOneLine(number: number, trial: Trial): string {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const line = `${number}  ${trial.outage} ${seconds(trial.lastedMs)}, ${seconds(trial.atMs)} into ${trial.work}  -> ${trial.outcome}  ${seconds(trial.endedMs)}`;
  return trial.untrue.length === 0 ? line : `${line}\n    UNTRUE: ${trial.untrue.join('; ')}`;
}
