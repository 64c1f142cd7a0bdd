/** What SQL Server's answers come to; that they are asked and answered is in the suites of the scripted server. */
import {
  clock,
  connection,
  database,
  server,
  space,
} from '../../src/storage/mssql/examination/doctor-rows.js';
import { permissions } from '../../src/storage/mssql/examination/examination.js';
import {
  type DatabaseRow,
  NEEDED,
  type ServerRow,
  TOO_MANY,
} from '../../src/storage/mssql/examination/queries.js';
import { at } from './samples.js';

const about: ServerRow = {
  version: '15.0.4415.2',
  edition: 'Standard Edition (64-bit)',
  engine: 2,
  login: 'venue_control',
  scheme: 'SQL',
  now: at(0),
};
const of: DatabaseRow = {
  name: 'swiftpos',
  collation_name: 'Latin1_General_CI_AS',
  compatibility_level: 150,
  is_read_committed_snapshot_on: true,
  snapshot_isolation_state: 0,
};
const remedied = { remedy: expect.stringMatching(/\w.*[.;]$/) };

test('a version of 2019 or later is well, an earlier one is not, and Azure is worth a trial', () => {
  expect(server(about)).toEqual({
    part: 'SQL Server',
    ok: true,
    detail: '15.0.4415.2, Standard Edition (64-bit)',
  });
  expect(server({ ...about, version: '14.0.3456.2' })).toMatchObject({ ok: false, ...remedied });
  expect(server({ ...about, engine: 5 })).toMatchObject({ ok: true, warning: true, ...remedied });
});

test('a connection says who it is; one that is not encrypted is bad, one that trusts anyone a warning', () => {
  expect(connection(about, {})).toEqual({
    part: 'connection',
    ok: true,
    detail: 'encrypted, certificate verified, as venue_control (SQL)',
  });
  expect(connection(about, { encrypt: false })).toMatchObject({ ok: false, ...remedied });
  expect(connection({ ...about, scheme: null }, { trustServerCertificate: true })).toMatchObject({
    ok: true,
    warning: true,
    detail: 'encrypted, with any certificate, as venue_control',
    ...remedied,
  });
});

test('a compatibility level without OPENJSON is bad; reads that wait for a till are a warning', () => {
  expect(database(of).filter((finding) => !finding.ok || finding.warning)).toEqual([]);
  const old = database({ ...of, compatibility_level: 120, is_read_committed_snapshot_on: false });
  expect(old).toMatchObject([
    {
      part: 'collation',
      ok: true,
      detail: expect.stringContaining('Latin1_General_CI_AS of database swiftpos'),
    },
    { part: 'compatibility', ok: false, ...remedied },
    { part: 'snapshot isolation', ok: true, warning: true, ...remedied },
  ]);
});

test('rights that are missing are named with their GRANT, and those too many with what to take away', () => {
  expect(permissions(NEEDED)).toEqual([
    { part: 'permissions', ok: true, detail: 'SELECT on 15 views, EXECUTE on 2 procedures' },
  ]);
  const [few, more, ...others] = permissions([
    ...NEEDED.slice(1),
    ...TOO_MANY.filter(({ right }) => right === 'DELETE'),
  ]);
  expect(others).toEqual([]);
  expect(few).toMatchObject({
    ok: false,
    detail: 'The login may not SELECT controlplane.registration.',
    remedy: expect.stringContaining(
      'GRANT SELECT ON OBJECT::controlplane.registration TO venue_control_access;',
    ),
  });
  expect(more).toMatchObject({
    ok: true,
    warning: true,
    detail: 'The login may delete on the database.',
    ...remedied,
  });
  expect(permissions([])[0]?.remedy).toContain('and so on');
});

test.each([
  ['the same time', 0, true, undefined],
  ['a second before', -1, true, undefined],
  ['half a minute ahead', 30, true, '29.9 s ahead of this machine'],
  ['an hour behind', -3600, false, '3600.0 s behind this machine'],
])('a clock of %s', (_, seconds, ok, detail) => {
  const [asked, answered] = [at(0), new Date(at(0).getTime() + 100)];
  const found = clock(new Date(at(0).getTime() + seconds * 1000), asked, answered);
  expect(found.ok).toBe(ok);
  if (detail !== undefined) expect(found).toMatchObject({ detail, ...remedied });
  else expect(found.warning).toBeUndefined();
});

test.each([
  [
    'as far as its disk',
    [{ size: 128_000, max_size: -1, used: 64_000 }],
    'Standard',
    true,
    '500 MB used; its files may grow until their disk is full',
  ],
  [
    'nearly as far as it may',
    [{ size: 128_000, max_size: 128_000, used: 127_000 }],
    'Standard',
    false,
    '992 MB of 1,000 MB at most',
  ],
  [
    'nearly as far as Express goes',
    [{ size: 1_280_000, max_size: -1, used: 1_250_000 }],
    'Express Edition',
    false,
    '9,766 MB of 10,240 MB',
  ],
  [
    'and does not say how much is used',
    [{ size: 128_000, max_size: 256_000, used: null }],
    'Standard',
    true,
    '1,000 MB of 2,000 MB',
  ],
])('a database that grows %s', (_, files, edition, ok, detail) => {
  const found = space(files, { ...about, edition });
  expect(found).toMatchObject({ ok, detail: expect.stringContaining(detail), ...(!ok && remedied) });
});
