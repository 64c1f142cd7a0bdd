/** The files that a DBA reads, compared with what the program reads and calls. Their T-SQL is proved in processes/transact-sql.test.ts. */
import { venueScripts } from '../../src/storage/mssql/venue-scripts.js';
import { VENUE_PROCEDURES } from '../../src/storage/venue-schema/procedures.js';
import { VENUE_VIEWS } from '../../src/storage/venue-schema/views.js';

const install = venueScripts('.', 'install');
const [remove] = venueScripts('.', 'remove');
const textOf = (name: string) => install.find(({ file }) => file === `${name}.sql`)?.sql ?? '';
const procedures = Object.keys(VENUE_PROCEDURES);
const names = [...VENUE_VIEWS.map(({ name }) => name), ...procedures];
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name);

test('the script makes the schema first, then each view and procedure, and lets the login at them last', () => {
  expect(install.map(({ file }) => file)).toEqual(['schema', ...names, 'login'].map((name) => `${name}.sql`));
});

test.each(VENUE_VIEWS)(
  '$name.sql says what the view and each of its columns is, and of which type',
  ({ name, meaning, columns }) => {
    const [, head = ''] = /^\/\*\n([\s\S]*?)\*\//.exec(textOf(name)) ?? [];
    expect(head).toContain(`controlplane.${name}: ${meaning}\n`);
    const said = [...head.matchAll(/^ {2}(\w+) +\S+ +(not null|null) +(.*)$/gm)];
    const unit = { time: ' (UTC)', date: ' (YYYY-MM-DD)' };
    expect(said.map(([, column, nullable, text]) => [column, nullable, text])).toEqual(
      columns.map((column) => [
        column.name,
        'nullable' in column ? 'null' : 'not null',
        column.meaning + (column.type === 'time' || column.type === 'date' ? unit[column.type] : ''),
      ]),
    );
  },
);

test.each(procedures)('%s.sql says what the procedure does, and takes its parameters by name', (name) => {
  const { meaning, parameters } = VENUE_PROCEDURES[name as keyof typeof VENUE_PROCEDURES];
  expect(textOf(name)).toContain(`controlplane.${name}: ${meaning}\n`);
  const [, declared = ''] = /\nCREATE OR ALTER PROCEDURE \S+\n([\s\S]*?)\nAS\n/.exec(textOf(name)) ?? [];
  expect(matches(declared, /@(\w+)/g)).toEqual(parameters);
});

test('a file that a site has to re-point says which lines; swiftpos columns are in no other line', () => {
  const own = ['schema', 'database_operation', 'login'];
  for (const { file, sql } of install) {
    const marked = sql.split('\n').filter((line) => line.includes('<- re-point'));
    if (own.includes(file.replace('.sql', ''))) expect([file, marked]).toEqual([file, []]);
    else expect([file, marked.length]).toEqual([file, expect.any(Number)]);
    const code = sql.replace(/\/\*[\s\S]*?\*\//g, '').split('\n');
    const tables = code.filter((line) => /\bdbo\.\w/.test(line.replace(/--.*/, '')));
    expect(tables.filter((line) => !line.includes('<- re-point'))).toEqual([]);
  }
});

test('what waits is counted without locks; permissions are compared as varchar, and a refused lock says why', () => {
  expect(textOf('sync_message_summary')).toMatch(/^FROM dbo\.SyncMessage AS m WITH \(NOLOCK\)/m);
  for (const name of procedures) {
    const text = textOf(name);
    expect(text).toContain('DECLARE @object varchar(100) = CAST(@permission AS varchar(100));');
    expect(matches(text, /ObjectName = (@\w+)/g)).toEqual(['@object']);
    expect(matches(text, /WHEN (-\d) THEN/g)).toEqual(['-1', '-2', '-3']);
  }
});

test('the login may select from the views and execute the procedures, one by one, and nothing else', () => {
  const grants = textOf('login').replace(/\/\*[\s\S]*?\*\//g, '');
  expect(matches(grants, /^GRANT SELECT ON OBJECT::controlplane\.(\w+) TO venue_control_access;$/gm)).toEqual(
    VENUE_VIEWS.map(({ name }) => name),
  );
  expect(
    matches(grants, /^GRANT EXECUTE ON OBJECT::controlplane\.(\w+) TO venue_control_access;$/gm),
  ).toEqual(procedures);
  expect(matches(grants, /(GRANT|ALTER ROLE|ALTER SERVER ROLE|ALTER AUTHORIZATION)\b/g)).toHaveLength(
    names.length + 2,
  );
  expect(grants).toContain('\nGRANT VIEW DEFINITION ON SCHEMA::controlplane TO venue_control_access;\n');
});

test('the rollback drops whatever the script made, and no table of swiftpos', () => {
  const way = remove?.sql ?? '';
  const dropped = matches(way, /^DROP (?:VIEW|PROCEDURE|TABLE) IF EXISTS controlplane\.(\w+);$/gm);
  expect([...dropped].sort()).toEqual([...names, 'permission_note'].sort());
  expect(matches(way, /^(DROP|DELETE|UPDATE|TRUNCATE|ALTER)\b/gm)).toHaveLength(dropped.length + 3);
  for (const kind of [
    'SCHEMA IF EXISTS controlplane',
    'USER IF EXISTS venue_control',
    'ROLE IF EXISTS venue_control_access',
  ])
    expect(way).toContain(`DROP ${kind};`);
});

test('every file is ASCII, so that no tool of a DBA reads it in the wrong code page', () => {
  for (const { sql } of [...install, ...(remove ? [remove] : [])]) expect(sql).toMatch(/^[\n -~]*$/);
});
