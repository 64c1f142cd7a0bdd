/** Rows of the audit read as sentences. */
import { globSync, readFileSync } from 'node:fs';
import { ACTS, actText, REFUSALS } from '../../../src/domain/audit/act-words.js';
import type { AuditRecord } from '../../../src/domain/ports/audit-log.js';
import { ANCHOR_LOST } from '../../../src/domain/types/audit.js';
import { auditRecord } from '../../storage/samples.js';

const text = (given: Partial<AuditRecord>) => actText(auditRecord({ outcome: 'SUCCEEDED', ...given }));

it.each<[Partial<AuditRecord>, string]>([
  [{ action: 'signIn' }, 'Morgan Reyes signed in.'],
  [
    { action: 'signIn', outcome: 'DENIED', reason: 'wrong', clerkId: undefined, clerkName: 'unknown clerk' },
    'An unknown clerk tried to sign in. Refused. Clerk ID and PIN did not match.',
  ],
  [
    { action: 'grantPermission', target: 'Managers: SERVICES_VIEW', reason: 'New job' },
    'Morgan Reyes granted a permission (Managers: Services > View). “New job”',
  ],
  [
    { action: 'stopService', outcome: 'DENIED', reason: 'PERMISSION: SERVICES_CONTROL' },
    'Morgan Reyes tried to stop a service. Refused. It needs the permission Services > Control.',
  ],
  [{ action: 'setMaintenance', target: 'on' }, 'Morgan Reyes turned maintenance mode on.'],
  [
    {
      action: 'setMaintenance',
      target: 'on',
      after: { on: true, until: '2031-05-06T02:00:00.000Z' },
      reason: 'Storm',
    },
    'Morgan Reyes turned maintenance mode on until 2031-05-06T02:00:00.000Z. “Storm”',
  ],
  [
    { action: 'setMaintenance', target: 'off', after: { on: false, until: null } },
    'Morgan Reyes turned maintenance mode off.',
  ],
  [
    { action: 'setMaintenance', target: 'on', outcome: 'FAILED' },
    'Morgan Reyes tried to turn maintenance mode on or off (on). Failed.',
  ],
  [{ action: 'serviceControl', target: 'connect' }, 'Morgan Reyes changed a service (Connect).'],
  [
    {
      action: 'serviceControl',
      target: '0f0e0d0c-1111-4222-8333-444455556666',
      detail: { input: { displayName: 'NetPOS' } },
    },
    'Morgan Reyes changed a service (NetPOS).',
  ],
  [
    { action: 'cancelOperation', target: '0f0e0d0c-1111-4222-8333-444455556666', outcome: 'UNKNOWN' },
    'Morgan Reyes tried to cancel an operation. The outcome is unknown.',
  ],
  [
    { action: 'renewApiToken', target: 'Nightly (0f0e0d0c-1111-4222-8333-444455556666)' },
    'Morgan Reyes renewed an access token (Nightly).',
  ],
  [
    { action: 'clerk.set-pin', clerkId: undefined, clerkName: 'command line', target: 'Sam Lee' },
    'The command line set a PIN (Sam Lee).',
  ],
  [
    { action: ANCHOR_LOST, outcome: 'FAILED', clerkId: undefined, clerkName: 'control plane' },
    'The control plane tried to find the anchor of the audit. Failed.',
  ],
  [{ action: 'of.tomorrow' }, 'Morgan Reyes did of.tomorrow.'],
])('%j is "%s"', (row, expected) => expect(text(row)).toBe(expected));

it('has words for each mutation', () => {
  const schema = readFileSync('schema.graphql', 'utf8');
  const body = /^type Mutation \{\n(.*?)^\}/ms.exec(schema)?.[1] ?? '';
  const mutations = [...body.matchAll(/^ {2}(\w+)[(:]/gm)].map(([, name]) => name);
  expect(mutations.length).toBeGreaterThan(20);
  // It leaves no row.
  expect(mutations.filter((name) => name !== 'signOut' && !(String(name) in ACTS))).toEqual([]);
  expect(Object.keys(REFUSALS)).toContain('wrong');
});

it('has words for each action that the program records itself', () => {
  const files = globSync('src/{cli,domain,platform}/**/*.ts').map((file) => readFileSync(file, 'utf8'));
  const named = files.flatMap((text) => [...text.matchAll(/(?:\baction: |\baudited\(\s*)'([\w.-]+)'/g)]);
  const actions = named.map(([, action]) => String(action));
  expect(actions).toEqual(expect.arrayContaining(['otlp.set-header', 'settings.change', 'resync']));
  expect(actions.filter((action) => !(action in ACTS))).toEqual([]);
});
