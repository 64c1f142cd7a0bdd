/** `doctor` of a venue whose data is on SQL Server: the built command, the real client, a scripted server with a certificate of its own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Finding } from '../../src/operations/ports/finding.js';
import { makeVenueFile } from '../sql/engines.js';
import { ScriptedServer } from '../sql/tds/server.js';
import { venueRows } from '../sql/venue-rows.js';
import { freePort } from '../venue/free-port.js';
import { inFolder, runCommand } from './run-command.js';

/** Of the venue's database alone: the rest of doctor has tests of its own. */
const OURS =
  /^(venue database|SQL Server|connection|collation|compatibility|snapshot isolation|permissions.*|database clock|database space|views|view .*)$/;

async function examine(
  change: (file: string) => void,
  certificate = true,
): Promise<{ ours: Finding[]; unknown: readonly string[] }> {
  return inFolder(async (env, folder) => {
    const file = join(folder, 'swiftpos.sqlite');
    makeVenueFile(file, {
      ...venueRows,
      registration: [
        ['10482213', 'Harbour View', 'manager@harbourview.example', '2031-12-24', 'CLOUD_SYNC', 'AU'],
      ],
      // What lies in the future of the rehearsal's own clock is left out.
      security_group_object: [[9, 'AUDIT_VIEW', 1, null, null, null]],
      sale: [],
      database_operation: [],
    });
    change(file);
    const server = await new ScriptedServer({
      folder,
      databases: { swiftpos: file },
    }).start();
    try {
      mkdirSync(join(folder, 'keys'), { mode: 0o700 });
      writeFileSync(join(folder, 'keys', 'sql-password'), server.credentials.password, { mode: 0o600 });
      writeFileSync(join(folder, 'server.pem'), server.certificate.cert);
      const sql = {
        server: 'localhost',
        port: server.port,
        database: 'swiftpos',
        user: server.credentials.user,
        ...(certificate && { certificateFile: join(folder, 'server.pem') }),
      };
      writeFileSync(join(folder, 'config.json'), JSON.stringify({ sql }));
      const settings = {
        ...env,
        VENUE_CONTROL_PORT: String(await freePort()),
        VENUE_CONTROL_CLOUD_PORT: String(await freePort()),
      };
      const { stdout } = await runCommand(['doctor', '--json'], { env: settings });
      expect(stdout).not.toContain(server.credentials.password);
      const findings: Finding[] = JSON.parse(stdout);
      return {
        ours: findings.filter(({ part }) => OURS.test(part)),
        unknown: server.unknown,
      };
    } finally {
      await server.stop();
    }
  });
}

const wanting = (findings: readonly Finding[]) => findings.filter(({ ok, warning }) => !ok || warning);

test('a server that is well is said to be, line by line', async () => {
  const { ours, unknown } = await examine(() => undefined);
  expect(unknown).toEqual([]);
  expect(wanting(ours)).toEqual([]);
  const details = Object.fromEntries(ours.map(({ part, detail }) => [part, detail]));
  expect(details).toMatchObject({
    'venue database': 'Harbour View, 10482213',
    'SQL Server': expect.stringMatching(/^1[5-9]\.\d/),
    connection: expect.stringMatching(/^encrypted, the certificate was checked, as venue_control/),
    permissions: 'SELECT on 15 views, EXECUTE on 2 procedures',
    'database clock': 'within 2 s of ours',
    views: expect.stringMatching(/^15 of 15 as described; \d+ rows looked at$/),
  });
}, 120_000);

test('a view that points at the wrong values is named, with the file that its DBA re-points', async () => {
  const { ours } = await examine((file) => {
    const raw = new DatabaseSync(file);
    raw.exec('PRAGMA foreign_keys = OFF; UPDATE swiftpos_location SET location_group_id = 77 WHERE id = 3');
    raw.close();
  });
  expect(wanting(ours)).toEqual([
    {
      part: 'view location',
      ok: false,
      detail: "has location_group_id 77, which location_group doesn't have.",
      remedy: expect.stringContaining('Re-point location.sql'),
    },
  ]);
}, 120_000);

test('a certificate that nobody trusts ends the look at the database, with what to do', async () => {
  const { ours } = await examine(() => undefined, false);
  expect(ours).toEqual([
    {
      part: 'venue database',
      ok: false,
      detail: expect.any(String),
      remedy: expect.stringMatching(/certificate/),
    },
  ]);
}, 120_000);
