import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { rehearsalPins } from '../../rehearsal/seed-venue.js';
import { seedVenueFolder } from '../../rehearsal/venue-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'rehearsal-seed-'));
let database: DatabaseSync;
let firstMs = 0;
beforeAll(() => {
  const since = process.cpuUsage();
  seedVenueFolder(folder);
  const { user, system } = process.cpuUsage(since);
  firstMs = (user + system) / 1000;
  database = new DatabaseSync(join(folder, 'venue.sqlite'));
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});
const rows = (sql: string) =>
  database
    .prepare(sql)
    .all()
    .map((row) => Object.values(row));
const count = (table: string) => rows(`SELECT count(*) FROM swiftpos_${table}`)[0]?.[0];

describe('the seed venue', () => {
  it('is made in under two seconds of work', () => {
    expect(firstMs).toBeLessThan(2000);
  });

  it('has the counts of the design', () => {
    const tables = [
      'location_group',
      'location',
      'clerk_group',
      'clerk',
      'security_group',
      'terminal',
      'trading_period',
    ];
    expect(tables.map(count)).toEqual([2, 4, 3, 5, 4, 6, 7]);
    expect(count('sale')).toBeGreaterThanOrEqual(50_000);
    const last = Date.parse(String(rows('SELECT max(sold_at) FROM swiftpos_sale')[0]?.[0]));
    expect([last < Date.now(), last > Date.now() - 12 * 3_600_000]).toEqual([true, true]);
    expect(['sync_message', 'sync_exception', 'database_operation'].map(count)).toEqual([0, 0, 0]);
    expect(
      rows('SELECT customer_number, company_name, registered_email, region FROM swiftpos_registration'),
    ).toEqual([['10482213', 'Harbour View Hotel', 'manager@harbourview.example', 'AU']]);
  });

  it('ticks the boxes of each group and has a row for every other box', () => {
    const ticks = rows(
      `SELECT g.rank, g.name, count(*), group_concat(CASE granted WHEN 1 THEN permission END, ' ' ORDER BY permission)
       FROM swiftpos_security_group g JOIN swiftpos_security_group_object o ON o.security_group_id = g.id
       GROUP BY g.id ORDER BY g.rank`,
    );
    expect(ticks).toEqual([
      [
        1,
        'Administrators',
        11,
        'API_TOKENS_MANAGE AUDIT_VIEW CLERK_SECURITY_EDIT CLERK_SECURITY_VIEW CLOUD_CONNECTIVITY_LOCATIONS CLOUD_CONNECTIVITY_ONBOARD EVENT_LOGS_VIEW METRICS_VIEW SERVICES_CONTROL SERVICES_VIEW SUPPORT_BUNDLE',
      ],
      [
        2,
        'Supervisors',
        11,
        'CLERK_SECURITY_EDIT CLERK_SECURITY_VIEW EVENT_LOGS_VIEW SERVICES_CONTROL SERVICES_VIEW',
      ],
      [3, 'Bar Staff', 11, null],
      [4, 'Support', 11, 'AUDIT_VIEW CLERK_SECURITY_VIEW EVENT_LOGS_VIEW SERVICES_VIEW'],
    ]);
  });

  it('has no column for a PIN, and one PIN for each clerk beside it', () => {
    const columns = rows("SELECT group_concat(name) FROM pragma_table_info('swiftpos_clerk')")[0]?.[0];
    expect(columns).toBe('id,name,clerk_group_id,security_group_id,back_office,disabled');
    expect(rehearsalPins.map(({ clerkId }) => clerkId)).toEqual([1, 2, 3, 4, 5]);
  });

  it('opens in write-ahead mode with every reference valid', () => {
    expect(rows('PRAGMA journal_mode')).toEqual([['wal']]);
    expect(rows('PRAGMA foreign_key_check')).toEqual([]);
    expect(rows('PRAGMA integrity_check')).toEqual([['ok']]);
  });

  it('is left as it is by a second seed', () => {
    const picture = () =>
      readdirSync(folder, { recursive: true }).map((name) => {
        const { mtimeMs, size } = statSync(join(folder, String(name)));
        return [String(name), mtimeMs, size];
      });
    database.exec("UPDATE swiftpos_clerk SET name = 'Changed' WHERE id = 3; PRAGMA wal_checkpoint(TRUNCATE)");
    const before = picture();
    const since = performance.now();
    seedVenueFolder(folder);
    expect(performance.now() - since).toBeLessThan(100);
    expect(picture()).toEqual(before);
  });

  it('trusts the public half of a key whose private half only the cloud can read', () => {
    const key = JSON.parse(readFileSync(join(folder, 'rehearsal/package-signing.json'), 'utf8'));
    expect(Object.keys(key)).toEqual(['kty', 'n', 'e']);
    expect(statSync(join(folder, 'rehearsal/cloud')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'rehearsal/cloud/package-signing.pem')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'rehearsal/credentials')).mode & 0o777).toBe(0o700);
  });
});

describe('several processes that seed one folder at once', () => {
  const seed = (where: string) =>
    spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { seedVenueFolder } from ${JSON.stringify(resolve('dist/rehearsal/venue-folder.js'))};
         console.log(JSON.stringify(seedVenueFolder(${JSON.stringify(where)})));`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );

  const salesIn = (where: string) =>
    new DatabaseSync(join(where, 'venue.sqlite')).prepare('SELECT count(*) AS n FROM swiftpos_sale').get()?.[
      'n'
    ];

  it('agree on one machine and one whole database', async () => {
    const shared = mkdtempSync(join(tmpdir(), 'rehearsal-seed-'));
    const outputs = await Promise.all(
      [1, 2, 3].map(async () => {
        const child = seed(shared);
        let text = '';
        child.stdout.on('data', (part: Buffer) => {
          text += part.toString('utf8');
        });
        await once(child, 'close');
        return text.trim();
      }),
    );
    expect(new Set(outputs).size).toBe(1);
    expect(outputs[0]).toContain('machineId');
    expect(salesIn(shared)).toBe(52_000);
    expect(readdirSync(shared, { recursive: true }).filter((name) => /tmp|new$/.test(String(name)))).toEqual(
      [],
    );
    rmSync(shared, { recursive: true });
  });

  it('leave a folder that a later seed completes when one is killed', async () => {
    const shared = mkdtempSync(join(tmpdir(), 'rehearsal-seed-'));
    for (const ms of [90, 140, 190, 240]) {
      const child = seed(shared);
      await new Promise((done) => setTimeout(done, ms));
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    seedVenueFolder(shared);
    expect(salesIn(shared)).toBe(52_000);
    rmSync(shared, { recursive: true });
  });
});
