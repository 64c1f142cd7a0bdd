/** SQL Server whose connections drop at random points while the stores write: what was acknowledged is there, once; what was not is there once at most. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { mssqlDatabase } from '../../src/sql/mssql/database.js';
import { verdictOf } from '../../src/sql/mssql/errors.js';
import { type OpenStateDatabase, openStateDatabase } from '../../src/sql/open-state.js';
import type { StateTables } from '../../src/sql/state/tables.js';
import { quietLog, temporaryFolder, testKeys } from '../sql/engines.js';
import { at, newOperation } from '../sql/samples.js';
import { settingsFor } from '../sql/tds/engine.js';
import type { Fault, FaultAction } from '../sql/tds/faults.js';
import { ScriptedServer } from '../sql/tds/server.js';
import { type Chance, chanceFrom, deckOf } from './seeded.js';

export interface DropsRow {
  readonly point: string;
  readonly drops: number;
  readonly acknowledged: number;
  /** Told that they failed, or that nobody knows. */
  readonly refused: number;
  readonly lost: number;
  readonly doubled: number;
  /** Refused as not applied, and there all the same. */
  readonly belied: number;
}

export interface DropsProof {
  readonly rows: readonly DropsRow[];
  readonly untrue: readonly string[];
}

const POINTS: readonly (readonly [string, Fault['at']])[] = [
  ['login', 'login'],
  ['reset of a connection', 'batch'],
  ['BEGIN', 'begin'],
  ['the lock', /sp_getapplock/],
  ['UPDATE', /^update/],
  ['SELECT', /^select/],
  ['INSERT', /^insert into "venue_control"."operation_event"/],
  ['the mark', /commit_mark/],
  ['COMMIT', 'commit'],
];

const ACTIONS: readonly FaultAction[] = [
  'reset',
  'end',
  'apply then reset',
  'apply then end',
  'answer then reset',
  'answer then end',
  { cutAt: 0.2, by: 'reset' },
  { cutAt: 0.6, by: 'end' },
];

/** Counted beside the others, in the same bursts. */
const TOGETHER = 'all connections at once, within 12 ms';

interface Written {
  readonly text: string;
  readonly point: string;
  outcome: 'acknowledged' | 'not applied' | 'unknown';
}

export async function proveDrops(options: {
  readonly seed: number;
  readonly drops: number;
  readonly say: (line: string) => void;
}): Promise<DropsProof> {
  const chance = chanceFrom(options.seed);
  const folder = temporaryFolder();
  const file = `${folder.path}/state.sqlite`;
  const server = await new ScriptedServer({ folder: folder.path, databases: { state: file } }).start();
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  try {
    const state = await open(server);
    await state.operations.create(newOperation());
    const { written, drops } = await strike(server, state, chance, options);
    await state.close();
    const untrue = [
      ...unhandled.map((reason) => `nobody caught ${reason instanceof Error ? reason.stack : reason}`),
      ...server.mistakes.map((mistake) => `the server itself failed: ${mistake}`),
      ...server.unknown.map((sql) => `the server didn't know ${sql}`),
    ];
    return judge(file, written, drops, untrue);
  } finally {
    process.off('unhandledRejection', note);
    process.off('uncaughtException', note);
    await server.stop();
    folder.remove();
  }
}

function open(server: ScriptedServer): Promise<OpenStateDatabase> {
  const settings = { ...settingsFor(server, 'state'), requestMs: 3000, connectMs: 3000 };
  const database = mssqlDatabase<StateTables>({ settings, schema: 'venue_control', marks: true });
  return openStateDatabase({ database, keys: testKeys, log: quietLog, version: '1.0.0' });
}

async function strike(
  server: ScriptedServer,
  state: OpenStateDatabase,
  chance: Chance,
  { drops, say }: { readonly drops: number; say(line: string): void },
): Promise<{ written: Written[]; drops: Map<string, number> }> {
  const points = deckOf(POINTS, chance);
  const actions = deckOf(ACTIONS, chance);
  const written: Written[] = [];
  const counted = new Map<string, number>();
  // A burst that is refused as a whole, as nobody could be reached, drops nothing.
  for (let done = 0, burstOf = 0; done < drops; burstOf += 1) {
    const [point, where] = points();
    const before = server.faults.met;
    server.fault({ at: where, do: actions() });
    // A login is only met by a connection that is new.
    if (point === 'login') server.dropAll();
    const burst = [0, 1, 2].map((index) =>
      write(state, { text: `${burstOf}.${index}`, point, outcome: 'unknown' }),
    );
    burst.push(read(state, point));
    if (chance.between(0, 1) < 0.2) {
      await sleep(chance.between(0, 12));
      server.dropAll();
      done += 1;
      counted.set(TOGETHER, (counted.get(TOGETHER) ?? 0) + 1);
    }
    written.push(...(await Promise.all(burst)).filter(({ text }) => text !== ''));
    server.faults.clear();
    const met = server.faults.met - before;
    counted.set(point, (counted.get(point) ?? 0) + met);
    done += met;
    if (done % 100 < 2) say(`${done} dropped, ${written.length} written`);
  }
  return { written, drops: counted };
}

async function write(state: OpenStateDatabase, entry: Written): Promise<Written> {
  const event = {
    operationId: 'op',
    at: at(0),
    step: undefined,
    level: 'INFORMATION',
    percent: undefined,
  } as const;
  try {
    await state.operations.appendEvent({ ...event, message: entry.text });
    entry.outcome = 'acknowledged';
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    entry.outcome = verdictOf(cause ?? error)?.applied === 'no' ? 'not applied' : 'unknown';
  }
  return entry;
}

/** Whatever comes of it: it must neither hang nor end the process. */
async function read(state: OpenStateDatabase, point: string): Promise<Written> {
  await state.operations.find('op').catch(() => undefined);
  return { text: '', point, outcome: 'unknown' };
}

function judge(
  file: string,
  written: readonly Written[],
  drops: ReadonlyMap<string, number>,
  untrue: readonly string[],
): DropsProof {
  const raw = new DatabaseSync(file, { readOnly: true });
  const stored = raw
    .prepare('SELECT sequence, message FROM "venue_control.operation_event" ORDER BY sequence')
    .all();
  raw.close();
  const times = new Map<string, number>();
  for (const { message } of stored) times.set(String(message), (times.get(String(message)) ?? 0) + 1);
  const gap = stored.findIndex(({ sequence }, index) => sequence !== index + 1);
  const rows = [...Map.groupBy(written, ({ point }) => point)].map(([point, entries]): DropsRow => {
    const count = (of: (entry: Written, found: number) => boolean) =>
      entries.filter((entry) => of(entry, times.get(entry.text) ?? 0)).length;
    return {
      point,
      drops: drops.get(point) ?? 0,
      acknowledged: count(({ outcome }) => outcome === 'acknowledged'),
      refused: count(({ outcome }) => outcome !== 'acknowledged'),
      lost: count(({ outcome }, found) => outcome === 'acknowledged' && found === 0),
      doubled: count((_entry, found) => found > 1),
      belied: count(({ outcome }, found) => outcome === 'not applied' && found > 0),
    };
  });
  const together = drops.get(TOGETHER) ?? 0;
  if (together > 0)
    rows.push({
      point: TOGETHER,
      drops: together,
      acknowledged: 0,
      refused: 0,
      lost: 0,
      doubled: 0,
      belied: 0,
    });
  const told = rows.flatMap(({ point, lost, doubled, belied }) => [
    ...(lost > 0 ? [`${lost} acknowledged were lost at ${point}`] : []),
    ...(doubled > 0 ? [`${doubled} were written twice at ${point}`] : []),
    ...(belied > 0 ? [`${belied} were said not to be written at ${point}, and were`] : []),
  ]);
  return { rows, untrue: [...told, ...(gap === -1 ? [] : [`event ${gap + 1} is missing`]), ...untrue] };
}
