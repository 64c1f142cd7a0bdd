/** A program without a clerk's PIN that tries them from many addresses of loopback, and keeps how it was answered. */
import { Asker } from '../shared/asker.js';
import { quantile } from '../shared/campaign.js';

const SIGN_IN = 'mutation($id: ID!, $pin: String!) { signIn(clerkId: $id, pin: $pin) { token } }';
/** What may be said to a guess. */
const REFUSALS = /^(SIGN_IN_FAILED|SIGN_IN_LOCKED|TOO_MANY_REQUESTS|BUSY|DOCUMENT_TOO_LARGE)$/;

export class GuessSender {
  readonly ofKnown: number[] = [];
  readonly ofMadeUp: number[] = [];
  readonly untrue: string[] = [];
  readonly #port: number;
  readonly #askers = new Map<string, Asker>();
  readonly #codes = new Map<string, number>();

  constructor(port: number) {
    this.#port = port;
  }

  async byHttp(id: string, pin: string, address: string, isMadeUp: boolean): Promise<void> {
    const began = performance.now();
    this.#note(await this.#post({ query: SIGN_IN, variables: { id, pin } }, address));
    (isMadeUp ? this.ofMadeUp : this.ofKnown).push(performance.now() - began);
  }

  async byAliases(ids: readonly string[], pin: string, address: string): Promise<void> {
    const fields = ids.map((id, i) => `a${i}: signIn(clerkId: "${id}", pin: "${pin}") { token }`);
    this.#note(await this.#post({ query: `mutation { ${fields.join(' ')} }` }, address));
  }

  /** How often what was said. */
  outcomes(): string {
    return [...this.#codes].map(([code, times]) => `${code} ${times}`).join(', ');
  }

  close(): void {
    for (const asker of this.#askers.values()) asker.close();
  }

  #note(answer: string): void {
    const code = /"code":"(\w+)"/.exec(answer)?.[1] ?? 'none';
    this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
    if (!REFUSALS.test(code)) this.untrue.push(`A guess was answered ${answer.slice(0, 200)}`);
  }

  async #post(body: object, address: string): Promise<string> {
    const asker =
      this.#askers.get(address) ?? new Asker(this.#port, undefined, address, Number.POSITIVE_INFINITY);
    this.#askers.set(address, asker);
    return (await asker.post(JSON.stringify(body))).text;
  }
}

/** Median, 90th and 99th of a hundred, in milliseconds. */
export function spreadOf(took: readonly number[]): string {
  const at = (share: number) => quantile(took, share).toFixed(0);
  return `${at(0.5)} / ${at(0.9)} / ${at(0.99)} ms`;
}
