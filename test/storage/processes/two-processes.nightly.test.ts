import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { ALL_PERMISSIONS, Permission } from '../../../src/domain/types/permissions.js';
import { MIGRATIONS } from '../../../src/storage/state/migrations/migrations.js';
import { makeVenueFile, openState, openVenue, temporaryFolder } from '../engines.js';
import { at, newOperation } from '../samples.js';
import { runProgram, startProgram } from './programs.js';

describe('two processes on one state database', () => {
  const folder = temporaryFolder();
  const file = `${folder.path}/state.sqlite`;
  beforeAll(async () => {
    const state = await openState(file);
    await state.operations.create(newOperation());
    await state.close();
  });
  afterAll(() => folder.remove());

  it('create exactly one ONBOARD of each slot, however often they meet', async () => {
    const rounds = 100;
    const moment = String(Date.now() + 1500);
    const printed = await Promise.all(
      [1, 2].map(() => runProgram('create-onboard', file, moment, String(rounds))),
    );
    const [one, other] = printed.map((text) => JSON.parse(text) as string[]);
    expect(one).toHaveLength(rounds);
    for (const [round, outcome] of (one ?? []).entries()) {
      expect([outcome, other?.[round]].sort()).toEqual(['created', 'taken']);
    }
  });

  it('number events without a gap and link the audit chain without a fork', async () => {
    await Promise.all([1, 2].map(() => runProgram('append-events', file)));
    const raw = new DatabaseSync(file);
    const events = raw
      .prepare("SELECT sequence, message FROM operation_event WHERE operation_id = 'op'")
      .all();
    expect(events.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 200 }, (_, index) => index + 1),
    );
    expect(new Set(events.map(({ message }) => message)).size).toBe(200);
    const audit = raw.prepare('SELECT sequence, hash, previous_hash FROM audit ORDER BY sequence').all();
    expect(audit).toHaveLength(200);
    for (const [index, row] of audit.slice(1).entries())
      expect(row['previous_hash']).toBe(audit[index]?.['hash']);
    raw.close();
  });
});

describe('a venue database that Cloud Sync writes to', () => {
  it('takes every grant, and answers reads meanwhile', async () => {
    const folder = temporaryFolder();
    const file = `${folder.path}/venue.sqlite`;
    makeVenueFile(file, { security_group: [[1, 'Bar', 1]] });
    const { clerks, close } = await openVenue(file);
    const child = startProgram('write-venue', file);
    if (child.stdout !== null) await once(child.stdout, 'data');
    for (let round = 0; round < 20; round += 1) {
      const byName = `round ${round}`;
      const tick = { securityGroupId: '1', permission: Permission.AUDIT_VIEW, byName, at: at(round) };
      const [, ticks] = await Promise.all([clerks.grant(tick), clerks.ticks(['1'])]);
      expect(ticks).toHaveLength(ALL_PERMISSIONS.length);
      expect((await clerks.ticks(['1'])).find(({ granted }) => granted)?.grantedByName).toBe(byName);
    }
    child.kill('SIGTERM');
    await once(child, 'close');
    await close();
    folder.remove();
  });
});

describe('a process that is killed', () => {
  it.each([1, 2, 3])('keeps every event that it had committed (kill %i)', async () => {
    const folder = temporaryFolder();
    const file = `${folder.path}/state.sqlite`;
    const state = await openState(file);
    await state.operations.create(newOperation());
    await state.close();
    const child = startProgram('append-for-ever', file);
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (printed.length > 100 && !child.killed) setTimeout(() => child.kill('SIGKILL'), Math.random() * 30);
    });
    await once(child, 'close');
    const acknowledged = Number(printed.split('\n').at(-2));
    const again = await openState(file);
    const events = await again.operations.events('op', 0, 10_000);
    expect(acknowledged).toBeGreaterThan(10);
    // One may be committed and not yet printed.
    expect([acknowledged, acknowledged + 1]).toContain(events.length);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    await again.close();
    folder.remove();
  });
});

test('three processes at the same moment migrate a new database once', async () => {
  const folder = temporaryFolder();
  const file = `${folder.path}/state.sqlite`;
  try {
    const moment = String(Date.now() + 1500);
    const logged = await Promise.all([1, 2, 3].map(() => runProgram('open-state', file, moment)));
    expect(logged.filter((log) => log.includes('migrated'))).toHaveLength(1);
    const raw = new DatabaseSync(file);
    expect(raw.prepare('SELECT * FROM schema_migration').all()).toHaveLength(MIGRATIONS.length);
    raw.close();
  } finally {
    folder.remove();
  }
});
