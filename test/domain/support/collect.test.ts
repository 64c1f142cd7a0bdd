/** A support bundle is made of what can be read, says what is missing, and names no one. */
import { createHash } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import { type BundlePart, type BundleQuery, collectBundle } from '../../../src/domain/support/collect.js';
import { AppError } from '../../../src/errors/errors.js';
import { StillClock } from '../still-clock.js';

const clock = new StillClock(new Date('2031-05-05T12:00:00.000Z'));
const QUERY: BundleQuery = {
  since: new Date('2031-05-03T12:00:00.000Z'),
  until: clock.now(),
  operationId: undefined,
  withNames: false,
};

const part = (file: string, read: BundlePart['read']): BundlePart => ({ file, read });
const text = (file: string, value: unknown) => part(file, async () => ({ value }));
const collect = (parts: readonly BundlePart[], query: Partial<BundleQuery> = {}) =>
  collectBundle(parts, { ...QUERY, ...query }, { clock, version: '1.2.3', account: 'TILL-1\\otto' });

async function contentOf(parts: readonly BundlePart[], query: Partial<BundleQuery> = {}) {
  const { files, missing } = await collect(parts, query);
  const content = files.map(({ name, bytes }) => [name, JSON.parse(bytes.toString())] as const);
  return { ...Object.fromEntries(content), missing };
}

it('lists what fails or hangs as missing, and collects the rest', async () => {
  const collected = contentOf([
    part('away.json', () => Promise.reject(new AppError('STATE_LOST', { message: 'The state is lost.' }))),
    part('odd.json', () => Promise.reject(new Error('out of order'))),
    part('hangs.json', () => new Promise(() => undefined)),
    part('cut.json', async () => ({ value: [1], left: 'It has only the newest 1 rows.' })),
    text('well.json', { is: 'here' }),
  ]);
  for (let turn = 0; turn < 10; turn += 1) await breath();
  await clock.pass(31_000);
  const { missing, ...files } = await collected;
  expect(missing).toEqual([
    { file: 'away.json', reason: 'The state is lost.' },
    { file: 'odd.json', reason: 'It could not be read: out of order.' },
    { file: 'hangs.json', reason: 'It could not be read within 30 s.' },
    { file: 'cut.json', reason: 'It has only the newest 1 rows.' },
  ]);
  expect(files).toMatchObject({ 'cut.json': [1], 'well.json': { is: 'here' }, 'manifest.json': { missing } });
});

it('leaves turns to other requests while names are replaced in a long log', async () => {
  const lines = Array.from({ length: 60_000 }, (_, n) => ({
    time: n,
    msg: `Morgan Reyes restarted the till ${n}`,
  }));
  let turns = 0;
  let isOver = false;
  const counted = (async () => {
    for (; !isOver; turns += 1) await breath();
  })();
  await collect([text('server.jsonl', lines)]);
  isOver = true;
  await counted;
  expect(turns).toBeGreaterThan(3);
});

it('has a manifest with the checksum of each file', async () => {
  const { files } = await collect([text('one.json', 'x'), text('two.jsonl', [{ a: 1 }, { b: 2 }])]);
  const [one, two, manifest] = files;
  expect(two?.bytes.toString()).toBe('{"a":1}\n{"b":2}\n');
  const sha256 = (bytes?: Buffer) =>
    createHash('sha256')
      .update(bytes ?? '')
      .digest('hex');
  expect(JSON.parse(String(manifest?.bytes))).toEqual({
    version: '1.2.3',
    createdAt: '2031-05-05T12:00:00.000Z',
    since: '2031-05-03T12:00:00.000Z',
    operationId: null,
    names: 'replaced',
    files: [
      { name: 'one.json', bytes: 4, sha256: sha256(one?.bytes) },
      { name: 'two.jsonl', bytes: 16, sha256: sha256(two?.bytes) },
    ],
    missing: [],
  });
});

describe('names', () => {
  const parts = [
    text('first.json', { text: 'Ann and Ann Lee, of ann.lee@example.com, not Annabel; TILL-1\\otto' }),
    part('second.json', async (_, people) => {
      people.clerk('7', 'Ann Lee');
      people.clerk('8', 'Ann');
      people.hide('x', 'never');
      return { value: [['Ann'], new Date(0)] };
    }),
    part('third.json', () => Promise.reject(new Error('Ann is away'))),
  ];

  it('are replaced everywhere, whichever part names them first', async () => {
    expect(await contentOf(parts)).toMatchObject({
      'first.json': { text: 'clerk 8 and clerk 7, of (e-mail address), not Annabel; (account)' },
      'second.json': [['clerk 8'], new Date(0).toISOString()],
      missing: [{ file: 'third.json', reason: 'It could not be read: clerk 8 is away.' }],
    });
  });

  it('stay on request', async () => {
    expect(await contentOf(parts, { withNames: true })).toMatchObject({
      'first.json': { text: expect.stringContaining('Ann Lee, of ann.lee@example.com') },
      'manifest.json': { names: 'included' },
    });
  });
});

it.each([true, false])('has no text with the form of a secret, with names: %s', async (withNames) => {
  const secrets = [
    `vct_0123456789abcdef_${'a'.repeat(43)}`,
    `whsec_${'b'.repeat(32)}`,
    `Bearer ${'c'.repeat(43)}`,
  ];
  const { files } = await collect([text('log.jsonl', [{ msg: secrets.join(' ') }])], { withNames });
  expect(files[0]?.bytes.toString()).toBe('{"msg":"(secret) (secret) (secret)"}\n');
});

it('leaves out what would make it larger than 50 MB', async () => {
  const large = 'x'.repeat(30_000_000);
  const { files, missing } = await collect([
    text('one.json', large),
    text('two.json', large),
    text('three.json', 1),
  ]);
  expect(files.map(({ name }) => name)).toEqual(['one.json', 'three.json', 'manifest.json']);
  expect(missing).toEqual([{ file: 'two.json', reason: expect.stringContaining('too large') }]);
});
