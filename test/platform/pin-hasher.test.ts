/** Real argon2id, watched from outside: how many hashings run at a time, and in which order they are let in. */
import { jest } from '@jest/globals';

const crypto = await import('node:crypto');
let running = 0;
let most = 0;
const begun: string[] = [];
/** In KiB, where only the order counts: no one waits for 19 MiB then. */
let memory: number | undefined;

jest.unstable_mockModule('node:crypto', () => ({
  ...crypto,
  argon2(...[algorithm, options, done]: Parameters<typeof crypto.argon2>) {
    begun.push(String(options.message));
    running += 1;
    most = Math.max(most, running);
    crypto.argon2(algorithm, { ...options, memory: memory ?? options.memory }, (error, tag) => {
      running -= 1;
      done(error, tag);
    });
  },
}));
const { createPinHasher } = await import('../../src/platform/pin-hasher.js');

const pins = createPinHasher();

beforeEach(() => {
  most = 0;
  begun.splice(0);
});

test('a hash names its recipe, holds no PIN, and is another one each time', async () => {
  const [first, second] = await Promise.all([pins.hash('an HMAC'), pins.hash('an HMAC')]);
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=$/);
  expect(second).not.toBe(first);
  expect(first).not.toContain('an HMAC');
});

test('the right PIN is known by each of its hashes, another one by none', async () => {
  const hash = await pins.hash('right');
  expect(await pins.verify('right', hash, 'CALM')).toBe(true);
  expect(await pins.verify('wrong', hash, 'CALM')).toBe(false);
  expect(await pins.verify('', hash, 'CALM')).toBe(false);
});

test.each([
  ['nothing', () => ''],
  ['no hash', () => 'right'],
  ['half a hash', (hash: string) => hash.slice(0, hash.lastIndexOf('$'))],
  ['a hash that was cut', (hash: string) => hash.slice(0, -8)],
  ['a hash without its tag', (hash: string) => hash.slice(0, hash.lastIndexOf('$') + 1)],
])('%s is no hash of any PIN', async (_, bend) => {
  expect(await pins.verify('right', bend(await pins.hash('right')), 'CALM')).toBe(false);
});

describe('the line', () => {
  beforeAll(() => {
    memory = 1024;
  });

  test('two hash at a time however many ask, first come, first served', async () => {
    const asked = Array.from({ length: 7 }, (_, index) => `pin ${index}`);
    const hash = await pins.hash('someone');
    begun.splice(0);
    await Promise.all(
      asked.map((pin, index) => (index % 2 ? pins.hash(pin) : pins.verify(pin, hash, 'PRESENT'))),
    );
    expect(most).toBe(2);
    expect(begun).toEqual(asked);
  });

  test('the signed-in clerk goes first, then clerks, then unknown callers', async () => {
    const hash = await pins.hash('someone');
    begun.splice(0);
    const order = ['UNKNOWN_ID', 'UNKNOWN_ID', 'UNKNOWN_ID', 'TRIED', 'CALM', 'PRESENT'] as const;
    await Promise.all(order.map((urgency) => pins.verify(urgency, hash, urgency)));
    expect(begun).toEqual(['UNKNOWN_ID', 'UNKNOWN_ID', 'PRESENT', 'CALM', 'TRIED', 'UNKNOWN_ID']);
  });

  test('the line of unknown callers is short, and full it keeps no one else out', async () => {
    const hash = await pins.hash('someone');
    const flood = Array.from({ length: 64 }, (_, i) => pins.verify(`guess ${i}`, hash, 'UNKNOWN_ID'));
    expect(pins.isFull('UNKNOWN_ID')).toBe(true);
    expect(pins.isFull('CALM')).toBe(false);
    const began = performance.now();
    await pins.verify('right', hash, 'CALM');
    const clerkWaited = performance.now() - began;
    const result = await Promise.allSettled(flood);
    const refused = result.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(refused).toHaveLength(54);
    expect(refused[0]).toMatchObject({ code: 'BUSY', details: { retryAfterSeconds: 2 } });
    expect(clerkWaited).toBeLessThan(performance.now() - began);
  });

  test('a hashing that fails gives its turn back', async () => {
    const failing = [1, 2, 3].map(() => pins.hash(undefined as unknown as string));
    for (const { status } of await Promise.allSettled(failing)) expect(status).toBe('rejected');
    running = 0;
    const hashes = await Promise.all([pins.hash('a'), pins.hash('b'), pins.hash('c')]);
    expect(hashes).toHaveLength(3);
  });
});
