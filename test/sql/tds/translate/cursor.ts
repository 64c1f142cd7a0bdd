/** Walks along the tokens of a batch. */

import { type Token, tokensOf } from './lexer.js';
import { SqlRefusal, UnknownStatement } from './refusal.js';

export class Cursor {
  readonly sql: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(sql: string) {
    this.sql = sql;
    this.#tokens = tokensOf(sql);
  }

  get next(): Token {
    return this.peek(0);
  }

  peek(ahead: number): Token {
    const end = this.sql.length;
    return this.#tokens[this.#at + ahead] ?? { kind: 'end', value: '', from: end, to: end };
  }

  /** To come back to. */
  get position(): number {
    return this.#at;
  }

  set position(at: number) {
    this.#at = at;
  }

  get isOver(): boolean {
    return this.next.kind === 'end';
  }

  take(): Token {
    const token = this.next;
    this.#at += 1;
    return token;
  }

  /** The next tokens are these keywords. */
  sees(...words: readonly string[]): boolean {
    return words.every((word, index) => {
      const { kind, value } = this.peek(index);
      return kind === 'name' && value.toLowerCase() === word;
    });
  }

  skip(...words: readonly string[]): boolean {
    if (!this.sees(...words)) return false;
    this.#at += words.length;
    return true;
  }

  word(...words: readonly string[]): void {
    if (!this.skip(...words)) this.fail();
  }

  seesSign(...signs: readonly string[]): boolean {
    return this.next.kind === 'sign' && signs.includes(this.next.value);
  }

  skipSign(sign: string): boolean {
    if (!this.seesSign(sign)) return false;
    this.#at += 1;
    return true;
  }

  sign(sign: string): void {
    if (!this.skipSign(sign)) this.fail();
  }

  name(): string {
    const { kind, value } = this.next;
    if (kind !== 'name' && kind !== 'quoted') return this.fail();
    this.#at += 1;
    return value;
  }

  /** One or more, between commas. */
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.skipSign(',')) items.push(item());
    return items;
  }

  /** A list in parentheses. */
  group<T>(item: () => T): T[] {
    this.sign('(');
    const items = this.list(item);
    this.sign(')');
    return items;
  }

  /** Past what stands in parentheses, whatever it is. */
  skipGroup(): void {
    this.sign('(');
    for (let depth = 1; depth > 0; ) {
      if (this.isOver) this.fail();
      if (this.seesSign('(')) depth += 1;
      if (this.seesSign(')')) depth -= 1;
      this.take();
    }
  }

  fail(): never {
    const { value, kind } = this.next;
    if (kind === 'end') throw new SqlRefusal(102, `Incorrect syntax near the end of: ${this.sql}`, 15);
    throw new UnknownStatement(`"${value}" in: ${this.sql}`);
  }
}
