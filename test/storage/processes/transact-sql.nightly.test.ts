/** Every text that goes to SQL Server, proved without one: parser, model, lint. One process proves all of it. */
import { VENUE_PROCEDURES } from '../../../src/storage/venue-schema/procedures.js';
import { VENUE_VIEWS } from '../../../src/storage/venue-schema/views.js';
import { type Proofs, proveTransactSql } from '../transact/run-proofs.js';
import { SEEDED_FAULTS } from '../transact/seeded-faults.js';
import { sentStatements, shippedScripts, surroundings } from '../transact/texts.js';

let proofs: Proofs;

beforeAll(async () => {
  proofs = await proveTransactSql({
    scripts: [...surroundings, ...shippedScripts],
    statements: [...(await sentStatements()), ...SEEDED_FAULTS],
  });
  const { objects, procedures } = proofs;
  const seeded = `${SEEDED_FAULTS.length} seeded faults`;
  process.stdout.write(
    `T-SQL proved: ${objects} declarations and ${procedures} statements, with ${seeded}\n`,
  );
}, 180_000);

const isSeeded = ({ text }: { readonly text: string }) => text.startsWith('fault: ');

/** A hot queue, which its own file explains. */
const WITHOUT_LOCKS = {
  proof: 'lint',
  says: 'the hint NoLock changes what is read or locked',
  text: 'sync_message_summary.sql',
};

test('no text that we ship or send has a finding, warnings included', () => {
  expect(proofs.findings.filter((finding) => !isSeeded(finding))).toEqual([WITHOUT_LOCKS]);
  expect(proofs.objects).toBeGreaterThan(VENUE_VIEWS.length + Object.keys(VENUE_PROCEDURES).length);
});

test.each(SEEDED_FAULTS)('$name is found by the $by', ({ name, by }) => {
  expect(proofs.findings.filter(({ text }) => text === name).map(({ proof }) => proof)).toContain(by);
});

test.each(VENUE_VIEWS)(
  'view $name gives its columns, in their order and of the types of their kind',
  ({ name, columns }) => {
    const types = {
      id: /^nvarchar/,
      text: /^nvarchar/,
      date: /^nvarchar\(10\)$/,
      time: /^datetime2\(3\)$/,
      flag: /^bit$/,
      integer: /^(int|bigint)$/,
    };
    const found = proofs.columns[`controlplane.${name}`] ?? {};
    expect(Object.keys(found)).toEqual(columns.map((column) => column.name));
    for (const column of columns) expect(found[column.name]).toMatch(types[column.type]);
  },
);
