/** A program without a clerk's PIN that tries them from many addresses of loopback, and keeps how it was answered. */
import { Agent, request } from 'node:http';

const SIGN_IN = 'mutation($id: ID!, $pin: String!) { signIn(clerkId: $id, pin: $pin) { token } }';
/** What may be said to a guess. */
const REFUSALS = /^(SIGN_IN_FAILED|SIGN_IN_LOCKED|TOO_MANY_REQUESTS|BUSY|DOCUMENT_TOO_LARGE)$/;

export class Guesser {
  readonly ofKnown: number[] = [];
  readonly ofMadeUp: number[] = [];
  readonly untrue: string[] = [];
  readonly #port: number;
  readonly #agents = new Map<string, Agent>();
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
  told(): string {
    return [...this.#codes].map(([code, times]) => `${code} ${times}`).join(', ');
  }

  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
  }

  #note(answer: string): void {
    const code = /"code":"(\w+)"/.exec(answer)?.[1] ?? 'none';
    this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
    if (!REFUSALS.test(code)) this.untrue.push(`A guess was answered ${answer.slice(0, 200)}`);
  }

  #post(body: object, localAddress: string): Promise<string> {
    const agent = this.#agents.get(localAddress) ?? new Agent({ keepAlive: true, localAddress });
    this.#agents.set(localAddress, agent);
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      const target = {
        host: '127.0.0.1',
        port: this.#port,
        path: '/graphql',
        method: 'POST',
        headers,
        agent,
      };
      const asked = request(target, async (response) => {
        let text = '';
        for await (const part of response.setEncoding('utf8')) text += part;
        resolve(text);
      });
      asked.once('error', reject);
      asked.end(JSON.stringify(body));
    });
  }
}

/** Median, 90th and 99th of a hundred, in milliseconds. */
export function spreadOf(took: readonly number[]): string {
  const sorted = [...took].sort((a, b) => a - b);
  const at = (part: number) => (sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN).toFixed(0);
  return `${at(0.5)} / ${at(0.9)} / ${at(0.99)} ms`;
}
