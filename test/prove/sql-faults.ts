/** SQL Server whose connections drop at random points while tick boxes are set: what was acknowledged is there, and no read is cut short. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { Permission } from '../../src/operations/words/permissions.js';
import { mssqlDatabase } from '../../src/sql/mssql/database.js';
import { type OpenVenueDatabase, openVenueDatabase } from '../../src/sql/open-venue.js';
import { makeVenueFile, quietLog, temporaryFolder } from '../sql/engines.js';
import { at } from '../sql/samples.js';
import { settingsFor } from '../sql/tds/engine.js';
import type { Fault, FaultAction } from '../sql/tds/faults.js';
import { ScriptedServer } from '../sql/tds/server.js';
import { type Chance, chanceFrom, deckOf } from './seeded.js';

export interface DropsRow {
  readonly point: string;
  readonly drops: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly lost: number;
}

export interface DropsProof {
  readonly rows: readonly DropsRow[];
  readonly untrue: readonly string[];
}

const POINTS: readonly (readonly [string, Fault['at']])[] = [
  ['login', 'login'],
  ['reset of a connection', 'batch'],
  ['SELECT', /^select/],
  ['a grant', /^exec/],
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
  readonly group: number;
  readonly point: string;
  readonly isAcknowledged: boolean;
}

export async function proveDrops(options: {
  readonly seed: number;
  readonly drops: number;
  readonly say: (line: string) => void;
}): Promise<DropsProof> {
  const chance = chanceFrom(options.seed);
  const folder = temporaryFolder();
  const file = `${folder.path}/venue.sqlite`;
  // One for each grant.
  const groups = Array.from({ length: options.drops * 10 }, (_, id) => [id, `Group ${id}`, id]);
  makeVenueFile(file, { security_group: groups });
  const server = await new ScriptedServer({ folder: folder.path, databases: { venue: file } }).start();
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  try {
    const settings = { ...settingsFor(server, 'venue'), requestMs: 3000, connectMs: 3000 };
    const venue = await openVenueDatabase({ database: mssqlDatabase({ settings }), log: quietLog });
    const { written, drops } = await strike(server, venue, chance, options);
    await venue.close();
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

async function strike(
  server: ScriptedServer,
  venue: OpenVenueDatabase,
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
    const burst = [0, 1, 2].map((index) => write(venue, burstOf * 3 + index, point));
    const reading = venue.venue.registration().catch(() => undefined);
    if (chance.between(0, 1) < 0.2) {
      await sleep(chance.between(0, 12));
      server.dropAll();
      done += 1;
      counted.set(TOGETHER, (counted.get(TOGETHER) ?? 0) + 1);
    }
    written.push(...(await Promise.all(burst)));
    await reading;
    server.faults.clear();
    const met = server.faults.met - before;
    counted.set(point, (counted.get(point) ?? 0) + met);
    done += met;
    if (done % 100 < 2) say(`${done} dropped, ${written.length} written`);
  }
  return { written, drops: counted };
}

async function write({ clerks }: OpenVenueDatabase, group: number, point: string): Promise<Written> {
  const permission = Permission.AUDIT_VIEW;
  const granted = clerks.grant({ securityGroupId: String(group), permission, byName: 'Morgan', at: at(0) });
  const isAcknowledged = await granted.then(
    () => true,
    () => false,
  );
  return { group, point, isAcknowledged };
}

function judge(
  file: string,
  written: readonly Written[],
  drops: ReadonlyMap<string, number>,
  untrue: readonly string[],
): DropsProof {
  const raw = new DatabaseSync(file, { readOnly: true });
  const stored = raw.prepare('SELECT security_group_id AS id FROM swiftpos_security_group_object').all();
  raw.close();
  const there = new Set(stored.map(({ id }) => Number(id)));
  const rows = [...Map.groupBy(written, ({ point }) => point)].map(
    ([point, entries]): DropsRow => ({
      point,
      drops: drops.get(point) ?? 0,
      acknowledged: entries.filter(({ isAcknowledged }) => isAcknowledged).length,
      refused: entries.filter(({ isAcknowledged }) => !isAcknowledged).length,
      lost: entries.filter(({ isAcknowledged, group }) => isAcknowledged && !there.has(group)).length,
    }),
  );
  const together = drops.get(TOGETHER) ?? 0;
  if (together > 0) rows.push({ point: TOGETHER, drops: together, acknowledged: 0, refused: 0, lost: 0 });
  const told = rows.flatMap(({ point, lost }) =>
    lost > 0 ? [`${lost} acknowledged were lost at ${point}`] : [],
  );
  return { rows, untrue: [...told, ...untrue] };
}
