/** argon2id over what is already an HMAC of the PIN; at most two hashings at a time, in bounded lines, so that guessing can't starve the server. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { type PinHasher, URGENCIES, type Urgency } from '../domain/ports/machine.js';
import { busyWithPins } from '../domain/types/busy.js';

/** OWASP's second choice: 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const PARALLELISM = 1;
const TAG_BYTES = 32;
const AT_ONCE = 2;
/** How many may wait. Few unknown callers, so that one waits hardly longer than a clerk does. */
const WAITING: Readonly<Record<Urgency, number>> = { PRESENT: 64, CALM: 64, TRIED: 64, UNKNOWN_ID: 8 };

const derive = promisify(argon2);

export function createPinHasher(): PinHasher {
  const turns = new Turns(AT_ONCE);
  const hashWith = (pin: string, nonce: Buffer, urgency: Urgency): Promise<Buffer> =>
    turns.take(urgency, () =>
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
      const tag = await hashWith(pin, nonce, 'PRESENT');
      return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${PARALLELISM}$${nonce.toString('base64')}$${tag.toString('base64')}`;
    },
    async verify(pin, hash, urgency) {
      const [nonce, tag] = hash.split('$').slice(4);
      if (nonce === undefined || tag === undefined) return false;
      const found = await hashWith(pin, Buffer.from(nonce, 'base64'), urgency);
      const expected = Buffer.from(tag, 'base64');
      return found.length === expected.length && timingSafeEqual(found, expected);
    },
    isFull: (urgency) => turns.isFull(urgency),
  };
}

/** The most urgent first; among those, first come, first served. */
class Turns {
  readonly #lines = new Map<Urgency, (() => void)[]>(URGENCIES.map((urgency) => [urgency, []]));
  #free: number;

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  isFull(urgency: Urgency): boolean {
    return this.#lineOf(urgency).length >= WAITING[urgency];
  }

  async take<T>(urgency: Urgency, work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else if (this.isFull(urgency)) throw busyWithPins();
    else await new Promise<void>((resolve) => this.#lineOf(urgency).push(resolve));
    try {
      return await work();
    } finally {
      const next = URGENCIES.map((each) => this.#lineOf(each)).find((line) => line.length > 0);
      if (next) next.shift()?.();
      else this.#free += 1;
    }
  }

  #lineOf(urgency: Urgency): (() => void)[] {
    return this.#lines.get(urgency) ?? [];
  }
}
