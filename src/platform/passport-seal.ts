/**
 * Bytes of a migration file: header (magic 8, version 1, log2 N 1, r 1, p 1, salt 16, nonce 12), ciphertext, tag 16, SHA-256 of all before 32.
 * The key is derived by scrypt, the cipher is AES-256-GCM with the header as associated data. The checksum does not protect: it distinguishes a
 * damaged file from a wrong passphrase.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  randomBytes,
  type ScryptOptions,
  scrypt,
} from 'node:crypto';
import { promisify } from 'node:util';
import { LARGEST_PASSPORT, type PassportSeal } from '../domain/ports/passport-seal.js';
import type { Secret } from '../domain/types/secret.js';
import { AppError } from '../errors/errors.js';

const MAGIC = Buffer.from('VCPASSPT', 'latin1');
const VERSION = 1;
/** OWASP's choice for scrypt with 32 MiB. */
const COST = { log2N: 15, r: 8, p: 3 };
/** Accepted parameters of a file: 16 to 64 MiB, and four times the work. The file's author chose them and is not trusted. */
const BOUNDS = { log2N: [14, 16], r: [8, 8], p: [1, 4] } as const;
const SALT_AT = 12;
const NONCE_AT = 28;
const HEADER_BYTES = 40;
const TAG_BYTES = 16;
const SUM_BYTES = 32;
const KEY_BYTES = 32;
const AROUND = HEADER_BYTES + TAG_BYTES + SUM_BYTES;

export function createPassportSeal(cost: Readonly<typeof COST> = COST): PassportSeal {
  return {
    async seal(content, passphrase) {
      const plain = Buffer.from(content, 'utf8');
      if (plain.length + AROUND > LARGEST_PASSPORT) throw tooLong(plain.length);
      const costs = Buffer.from([VERSION, cost.log2N, cost.r, cost.p]);
      const header = Buffer.concat([MAGIC, costs, randomBytes(HEADER_BYTES - SALT_AT)]);
      const cipher = createCipheriv(
        'aes-256-gcm',
        await derive(passphrase, header),
        header.subarray(NONCE_AT),
      );
      cipher.setAAD(header);
      const sealed = [header, cipher.update(plain), cipher.final(), cipher.getAuthTag()];
      return Buffer.concat([...sealed, sumOf(Buffer.concat(sealed))]);
    },
    async open(given, passphrase) {
      const { header, body, tag } = partsOf(Buffer.from(given));
      const key = await derive(passphrase, header);
      const decipher = createDecipheriv('aes-256-gcm', key, header.subarray(NONCE_AT), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(header).setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      } catch {
        throw new AppError('PASSPHRASE_WRONG');
      }
    },
  };
}

/** All refusals that need no passphrase. */
function partsOf(file: Buffer): { readonly header: Buffer; readonly body: Buffer; readonly tag: Buffer } {
  if (file.length > LARGEST_PASSPORT) throw damaged(`It is larger than ${LARGEST_PASSPORT} bytes.`);
  if (!file.subarray(0, MAGIC.length).equals(MAGIC))
    throw damaged('It does not start like a migration file.');
  if ((file[MAGIC.length] ?? 0) > VERSION) throw new AppError('PASSPORT_TOO_NEW');
  const sumAt = file.length - SUM_BYTES;
  if (file.length < AROUND || !sumOf(file.subarray(0, sumAt)).equals(file.subarray(sumAt)))
    throw damaged('It is incomplete or was modified.');
  const [version, log2N = 0, r = 0, p = 0] = file.subarray(MAGIC.length);
  const isBounded = within(log2N, BOUNDS.log2N) && within(r, BOUNDS.r) && within(p, BOUNDS.p);
  if (version !== VERSION || !isBounded) throw damaged('Its parameters are out of range.');
  const tagAt = sumAt - TAG_BYTES;
  return {
    header: file.subarray(0, HEADER_BYTES),
    body: file.subarray(HEADER_BYTES, tagAt),
    tag: file.subarray(tagAt, sumAt),
  };
}

const scryptOf = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** The same text typed on another keyboard is the same passphrase. */
function derive(passphrase: Secret, header: Buffer): Promise<Buffer> {
  const [log2N = 0, r = 0, p = 0] = header.subarray(MAGIC.length + 1);
  const N = 2 ** log2N;
  const text = passphrase.reveal().normalize('NFKC').trim();
  return scryptOf(text, header.subarray(SALT_AT, NONCE_AT), KEY_BYTES, {
    N,
    r,
    p,
    maxmem: 128 * N * r + 2 ** 20,
  });
}

function within(value: number, [least, most]: readonly [number, number]): boolean {
  return least <= value && value <= most;
}

function sumOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function damaged(what: string): AppError {
  return new AppError('PASSPORT_DAMAGED', {
    message: `The file is not a migration file (passport), or it is damaged. ${what}`,
  });
}

function tooLong(bytes: number): AppError {
  return new AppError('BAD_USER_INPUT', {
    message: `A migration file of ${bytes} bytes is too large: the limit is ${LARGEST_PASSPORT - AROUND}.`,
    remedy: 'Shorten config.json (remove past freezes), then export again.',
  });
}
