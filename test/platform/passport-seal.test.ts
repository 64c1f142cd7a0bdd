/** What a sealed passport withstands: another passphrase, any changed byte, a file that asks for too much. */
import { createHash } from 'node:crypto';
import { LARGEST_PASSPORT } from '../../src/domain/ports/passport-seal.js';
import { Secret } from '../../src/domain/types/secret.js';
import { AppError } from '../../src/errors/errors.js';
import { createPassportSeal } from '../../src/platform/passport-seal.js';

const CONTENT = JSON.stringify({ id: 'one', text: 'Straße, 店, 🍺' });
const phrase = new Secret('a long enough passphrase');
/** The least that a file may ask for: a sixth of what a real one asks. */
const { seal, open } = createPassportSeal({ log2N: 14, r: 8, p: 1 });
let file: Buffer;

beforeAll(async () => {
  file = Buffer.from(await seal(CONTENT, phrase));
});

const AROUND = 88;
/** By the bytes: where each begins, and how many there are. */
const REGIONS: Readonly<Record<string, readonly [number, number]>> = {
  magic: [0, 8],
  version: [8, 1],
  'log2 N': [9, 1],
  r: [10, 1],
  p: [11, 1],
  salt: [12, 16],
  nonce: [28, 12],
  ciphertext: [40, Buffer.byteLength(CONTENT)],
  tag: [40 + Buffer.byteLength(CONTENT), 16],
  checksum: [56 + Buffer.byteLength(CONTENT), 32],
};

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'opened';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

/** With this byte turned, as someone would who also fixes the checksum, or as a bad disk does. */
function changed(at: number, how: 'fixed' | 'as it is', by = 0x01): Buffer {
  const copy = Buffer.from(file);
  copy[at] = (copy[at] ?? 0) ^ by;
  return how === 'fixed' ? withSum(copy) : copy;
}

function withSum(bytes: Buffer): Buffer {
  const sumAt = bytes.length - 32;
  createHash('sha256').update(bytes.subarray(0, sumAt)).digest().copy(bytes, sumAt);
  return bytes;
}

test('asks for 32 MiB three times over, and is opened by anyone who seals with less', async () => {
  const real = Buffer.from(await createPassportSeal().seal(CONTENT, phrase));
  expect([...real.subarray(9, 12)]).toEqual([15, 8, 3]);
  expect(await open(real, phrase)).toBe(CONTENT);
});

test('comes back byte for byte, and shows nothing of itself or its passphrase', async () => {
  expect(await open(file, phrase)).toBe(CONTENT);
  expect(file.length).toBe(Buffer.byteLength(CONTENT) + AROUND);
  const shown = file.toString('latin1');
  expect(shown).not.toContain('Stra');
  expect(shown).not.toContain('passphrase');
  expect(Buffer.from(await seal(CONTENT, phrase)).equals(file)).toBe(false);
});

test('covers the whole file: no byte lies outside of what is tampered with below', () => {
  const covered = Object.values(REGIONS).reduce((sum, [, length]) => sum + length, 0);
  expect(covered).toBe(file.length);
});

describe.each(Object.entries(REGIONS))('a changed byte of %s', (name, [from, length]) => {
  const places = [...new Set([from, from + length - 1])];

  it.each(places)('at %i is found', async (at) => {
    const found = await codeOf(open(changed(at, 'as it is', 0x80), phrase));
    expect(found).toBe(name === 'version' ? 'PASSPORT_TOO_NEW' : 'PASSPORT_DAMAGED');
  });

  it.each(places)('at %i is found also when the checksum is fixed', async (at) => {
    // Of p to 3, not to 0, which no file asks for.
    const found = await codeOf(open(changed(at, 'fixed', name === 'p' ? 0x02 : 0x01), phrase));
    const byName: Readonly<Record<string, string>> = {
      magic: 'PASSPORT_DAMAGED',
      // 1 becomes 0: no version at all.
      version: 'PASSPORT_DAMAGED',
      r: 'PASSPORT_DAMAGED',
      checksum: 'opened',
    };
    expect(found).toBe(byName[name] ?? 'PASSPHRASE_WRONG');
  });
});

test.each(['', 'a long enough passphrasE', 'A long enough passphrase', 'a long enough passphrase.'])(
  'another passphrase opens nothing: %j',
  async (other) => {
    expect(await codeOf(open(file, new Secret(other)))).toBe('PASSPHRASE_WRONG');
  },
);

test('a passphrase counts as typed, whatever the keyboard composes and whatever blank ends it', async () => {
  const composed = await seal(CONTENT, new Secret('Gaststätte am Fluß'));
  expect(await open(composed, new Secret('Gaststa\u0308tte am Fluß '))).toBe(CONTENT);
});

test.each([
  ['N of 2^30', 9, 30],
  ['N of 2^255', 9, 255],
  ['N of 2', 9, 1],
  ['r of 255', 10, 255],
  ['r of 0', 10, 0],
  ['p of 255', 11, 255],
  ['p of 0', 11, 0],
])('a file that asks scrypt for %s is refused before any of it is done', async (_, at, value) => {
  const hostile = Buffer.from(file);
  hostile[at] = value;
  const began = performance.now();
  const before = process.memoryUsage().rss;
  expect(await codeOf(open(withSum(hostile), phrase))).toBe('PASSPORT_DAMAGED');
  expect(performance.now() - began).toBeLessThan(50);
  expect(process.memoryUsage().rss - before).toBeLessThan(8 * 1024 * 1024);
});

test('what is no passport is refused: nothing, text, half a file, one more byte, 10 MB', async () => {
  const files = [
    Buffer.alloc(0),
    Buffer.from('{}'),
    Buffer.from('VCPASSPT'),
    file.subarray(0, 60),
    file.subarray(0, -1),
    Buffer.concat([file, Buffer.alloc(1)]),
    Buffer.concat([file, Buffer.alloc(10_000_000)]),
  ];
  for (const one of files) expect(await codeOf(open(one, phrase))).toBe('PASSPORT_DAMAGED');
});

test('a newer format is called that, whatever it holds', async () => {
  const newer = Buffer.concat([Buffer.from('VCPASSPT'), Buffer.from([2]), Buffer.from('anything')]);
  expect(await codeOf(open(newer, phrase))).toBe('PASSPORT_TOO_NEW');
});

test('content up to the bound is sealed, more is refused', async () => {
  const most = 'x'.repeat(LARGEST_PASSPORT - AROUND);
  const sealed = await seal(most, phrase);
  expect(sealed.length).toBe(LARGEST_PASSPORT);
  expect(await open(sealed, phrase)).toBe(most);
  expect(await codeOf(seal(`${most}x`, phrase))).toBe('BAD_USER_INPUT');
});
