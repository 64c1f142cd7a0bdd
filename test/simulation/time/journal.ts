/** What happened, a line an event; two equal runs have the same hash. */
import { createHash } from 'node:crypto';

export class Journal {
  readonly lines: string[] = [];
  readonly #hash = createHash('sha256');
  readonly #time: { readonly at: number };

  constructor(time: { readonly at: number }) {
    this.#time = time;
  }

  write(text: string): void {
    const line = `${new Date(this.#time.at).toISOString().slice(5, 23)} ${text}`;
    this.lines.push(line);
    this.#hash.update(`${line}\n`);
  }

  hash(): string {
    return this.#hash.copy().digest('hex').slice(0, 16);
  }
}
