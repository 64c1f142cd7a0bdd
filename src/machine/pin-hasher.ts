/** argon2id over what is already an HMAC of the PIN; at most two hashings at a time, so that guessing can't starve the server. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { PinHasher } from '../operations/ports/machine.js';

/** OWASP's second choice: 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const PARALLELISM = 1;
const TAG_BYTES = 32;
const AT_ONCE = 2;

const derive = promisify(argon2);

export function createPinHasher(): PinHasher {
  const turns = new Turns(AT_ONCE);
  const hashWith = (pin: string, nonce: Buffer): Promise<Buffer> =>
    turns.take(() =>
      derive('argon2id', {
        message: pin,
        nonce,
        parallelism: PARALLELISM,
        tagLength: TAG_BYTES,
        memory: MEMORY_KIB,
        passes: PASSES,
      }),
    );
  return {
    async hash(pin) {
      const nonce = randomBytes(16);
      const tag = await hashWith(pin, nonce);
      return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${PARALLELISM}$${nonce.toString('base64')}$${tag.toString('base64')}`;
    },
    async verify(pin, hash) {
      const [nonce, tag] = hash.split('$').slice(4);
      if (nonce === undefined || tag === undefined) return false;
      const found = await hashWith(pin, Buffer.from(nonce, 'base64'));
      const expected = Buffer.from(tag, 'base64');
      return found.length === expected.length && timingSafeEqual(found, expected);
    },
  };
}

/** First come, first served. */
class Turns {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
