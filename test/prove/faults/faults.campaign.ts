/**
 * `prove -- faults`: every fault of the rehearsal, one row each. Venues are kept while a trial leaves them as it found them. Rows that are the
 * same each time are compared with the committed page.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PracticeVenue, QUICK, startVenue } from '../../venue/practice-venue.js';
import { linkServices, onboard, planOnboarding, requestCode, untilOver } from '../../venue/requests.js';
import { type Campaign, inLanes, markdownTable } from '../shared/campaign.js';
import { type FaultRow, tryFault } from './trial.js';
import { needsLink, TRIALS, type Trial } from './trials.js';

const HOW_PATIENT =
  'The sites here wait 20 s for a cloud that is away once the code is used up (`cloudPatienceMs`, 10 min by default).';

export const campaign: Campaign = {
  title: 'Every fault of the rehearsal, and how operations end',
  async run({ say, writes = false }) {
    const rows = await faults(say);
    const quiet = rows.filter(
      ({ state, code, remedy }) => state !== 'SUCCEEDED' && state !== 'done' && !(code && remedy),
    );
    const table = markdownTable(
      ['fault', 'tried', 'state', 'code', 'message', 'remedy', 'restored', 'not restored', 'time'],
      rows.map((row) => [...cellsOf(row), `${row.seconds} s`]),
    );
    return {
      table: `${HOW_PATIENT}\n\n${table}`,
      untrue: [
        ...quiet.map(({ fault, tried }) => `${fault}, ${tried}: no code or no remedy`),
        ...rows
          .filter(({ state }) => state === 'RUNNING')
          .map(({ fault, tried }) => `${fault}, ${tried}: never ends`),
        ...(writes ? [] : unlikeThePage(rows.filter((_, index) => TRIALS[index]?.isSteady))),
      ],
    };
  },
};

/** At a time. */
const VENUES = 2;
/** Short enough that a fault shows within seconds. */
const SITE = {
  ...QUICK,
  stableSeconds: 3,
  heartbeatMs: 6000,
  cloudPatienceMs: 20_000,
  stallMs: 5000,
  attentionMs: 600_000,
};

/** In the order of the trials. */
async function faults(say: (line: string) => void): Promise<readonly FaultRow[]> {
  const rows = new Map<Trial, FaultRow>();
  const left = [...TRIALS].sort((a, b) => Number(needsLink(a)) - Number(needsLink(b)));

  async function lane(): Promise<void> {
    let venue: PracticeVenue | undefined;
    let isLinked = false;
    for (let trial = left.shift(); trial; trial = left.shift()) {
      if (venue && isLinked && !needsLink(trial)) venue = await drop(venue);
      if (!venue) {
        venue = await startVenue({ site: SITE });
        isLinked = false;
      }
      if (!isLinked && needsLink(trial)) isLinked = await link(venue);
      const row = await tryFault(venue, trial);
      rows.set(trial, row);
      say(`${row.fault}, ${row.tried}: ${row.state} ${row.code} (${row.seconds} s)`);
      if (!(await isAsBefore(venue, isLinked))) venue = await drop(venue);
    }
    if (venue) await venue.stop();
  }

  await inLanes(VENUES, lane);
  return TRIALS.flatMap((trial) => rows.get(trial) ?? []);
}

async function drop(venue: PracticeVenue): Promise<undefined> {
  await venue.stop();
}

/** Connected, its first sync complete, every location active, so that a diagnosis has nothing to say. */
async function link(venue: PracticeVenue): Promise<true> {
  const code = await requestCode(venue);
  const { data } = await onboard(venue, await planOnboarding(venue), code);
  await untilOver(venue, data.onboard.id, 40_000);
  await venue.ask('mutation { activateLocations(locationIds: ["1", "2", "3", "4"]) { id } }');
  await waitFor(async () => {
    const answer = await venue.ask('{ syncDiagnosis { cause } resyncPlan { checks { code outcome } } }');
    const checks = (answer.data?.resyncPlan?.checks ?? []) as { code: string; outcome: string }[];
    const isSent = checks.some(
      ({ code: name, outcome }) => name === 'FIRST_SYNC_RUNNING' && outcome === 'PASS',
    );
    return isSent && answer.data.syncDiagnosis.cause === 'NONE';
  });
  return true;
}

/** Without a fault, within some seconds, the link is as a venue of this kind has it, and nothing is under way. */
async function isAsBefore(venue: PracticeVenue, isLinked: boolean): Promise<boolean> {
  const states = isLinked ? ['RUNNING', 'RUNNING'] : ['STOPPED', 'NOT_INSTALLED'];
  try {
    await waitFor(async () => {
      const now = await linkServices(venue);
      const { data } = await venue.ask(
        '{ operations(states: [NEEDS_ATTENTION, RUNNING]) { edges { node { id } } } syncDiagnosis { cause } }',
      );
      const isQuiet = data?.operations?.edges.length === 0;
      const isWell = !isLinked || data?.syncDiagnosis?.cause === 'NONE';
      return isQuiet && isWell && now.map(({ status }) => status).join() === states.join();
    }, 10_000);
    return true;
  } catch {
    return false;
  }
}

async function waitFor(holds: () => Promise<boolean>, ms = 40_000): Promise<void> {
  for (const deadline = Date.now() + ms; !(await holds()); await sleep(300))
    if (Date.now() > deadline) throw new Error('It was waited for in vain');
}

function unlikeThePage(rows: readonly FaultRow[]): string[] {
  const page = readFileSync('docs/reference/campaigns/faults.md', 'utf8').split('\n');
  return rows.flatMap((row) => {
    const line = markdownTable(['x'], [cellsOf(row)])
      .split('\n')[2]
      ?.replace(/ \|$/, '');
    const known = page.find((candidate) => candidate.startsWith(`| ${row.fault} | ${row.tried} |`));
    const isSame = inAnyOrder(known?.replace(/ \| [\d.]+ s \|$/, '')) === inAnyOrder(line);
    return isSame ? [] : [`on the page: ${known}, found: ${line}`];
  });
}

/** Two things that are restored may change places: whichever step finds a service running that is about to end automatically stops it. */
function inAnyOrder(line: string | undefined): string | undefined {
  const cells = line?.split(' | ').map((cell) =>
    cell
      .split(/(?<=\.) /)
      .sort()
      .join(' '),
  );
  return cells?.join(' | ');
}

/** A row without its time, as it is in the table. */
function cellsOf(row: FaultRow): readonly string[] {
  const { fault, tried, state, code, message, remedy, restored, notRestored } = row;
  return [fault, tried, state, code, message, remedy, restored.join(' '), notRestored.join(' ')];
}
