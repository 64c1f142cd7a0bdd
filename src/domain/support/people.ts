/** Replaces the names of people in a support bundle, and in any case what has the form of a secret. */
import type { AuditRow } from '../ports/audit-log.js';

/** Bounded, because a text may be megabytes without a space. */
const EMAIL = /(?<![^\s@"'<>(),;:[\]])[^\s@"'<>(),;:[\]]{1,64}@[^\s@"'<>(),;:[\]]{1,190}\.[A-Za-z]{2,}/g;
/** API tokens, and keys of webhooks. No part holds one: this is the second line of defense. */
const SECRETS = [
  /\bvct_[A-Za-z0-9_-]{8,}/g,
  /\bwhsec_[A-Za-z0-9+/=]{8,}/g,
  /\bBearer\s+[A-Za-z0-9._~+/=-]{8,}/g,
];

export class People {
  readonly #withNames: boolean;
  readonly #words = new Map<string, string>();
  #pattern: RegExp | undefined;

  /** `account`: that the program runs as. */
  constructor(withNames: boolean, account: string) {
    this.#withNames = withNames;
    this.hide(account, '(account)');
  }

  clerk(id: string | undefined, name: string | undefined): void {
    if (id !== undefined) this.hide(name, `clerk ${id}`);
  }

  /** Who acted, and what they typed. */
  act({ clerkId, clerkName, reason }: Pick<AuditRow, 'clerkId' | 'clerkName' | 'reason'>): void {
    this.clerk(clerkId, clerkName);
    this.hide(reason, '(reason)');
  }

  /** A clerk whose ID is not known here, but perhaps to another part. */
  someone(name: string | undefined): void {
    if (name === undefined || !this.#words.has(name)) this.hide(name, '(clerk)');
  }

  /** `word` is replaced as a whole word. A single character is no word. */
  hide(word: string | undefined, by: string): void {
    if (this.#withNames || word === undefined || word.trim().length < 2) return;
    this.#words.set(word, by);
    this.#pattern = undefined;
  }

  /** Of plain JSON: in each text of it. */
  hideIn(value: unknown): unknown {
    if (typeof value === 'string') return this.#hideInText(value);
    if (Array.isArray(value)) return value.map((each) => this.hideIn(each));
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.hideIn(each)]));
  }

  #hideInText(text: string): string {
    const safe = SECRETS.reduce((all, secret) => all.replace(secret, '(secret)'), text);
    if (this.#withNames) return safe;
    const named =
      this.#words.size === 0 ? safe : safe.replace(this.#any(), (word) => this.#words.get(word) ?? '');
    return named.replace(EMAIL, '(e-mail address)');
  }

  /** Longer ones first: one may be part of another. */
  #any(): RegExp {
    this.#pattern ??= new RegExp(
      `(?<![\\p{L}\\p{N}_])(?:${[...this.#words.keys()]
        .sort((one, other) => other.length - one.length)
        .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
        .join('|')})(?![\\p{L}\\p{N}_])`,
      'gu',
    );
    return this.#pattern;
  }
}
