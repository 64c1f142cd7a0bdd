/** What a soak's callers are answered: counted by code, and what no answer may be. */
import type { Answer } from '../../venue/practice-venue.js';
import { untrueRefusal } from '../outages/truth.js';

/** A connection that ends just as it is used again: any HTTP caller meets that, and asks again. */
const DROPPED = /ECONNRESET|UND_ERR_SOCKET|EPIPE/;
const NEVER = /INTERNAL_SERVER_ERROR|fetch failed|SyntaxError/;

export class Heard {
  readonly #refusals = new Map<string, number>();
  readonly #untrue = new Map<string, number>();
  answers = 0;

  take(who: string, answer: Answer): void {
    this.answers += 1;
    if (answer.status >= 500) this.#note(`${who}: HTTP ${answer.status}`);
    if (answer.errors.length === 0) return;
    count(this.#refusals, answer.errors[0]?.extensions.code ?? '?');
    for (const line of untrueRefusal(answer)) this.#note(`${who}: ${line}`);
  }

  /** Thrown by code that expects no refusal: no harm, unless it was none. */
  takeError(who: string, error: unknown): void {
    const text = `${error} ${error instanceof Error ? (error.cause ?? '') : ''}`;
    const code = String((error as { cause?: { code?: string } }).cause?.code ?? '');
    if (DROPPED.test(code) || DROPPED.test(text)) count(this.#refusals, 'connection dropped');
    else if (NEVER.test(text)) this.#note(`${who}: ${text.slice(0, 300)}`);
    else count(this.#refusals, /code":"(\w+)"/.exec(text)?.[1] ?? 'thrown');
  }

  addUntrue(who: string, lines: readonly string[]): void {
    for (const line of lines) this.#note(`${who}: ${line}`);
  }

  /** `3 CODE, 1 OTHER`: the most frequent first. */
  get refusals(): string {
    const all = [...this.#refusals].sort(([, a], [, b]) => b - a);
    return all.map(([code, times]) => `${times} ${code}`).join(', ');
  }

  /** Each once, with how often it was. */
  get untrue(): readonly string[] {
    return [...this.#untrue].map(([line, times]) => (times === 1 ? line : `${line} (${times} times)`));
  }

  #note(line: string): void {
    count(this.#untrue, line);
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
