/** SQL Server whose connections drop at random points while tick boxes are granted and read: what was acknowledged is there, and no read is half a result. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Permission } from '../../src/operations/words/permissions.js';
import { mssqlDatabase } from '../../src/sql/mssql/database.js';
import { type OpenVenueDatabase, openVenueDatabase } from '../../src/sql/open-venue.js';
import { makeVenueFile, quietLog, temporaryFolder } from '../sql/engines.js';
import { at } from '../sql/samples.js';
import { type Fault, type FaultAction } from '../sql/tds/faults.js';
import { ScriptedServer } from '../sql/tds/server.js';
import { venueRows } from '../sql/venue-rows.js';
import { type Campaign, markdownTable, type Run } from './campaign.js';
import { chanceFrom, deckOf } from './seeded.js';

export const campaign: Campaign = {
  title: 'SQL Server whose connections drop at random points',
  async run({ seed, count = 1000, say }) {
    const { rows, untrue } = await proveDrops({ seed, count, say });
    const head = [
      'dropped at',
      'drops',
      'grants acknowledged',
      'refused',
      'acknowledged and lost',
      'wrong reads',
    ];
    const table = rows.map((row) => Object.values(row));
    return { table: markdownTable(head, table), untrue };
  },
};

interface DropsRow {
  readonly point: string;
  drops: number;
  acknowledged: number;
  refused: number;
  /** Acknowledged, and not there. */
  lost: number;
  /** Reads with a result that is not the whole truth. */
  wrong: number;
}

const POINTS: readonly (readonly [string, Fault['at']])[] = [
  ['prelogin', 'prelogin'],
  ['login', 'login'],
  ['reset of a connection', 'batch'],
  ['a read', /^select/],
  ['a grant', /^exec/],
];

const ACTIONS: readonly FaultAction[] = [
  'reset',
  'end',
  ...([0, 0.2, 0.6, 1] as const).flatMap((sends) => [
    { sends, by: 'reset' } as const,
    { sends, by: 'end' } as const,
  ]),
];

/** Counted beside the others, in the same bursts. */
const TOGETHER = 'all connections at once, within 12 ms';

interface Grant {
  readonly groupId: number;
  readonly row: DropsRow;
  readonly isAcknowledged: boolean;
}

async function proveDrops(run: Run): Promise<{ rows: readonly DropsRow[]; untrue: readonly string[] }> {
  const folder = temporaryFolder();
  const file = `${folder.path}/venue.sqlite`;
  // One for each grant.
  const groups = Array.from({ length: run.count * 10 }, (_, id) => [id, `Group ${id}`, id]);
  makeVenueFile(file, { ...venueRows, security_group: groups, security_group_object: [] });
  const server = await new ScriptedServer({ venue: file }).start();
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  try {
    const settings = server.settings('venue', { requestMs: 3000, connectMs: 3000 });
    const venue = await openVenueDatabase({ database: mssqlDatabase({ settings }), log: quietLog });
    const { rows, grants } = await strike(server, venue, run);
    await venue.close();
    judge(file, grants);
    return {
      rows,
      untrue: [
        ...rows.flatMap(({ point, lost, wrong }) => [
          ...(lost > 0 ? [`${lost} acknowledged were lost at ${point}`] : []),
          ...(wrong > 0 ? [`${wrong} reads were wrong at ${point}`] : []),
        ]),
        ...unhandled.map((reason) => `not caught: ${reason instanceof Error ? reason.stack : reason}`),
        ...server.mistakes.map((mistake) => `the server itself failed: ${mistake}`),
        ...server.unknown.map((sql) => `the server didn't know ${sql}`),
      ],
    };
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
  { seed, count, say }: Run,
): Promise<{ rows: readonly DropsRow[]; grants: readonly Grant[] }> {
  const chance = chanceFrom(seed);
  const [points, actions] = [deckOf(POINTS, chance), deckOf(ACTIONS, chance)];
  const rows = new Map<string, DropsRow>();
  const rowOf = (point: string): DropsRow => {
    const row = rows.get(point) ?? { point, drops: 0, acknowledged: 0, refused: 0, lost: 0, wrong: 0 };
    rows.set(point, row);
    return row;
  };
  const grants: Grant[] = [];
  const locations = await venue.venue.locations();
  // A burst that is refused as a whole, as the server could not be reached, drops nothing.
  for (let done = 0; done < count; ) {
    const [point, where] = points();
    const row = rowOf(point);
    server.fault({ at: where, do: actions() });
    // A login is only met by a connection that is new.
    if (point.endsWith('login')) server.dropAll();
    const burst = [0, 1, 2].map((index) => grant(venue, grants.length + index, row));
    const read = venue.venue.locations().then(
      (found) => isDeepStrictEqual(found, locations),
      () => true,
    );
    if (chance.between(0, 1) < 0.2) {
      await sleep(chance.between(0, 12));
      if (server.dropAll() > 0) {
        rowOf(TOGETHER).drops += 1;
        done += 1;
      }
    }
    const made = await Promise.all(burst);
    grants.push(...made);
    if (!(await read)) row.wrong += 1;
    row.drops += server.faults.met;
    done += server.faults.met;
    // The breaker is open: until it closes, nothing is sent.
    if (made.every(({ isAcknowledged }) => !isAcknowledged)) await sleep(500);
    server.faults.clear();
    if (done % 100 < 2) say(`${done} dropped, ${grants.length} granted`);
  }
  return { rows: [...rows.values()], grants };
}

async function grant({ clerks }: OpenVenueDatabase, groupId: number, row: DropsRow): Promise<Grant> {
  const tick = { securityGroupId: String(groupId), permission: Permission.AUDIT_VIEW, byName: 'Morgan' };
  const isAcknowledged = await clerks.grant({ ...tick, at: at(0) }).then(
    () => true,
    () => false,
  );
  return { groupId, row, isAcknowledged };
}

/** Holds each grant against the file. */
function judge(file: string, grants: readonly Grant[]): void {
  const raw = new DatabaseSync(file, { readOnly: true });
  const stored = raw.prepare('SELECT security_group_id AS id FROM swiftpos_security_group_object').all();
  raw.close();
  const there = new Set(stored.map(({ id }) => Number(id)));
  for (const { groupId, row, isAcknowledged } of grants) {
    if (!isAcknowledged) row.refused += 1;
    else {
      row.acknowledged += 1;
      if (!there.has(groupId)) row.lost += 1;
    }
  }
}
