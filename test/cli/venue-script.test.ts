import { asOneScript, withCheck } from '../../src/cli/migrate/migrate.js';

test('the printed script sets its options and refuses the databases of SQL Server itself before anything else', () => {
  const files = withCheck([{ file: 'schema.sql', sql: 'CREATE SCHEMA controlplane;' }]);
  // As --json prints them too.
  expect(files.map(({ sql }) => /NOEXEC (ON|OFF);$/m.test(sql))).toEqual([true, false, true]);
  const script = asOneScript(files);
  const order = [
    'SET QUOTED_IDENTIFIER, ANSI_NULLS ON;',
    'IF DB_ID() <= 4',
    'SET NOEXEC ON;',
    'CREATE SCHEMA controlplane;',
    'SET NOEXEC OFF;\nGO\n',
  ].map((text) => script.lastIndexOf(text));
  expect(order[0]).toBeGreaterThan(0);
  expect(order).toEqual(order.toSorted((one, other) => one - other));
});
