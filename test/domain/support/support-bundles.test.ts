/** Support bundles that clerks request: recorded, one at a time, and handed out also where the disk is full. */

import { AuditTrail } from '../../../src/domain/audit/trail.js';
import type { BundleFile, SupportFiles } from '../../../src/domain/ports/support-files.js';
import { VenueSupportBundles } from '../../../src/domain/support/support-bundles.js';
import { AppError } from '../../../src/errors/errors.js';
import { openState, quietLog, temporaryFolder } from '../../storage/engines.js';
import { newOperation } from '../../storage/samples.js';
import { noAnchors } from '../fake-venue.js';
import { callerOf } from '../rehearsal-domain.js';
import { once } from '../stand-in.js';
import { StillClock } from '../still-clock.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const state = once(
  () => openState(`${folder.path}/state.sqlite`),
  (opened) => opened.close(),
);
const clock = new StillClock(new Date('2031-05-05T12:00:00.000Z'));
const away = () => Promise.reject(new AppError('NOT_AVAILABLE_YET', { message: 'away' }));

function bundles(
  given: Partial<SupportFiles> = {},
  { settings = {}, viewProfile = away }: { settings?: object; viewProfile?: () => Promise<unknown> } = {},
) {
  const files: SupportFiles = {
    logLines: () => ({ lines: [], isCut: false }),
    billOfMaterials: () => undefined,
    zip: async (parts: readonly BundleFile[]) => Buffer.from(parts.map(({ name }) => name).join(' ')),
    store: (file) => `/bundles/${file}`,
    kept: () => [],
    dropOlder: () => 0,
    ...given,
  };
  return new VenueSupportBundles({
    support: { files, settings, runtime: {}, doctor: away },
    state,
    audit: new AuditTrail({ state, clock, log: quietLog }),
    anchors: noAnchors,
    venue: { registration: away, viewProfile } as never,
    clerks: { clerks: away },
    scripts: { run: away } as never,
    status: { status: () => ({ state: 'OK' }) } as never,
    ...{ clock, log: quietLog, version: '1' },
  });
}

const rows = async () =>
  (await state.audit.list({ actions: ['createSupportBundle'] }, 2, 'newest')).map(
    ({ outcome, target, clerkId, detail }) => ({ outcome, target, clerkId, detail }),
  );

it('are made in part, stored and recorded', async () => {
  await state.operations.create(newOperation({ id: 'op-1' }));
  const bundle = await bundles().create(callerOf('1'), { operationId: 'op-1' });
  expect(bundle).toMatchObject({
    name: 'support-2031-05-05T12-00-00-000Z.zip',
    file: '/bundles/support-2031-05-05T12-00-00-000Z.zip',
  });
  expect(bundle.bytes.toString()).toContain('status.json settings.json operations.json');
  expect(bundle.missing.map(({ file }) => file)).toEqual([
    ...['venue.json', 'doctor.json', 'event-log.json', 'sbom.cdx.json'],
  ]);
  const [outcome, intent] = await rows();
  expect([intent?.outcome, outcome]).toEqual([
    'INTENDED',
    {
      ...{ outcome: 'SUCCEEDED', target: 'op-1', clerkId: '1' },
      detail: expect.objectContaining({ since: '2031-05-03T12:00:00.000Z' }),
    },
  ]);
});

it('show the effective settings and the view profile as names and values', async () => {
  const settings = {
    port: 4280,
    sql: undefined,
    'config.json': { secondPerson: false, freezes: [{ from: 1 }] },
  };
  const of = (viewProfile: () => Promise<unknown>) => bundles({}, { settings, viewProfile }).settings();
  const own = [
    { name: 'port', value: '4280' },
    { name: 'config.json.secondPerson', value: 'false' },
    { name: 'config.json.freezes', value: '[{"from":1}]' },
  ];
  expect(await of(async () => ({ swiftpos: undefined, checksum: '5a' }))).toEqual([
    ...own,
    { name: 'viewProfile.checksum', value: '5a' },
  ]);
  expect(await of(away)).toEqual(own);
});

it("reach the clerk also when the disk can't store them", async () => {
  const full = () => {
    throw new AppError('FILE_NOT_WRITTEN');
  };
  const { file, bytes } = await bundles({ store: full }).create(callerOf('1'), {});
  expect([file, bytes.length > 0]).toEqual([undefined, true]);
});

it('are kept in a number that no disk is filled with', async () => {
  const of = (number: number) => ({
    name: `support-${number}.zip`,
    createdAt: new Date(1000 - number),
    size: 5,
  });
  const dropped: Date[] = [];
  const kept = () => Array.from({ length: 102 }, (_, number) => of(number));
  await bundles({ kept, dropOlder: (than) => dropped.push(than) }).create(callerOf('1'), {});
  expect(dropped).toEqual([new Date(902)]);
});

it('are made one at a time', async () => {
  const made = bundles();
  const [first, second] = await Promise.allSettled([1, 2].map(() => made.create(callerOf('1'), {})));
  expect([first?.status, second]).toEqual([
    'fulfilled',
    { status: 'rejected', reason: expect.objectContaining({ code: 'BUSY' }) },
  ]);
  await made.create(callerOf('1'), {});
});

it.each([
  [{ operationId: 'op-9' }, 'NOT_FOUND'],
  [{ since: new Date('2031-04-01') }, 'BAD_USER_INPUT'],
  [{ since: new Date('2031-05-06') }, 'BAD_USER_INPUT'],
])('are refused for %j, with nothing on record', async (wish, code) => {
  const before = await rows();
  await expect(bundles().create(callerOf('1'), wish)).rejects.toMatchObject({ code });
  expect(await rows()).toEqual(before);
});

it('are listed with their operation and their clerk, and without them where another program made them', async () => {
  const files = ['2031-05-05T12-00-00-000Z', 'by-hand', 'old'].map((name, day) => ({
    name: `support-${name}.zip`,
    createdAt: new Date(clock.now().getTime() - day * 4 * 86_400_000),
    size: 5,
  }));
  const made = bundles({ kept: () => files });
  await made.create(callerOf('1'), { operationId: 'op-1' });
  expect(await made.kept()).toEqual([
    { ...files[0], operationId: 'op-1', createdByName: 'Clerk 1' },
    { ...files[1], operationId: undefined, createdByName: undefined },
  ]);
});
