/** What the parts of a support bundle hold of the state: what is allowed, and no canary of anything else. */
import type { AuditRecord } from '../../../src/domain/ports/audit-log.js';
import type { ScriptRunner } from '../../../src/domain/ports/script-runner.js';
import { type BundleQuery, collectBundle } from '../../../src/domain/support/collect.js';
import { type BundleSources, bundleParts } from '../../../src/domain/support/parts.js';
import { AppError } from '../../../src/errors/errors.js';
import { openState, temporaryFolder } from '../../storage/engines.js';
import { at, auditRecord, newOperation } from '../../storage/samples.js';
import { noAnchors } from '../fake-venue.js';
import { once } from '../stand-in.js';
import { StillClock } from '../still-clock.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const state = once(
  () => openState(`${folder.path}/state.sqlite`),
  (opened) => opened.close(),
);
const clock = new StillClock(at(60));
const CANARY = 'canary-5d1f';
const canary = (place: string) => `${CANARY} ${place}`;
const REGISTRATION = { customerNumber: '10482213', registeredEmail: canary('e-mail') };

const events = [
  { RecordId: '2', At: at(2), Level: 'ERROR', Source: 'Gateway', Message: 'Two. Kim Roe saw it.' },
  { RecordId: '1', At: at(1), Level: 'ERROR', Source: 'Gateway', Message: `One. ${canary('reason')}` },
];
const scripts = {
  run: async () => ({
    output: events.map((row) => ({ ...row, At: row.At.toISOString() })),
    observedAt: at(3),
  }),
} as unknown as ScriptRunner;

const sources = (): BundleSources => ({
  state: async () => ({
    operations: state.operations,
    audit: state.audit,
    history: state.history,
    anchors: noAnchors,
  }),
  venue: async () => ({
    registration: async () => REGISTRATION as never,
    clerks: async () => [{ id: '7', name: 'Kim Roe', pin: canary('clerk') }] as never,
  }),
  scripts: async () => scripts,
  status: async () => ({ state: 'OK' }),
  doctor: async () => [{ part: 'runtime', ok: true, detail: 'version 1' }],
  files: {
    logLines: () => ({ lines: ['{"msg":"one"}', '{"ms'], isCut: false }),
    billOfMaterials: () => undefined,
  },
  settings: { pollMs: 100 },
  runtime: { node: '24' },
});

async function bundle(query: Partial<BundleQuery> = {}, from = sources()) {
  const asked = { since: at(0), until: at(60), operationId: undefined, withNames: false, ...query };
  const { files, missing } = await collectBundle(bundleParts(from), asked, {
    clock,
    version: '1',
    account: 'root',
  });
  const texts = new Map(files.map(({ name, bytes }) => [name, bytes.toString()]));
  return { texts, missing, json: (name: string) => JSON.parse(texts.get(name) ?? 'null') };
}

const ROW: Partial<AuditRecord> = {
  clerkId: '7',
  clerkName: 'Kim Roe',
  reason: canary('reason'),
  before: { memory: canary('before') },
  after: { memory: canary('after') },
  detail: { code: 'BUSY', memory: canary('detail') },
};

beforeAll(async () => {
  const { operations, audit } = state;
  const given = { requestedById: '7', requestedByName: 'Kim Roe', reason: canary('operation') };
  const memory = { memory: canary('input') };
  await operations.create(newOperation({ ...given, id: 'op-1', createdAt: at(1), input: memory }));
  await operations.claim('op-1', 'boot', ['PENDING'], at(1));
  await operations.updateStep('op-1', 1, 'inspect', { before: memory, result: memory });
  const message = `Kim Roe cancelled it: ${given.reason}`;
  await operations.appendEvent({
    ...{ operationId: 'op-1', at: at(2), step: undefined, level: 'WARNING', percent: undefined },
    message,
  });
  await operations.create(
    newOperation({ id: 'op-0', createdAt: new Date(0), slot: undefined, idempotencyKey: 'other' }),
  );
  await operations.transition('op-0', ['PENDING'], 'FAILED', { finishedAt: new Date(1) });
  await audit.append(auditRecord({ ...ROW, at: at(1) }));
  await audit.append(auditRecord({ ...ROW, at: new Date(0) }));
});

it('is what is allowed, by the ID of the clerk, and none of the canaries', async () => {
  const { texts, json, missing } = await bundle();
  expect([...texts.keys()]).toEqual([
    ...['versions.json', 'venue.json', 'status.json', 'doctor.json', 'settings.json', 'operations.json'],
    ...['timeline.json', 'audit.json', 'audit-verification.json', 'event-log.json', 'server.jsonl'],
    'manifest.json',
  ]);
  expect(missing).toEqual([{ file: 'sbom.cdx.json', reason: 'Only a program from an archive has an SBOM.' }]);
  expect([...texts.values()].join('')).not.toContain(CANARY);
  expect([...texts.values()].join('')).not.toContain('Kim Roe');
  expect(json('venue.json')).toEqual({ customerNumber: '10482213' });
  expect(json('operations.json')).toEqual([
    expect.objectContaining({
      id: 'op-1',
      requestedById: '7',
      events: [expect.objectContaining({ message: 'clerk 7 cancelled it: (reason)' })],
    }),
  ]);
  expect(json('audit.json')).toEqual([expect.objectContaining({ sequence: 1, clerkId: '7', code: 'BUSY' })]);
  expect(json('audit-verification.json')).toMatchObject({ intact: true, entries: 2 });
  expect(json('event-log.json')).toMatchObject([
    { message: 'Two. clerk 7 saw it.' },
    { message: 'One. (reason)' },
  ]);
  expect(texts.get('server.jsonl')).toBe('{"msg":"one"}\n');
});

it('has names and reasons on request, and still no memory of steps or facts of acts', async () => {
  const { texts, json } = await bundle({ withNames: true });
  expect(json('operations.json')[0]).toMatchObject({
    requestedByName: 'Kim Roe',
    reason: canary('operation'),
  });
  expect(json('audit.json')[0]).toMatchObject({ clerkName: 'Kim Roe', reason: canary('reason') });
  for (const place of ['input', 'before', 'after', 'detail', 'e-mail', 'clerk'])
    expect([...texts.values()].join('')).not.toContain(canary(place));
});

it('has the operation that was named, however old it is', async () => {
  const { json } = await bundle({ operationId: 'op-0' });
  expect(json('operations.json').map(({ id }: { id: string }) => id)).toEqual(['op-0', 'op-1']);
  const { missing } = await bundle({ operationId: 'op-9' });
  expect(missing).toContainEqual({ file: 'operations.json', reason: 'The operation op-9 does not exist.' });
});

it('does not say what someone typed about it, or who did, before the time that is asked for', async () => {
  await state.audit.append(
    auditRecord({
      ...{ at: at(-50), action: 'resolveOperation', target: 'op-0' },
      ...{ clerkId: '9', clerkName: 'Ada Gone', reason: canary('resolved') },
    }),
  );
  await state.operations.appendEvent({
    ...{ operationId: 'op-0', at: at(-50), step: undefined, level: 'INFORMATION', percent: undefined },
    message: `Ada Gone chose "ROLL_BACK": ${canary('resolved')}`,
  });
  const { json } = await bundle({ operationId: 'op-0' });
  expect(json('operations.json')[0].events).toMatchObject([
    { message: 'clerk 9 chose "ROLL_BACK": (reason)' },
  ]);
});

const away = (message: string) => () => Promise.reject(new AppError('NOT_AVAILABLE_YET', { message }));
const broken = () => {
  throw new Error('EIO');
};

it.each<[string, Partial<BundleSources>, readonly string[]]>([
  [
    'the state database',
    { state: away('away') },
    ['operations.json', 'timeline.json', 'audit.json', 'audit-verification.json'],
  ],
  ['the venue database', { venue: away('away') }, ['venue.json']],
  ['PowerShell', { scripts: away('away') }, ['event-log.json']],
  ['a server that responds', { status: away('away') }, ['status.json']],
  ['the disk', { files: { logLines: broken, billOfMaterials: broken } }, ['server.jsonl']],
])('is made without %s, and says what is missing', async (_, without, expected) => {
  const { texts, missing } = await bundle({}, { ...sources(), ...without });
  // A checkout never has one.
  const files = missing.map(({ file }) => file).filter((file) => file !== 'sbom.cdx.json');
  expect(files).toEqual(expected);
  expect([...texts.keys()]).toContain('versions.json');
  for (const file of expected) expect(texts.has(file)).toBe(false);
  expect(JSON.parse(texts.get('manifest.json') ?? '').missing).toEqual(missing);
});

it('is made without the databases, without PowerShell and without a server', async () => {
  const from = {
    ...sources(),
    ...{ state: away('state'), venue: away('venue'), scripts: away('scripts'), status: away('status') },
  };
  const { texts, missing } = await bundle({}, from);
  expect([...texts.keys()]).toEqual([
    ...['versions.json', 'doctor.json', 'settings.json', 'server.jsonl', 'manifest.json'],
  ]);
  expect(missing.map(({ reason }) => reason).slice(0, -2)).toEqual([
    ...['venue', 'status', 'state', 'state', 'state', 'state'],
  ]);
});

it.each(['changePin', 'unlockClerk', 'clerk.set-pin', 'clerk.unlock'])(
  'does not name the clerk of %s, whom the venue may not know any more',
  async (action) => {
    await state.audit.append(auditRecord({ at: at(3), action, target: 'Lou Gone' }));
    const { texts, json } = await bundle();
    expect([...texts.values()].join('')).not.toContain('Lou Gone');
    expect(json('audit.json')[0]).toMatchObject({ action, target: '(clerk)' });
  },
);

it('has the ID of a clerk who is the target of an act', async () => {
  await state.audit.append(auditRecord({ at: at(4), action: 'unlockClerk', target: 'Kim Roe' }));
  expect((await bundle()).json('audit.json')[0]).toMatchObject({ target: 'clerk 7' });
});
