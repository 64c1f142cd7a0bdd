/** `prove -- race`: many ask at the same time, one is active; many servers want a data folder, one has it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { openState, temporaryFolder } from '../../storage/engines.js';
import { type PracticeVenue, startVenue } from '../../venue/practice-venue.js';
import { killQuietly } from '../../venue/processes-of.mjs';
import { onboard, requestCode, resync } from '../../venue/requests.js';
import { readyPlan } from '../crash/strike.js';
import { type Campaign, proofOf, type Row, tally } from '../shared/campaign.js';
import { startLineProgram } from '../shared/line-program.js';
import { untrueOwners } from '../shared/owners.js';
import { chanceFrom } from '../shared/seeded.js';
import { isOver, type OperationRow, WatchedRows } from '../shared/watched-rows.js';

export const campaign: Campaign = {
  title: 'Concurrent requests: exactly one wins',
  async run({ seed, count = 1000, say }) {
    const rows: RaceRow[] = [];
    for (const run of [raceForSlot, raceForFolder, raceOnVenue]) {
      const row = await run(count, seed);
      say(`${row.what}: ${row.rounds} rounds, ${row.figure}, ${row.untrue.length} untrue`);
      rows.push(row);
    }
    return proofOf(['what', 'rounds', 'found', 'untrue'], rows, ({ what, rounds, figure }) => [
      what,
      rounds,
      figure,
    ]);
  },
};

interface RaceRow extends Row {
  readonly rounds: number;
}

/** Two processes on one store; 2 to 200 callers, few more often than many. */
async function raceForSlot(rounds: number, seed: number): Promise<RaceRow> {
  const chance = chanceFrom(seed);
  const folder = temporaryFolder();
  const file = join(folder.path, 'state.sqlite');
  const state = await openState(file, { waitMs: 30_000 });
  const programs = await Promise.all([1, 2].map(() => startLineProgram('race/caller', file)));
  const raw = new DatabaseSync(file, { readOnly: true });
  const active = raw.prepare(
    "SELECT id FROM operation WHERE slot = 'venue' AND state NOT IN ('SUCCEEDED','FAILED','CANCELLED')",
  );
  const untrue: string[] = [];
  let callers = 0;
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const count = Math.round(2 * 100 ** chance.between(0, 1));
      const shares = [Math.ceil(count / 2), Math.floor(count / 2)];
      const printed = await Promise.all(
        programs.map((program, index) => program.ask(`${round} ${shares[index]}`)),
      );
      const answers = printed.flatMap((line) => JSON.parse(line) as string[]);
      callers += answers.length;
      const created = answers.filter((answer) => answer.startsWith('created '));
      const id = created[0]?.slice('created '.length) ?? '';
      const taken = answers.filter((answer) => answer === `taken ${id}`);
      const now = active.all();
      if (created.length !== 1 || taken.length !== answers.length - 1 || now.length !== 1)
        untrue.push(`round ${round}, ${count} callers: ${created.length} created, ${now.length} active`);
      await state.operations.transition(id, ['PENDING'], 'CANCELLED');
    }
  } finally {
    await Promise.all(programs.map((program) => program.kill()));
    raw.close();
    await state.close();
    folder.remove();
  }
  const figure = `${callers} callers, exactly one active each time`;
  return { what: 'two processes, 2 to 200 callers, one slot', rounds, figure, untrue };
}

/** Two that come at once after a kill -9: one has the folder. Sometimes the dead one's process id belongs to someone else by then. */
async function raceForFolder(count: number, seed: number): Promise<RaceRow> {
  const rounds = Math.ceil(count / 10);
  const chance = chanceFrom(seed + 1);
  const folder = temporaryFolder();
  const lockFile = join(folder.path, 'server.lock');
  const untrue: string[] = [];
  const counts = { 'after kill -9': 0, 'reused process id': 0, 'holder alive': 0 };
  try {
    let contenders = await pair(folder.path);
    for (let round = 1; round <= rounds; round += 1) {
      const answers = await Promise.all(
        contenders.map(async (contender) => {
          await sleep(chance.between(0, 3));
          return contender.ask('lock');
        }),
      );
      if ([...answers].sort().join() !== 'held,refused') untrue.push(`round ${round}: ${answers.join(', ')}`);
      const [third] = await Promise.all([startLineProgram('race/lock', folder.path)]);
      if ((await third.ask('lock')) !== 'refused') untrue.push(`round ${round}: a third one got it too`);
      counts['holder alive'] += 1;
      await Promise.all([third, ...contenders].map((contender) => contender.kill()));
      counts['after kill -9'] += 1;
      if (chance.between(0, 1) < 0.3) {
        reuseProcessId(lockFile);
        counts['reused process id'] += 1;
      }
      contenders = await pair(folder.path);
    }
    await Promise.all(contenders.map((contender) => contender.kill()));
  } finally {
    folder.remove();
  }
  const figure = Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
  return { what: 'two servers at once want one data folder', rounds, figure, untrue };
}

const pair = (folder: string) => Promise.all([1, 2].map(() => startLineProgram('race/lock', folder)));

/** As if the dead server's number were this process's by now: alive, and begun at another time. */
function reuseProcessId(lockFile: string): void {
  const holder = JSON.parse(readFileSync(lockFile, 'utf8')) as { pid: number; startTime: string };
  killQuietly(holder.pid);
  rmSync(lockFile);
  writeFileSync(lockFile, JSON.stringify({ ...holder, pid: process.pid }));
}

/** On a served venue: callers want the same resync and the same service at once, and one cancels some of it. */
async function raceOnVenue(count: number, seed: number): Promise<RaceRow> {
  const rounds = Math.ceil(count / 10);
  const chance = chanceFrom(seed + 2);
  // So slow that a send which no one withdraws is still open when it is searched for.
  const venue = await startVenue({ pace: 0.3 });
  const rows = new WatchedRows(venue.stateFile);
  const untrue: string[] = [];
  const ends: string[] = [];
  const control = (what: 'start' | 'stop' | 'restart', key: string) =>
    venue.ask(`mutation ($key: ID!) { ${what}Service(key: $key, reason: "A campaign") { status } }`, { key });
  try {
    const plan = await readyPlan(venue, 'ONBOARD');
    await onboard(venue, plan, await requestCode(venue));
    await allOver(rows);
    for (let round = 1; round <= rounds; round += 1) {
      const [plan, known] = [await readyPlan(venue, 'RESYNC'), rows.ids()];
      const key = chance.pick(['netpos', 'connect', 'end-of-day']);
      const resyncs = [resync(venue, plan), resync(venue, plan)];
      // In half of the rounds a job is open by then, as a service that is asked for at once mostly takes the slot. In half of those rounds the cloud
      // refuses to withdraw it.
      const isOpen = round % 2 === 1;
      const isRefused = round % 4 === 1;
      if (isOpen) await isActive(rows, true);
      if (isRefused) await venue.setFaults({ sync: 'refuses-withdrawal' });
      const asked = [
        ...resyncs,
        control('restart', key),
        control('stop', key),
        control('stop', 'gateway-client'),
      ];
      await isActive(rows, false);
      await sleep(chance.between(0, 2500));
      await cancelSome(venue, rows, () => isRefused || chance.between(0, 1) < 0.6);
      await Promise.all(asked);
      if (!(await allOver(rows))) untrue.push(`round ${round}: not over after a minute`);
      const ended = rows.operations().filter(({ id }) => !known.has(id));
      ends.push(...ended.map((each) => `${each.state}${each.isSendDeferred ? ' with a deferred send' : ''}`));
      if (isRefused) await venue.setFaults({});
      untrue.push(...(await untrueOwners(venue, rows)).map((line) => `round ${round}: ${line}`));
      for (const stopped of [key, 'gateway-client']) await control('start', stopped);
    }
  } finally {
    rows.close();
    await venue.stop();
  }
  const what = 'callers on a served venue, and one cancels';
  return { what, rounds, figure: tally(ends), untrue };
}

async function cancelSome(venue: PracticeVenue, rows: WatchedRows, isOne: () => boolean): Promise<void> {
  const mutation = 'mutation ($id: ID!) { cancelOperation(id: $id, reason: "A campaign") { state } }';
  const active = rows.operations().filter(({ state }) => !isOver(state) && isOne());
  await Promise.all(active.map(({ id }) => venue.ask(mutation, { id })));
}

/** Any operation, or one with a job in the cloud. A few seconds at most: each may have been refused. */
async function isActive(rows: WatchedRows, withJob: boolean): Promise<void> {
  const isSo = ({ state, sendId }: OperationRow) => !isOver(state) && (!withJob || sendId !== undefined);
  for (const deadline = Date.now() + 8000; Date.now() < deadline; await sleep(50))
    if (rows.operations().some(isSo)) return;
}

async function allOver(rows: WatchedRows): Promise<boolean> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(200))
    if (rows.operations().every(({ state }) => isOver(state))) return true;
  return false;
}
