/** SQL Server through the real client: the contract suites of the venue's stores, and what `doctor` reads. */
import { readdirSync, readFileSync } from 'node:fs';
import { NEEDED } from '../../../src/storage/mssql/examination/queries.js';
import { sentStatements } from '../transact/texts.js';
import { venueRows } from '../venue-rows.js';
import { engine } from './scripted-engine.js';
import '../examine-venue.test.js';
import '../statement-counts.test.js';
import '../permissions.test.js';
import '../venue-methods.test.js';
import '../venue-stores.test.js';

afterAll(() => engine.stop());

describe('a SQL Server', () => {
  afterEach(async () => {
    engine.server.answers = [];
    await engine.cleanUp();
  });

  it('may count more rows than an int holds', async () => {
    const { venue } = await engine.venue(venueRows);
    const rows = 5_000_000_000;
    engine.server.answers = [
      [/from "controlplane"."sync_table"/, () => [{ table_name: 'sale', row_count: rows }]],
    ];
    expect(await venue.syncTableCounts()).toEqual([{ table: 'sale', rows }]);
  });

  it('is examined: its version, connection, rights, clock and views', async () => {
    const details = Object.fromEntries(
      (await (await engine.venue(venueRows)).examine()).map(({ part, detail }) => [part, detail]),
    );
    expect(details).toMatchObject({
      'SQL Server': expect.stringMatching(/^16\.0/),
      connection: 'encrypted, certificate verified, as venue_control (SQL)',
      collation: expect.stringContaining('Latin1_General_CI_AS of database venue_'),
      compatibility: 'level 160',
      permissions: 'SELECT on 15 views, EXECUTE on 2 procedures',
      'database clock': 'within 2 s of this machine',
      'database space': expect.stringMatching(/^4 MB of/),
      views: expect.stringMatching(/^15 of 15 as described; \d+ rows checked$/),
    });
  });

  it('is examined: a right that is missing, a clock that is wrong, a view without its columns', async () => {
    const rights = NEEDED.map((_, index) => [`right_${index + 1}`, index === 0 ? 0 : 1]);
    const { server } = engine;
    const { examine } = await engine.venue(venueRows);
    server.answers = [
      [/^select has_perms_by_name/, () => [Object.fromEntries(rights)]],
      [/INFORMATION_SCHEMA\.COLUMNS/, () => []],
    ];
    server.now = () => new Date(Date.now() - 3_600_000);
    const wanting = (await examine()).filter(({ ok }) => !ok);
    expect(wanting).toContainEqual(
      expect.objectContaining({ detail: 'The login may not SELECT controlplane.registration.' }),
    );
    expect(wanting).toContainEqual(
      expect.objectContaining({
        part: 'database clock',
        detail: expect.stringContaining('behind this machine'),
      }),
    );
    expect(wanting).toContainEqual(
      expect.objectContaining({
        part: 'view clerk',
        remedy: expect.stringContaining('Adapt clerk.sql'),
      }),
    );
  });
});

describe('the contract suites of the venue on the scripted server', () => {
  it('are all here', () => {
    const text = (file: string) => readFileSync(`test/storage/${file}`, 'utf8');
    const suites = readdirSync('test/storage').filter(
      (file) => file.endsWith('.test.ts') && text(file).includes('engine.venue('),
    );
    const here = text('processes/mssql.nightly.test.ts');
    expect(suites.filter((file) => !here.includes(`'../${file.replace('.ts', '.js')}'`))).toEqual([]);
    expect(suites.length).toBeGreaterThan(4);
  });

  it('send nothing that the server does not know, and nothing whose T-SQL is not proved', async () => {
    expect([engine.server.unknown, engine.server.mistakes]).toEqual([[], []]);
    const proved = new Set((await sentStatements()).map(({ sql }) => sql));
    expect(engine.server.statements.filter(({ sql }) => !proved.has(sql))).toEqual([]);
  });
});
