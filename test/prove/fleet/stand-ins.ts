/** Stand-ins of a venue's API: they answer as a real venue answered the same document, and write each change to a ledger. */
import { appendFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/**
 * `silent`: no response. `other-venue`: it is another one than expected. `old-version`: of another version. `refuses`: no change is
 * allowed. `loses-answer`: the change is made, and the connection ends.
 */
export type StandInFault = 'silent' | 'other-venue' | 'old-version' | 'refuses' | 'loses-answer';

/** A line of the ledger. */
export interface Act {
  readonly venue: string;
  readonly reason: string;
  readonly idempotencyKey?: string;
}

/** What a real venue answers, as text. */
export type Learn = (query: string, variables: object) => Promise<string>;

interface Variables {
  readonly key?: string;
  readonly reason?: string;
  readonly idempotencyKey?: string;
}

interface Asked {
  readonly query: string;
  readonly variables?: Variables;
}

/** What the service action emits, of the same service when it is only read. */
const ACTION = /\w+Service\(.*?\) (\{.*\}) \}$/s;

export class StandIn {
  readonly name: string;
  readonly token: string;
  readonly customerNumber: string;
  readonly #ledger: string;
  readonly #learn: Learn;
  readonly #original: string;
  /** Names of the documents that came, and how often someone came with another token. */
  readonly asked: string[] = [];
  wrongTokens = 0;
  fault: StandInFault | undefined;
  readonly #keys = new Set<string>();
  port = 0;

  constructor(number: number, options: { token: string; ledger: string; original: string; learn: Learn }) {
    this.name = `stand-in-${number}`;
    this.customerNumber = String(20_000_000 + number);
    this.token = options.token;
    this.#ledger = options.ledger;
    this.#original = options.original;
    this.#learn = options.learn;
  }

  async listen(): Promise<void> {
    const server = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    this.port = (server.address() as AddressInfo).port;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.fault === 'silent') return;
    const { query, variables = {} } = JSON.parse(await text(request)) as Asked;
    const name = /^\w+ (\w+)/.exec(query)?.[1] ?? '';
    this.asked.push(name);
    const send = (body: string) => response.setHeader('content-type', 'application/json').end(body);
    if (request.headers.authorization !== `Bearer ${this.token}`) {
      this.wrongTokens += 1;
      send(failure('UNAUTHENTICATED', 'Sign in first.'));
    } else if (name === 'Act') {
      if (this.fault === 'refuses') send(failure('FORBIDDEN', 'The venue does not allow it.'));
      else if (this.#act(variables) && this.fault === 'loses-answer') request.socket.destroy();
      else send(await this.#service(query, variables));
    } else send(this.#disguise(await this.#learn(query, variables)));
  }

  /** False of a key that it has had. */
  #act({ reason = '', idempotencyKey }: Variables): boolean {
    if (idempotencyKey !== undefined && this.#keys.has(idempotencyKey)) return false;
    if (idempotencyKey !== undefined) this.#keys.add(idempotencyKey);
    const act: Act = { venue: this.name, reason, ...(idempotencyKey !== undefined && { idempotencyKey }) };
    appendFileSync(this.#ledger, `${JSON.stringify(act)}\n`);
    return true;
  }

  async #service(query: string, { key }: Variables): Promise<string> {
    const fields = ACTION.exec(query)?.[1] ?? '';
    const { data } = JSON.parse(
      await this.#learn(`query Service($key: ID!) { service(key: $key) ${fields} }`, { key }),
    ) as { data: { service: object } };
    return JSON.stringify({ data: { result: data.service } });
  }

  #disguise(answer: string): string {
    const number = this.fault === 'other-venue' ? '29999999' : this.customerNumber;
    const own = answer.replaceAll(this.#original, number);
    return this.fault === 'old-version' ? own.replace(/("version":)"[^"]+"/, '$1"0.0.1"') : own;
  }
}

function failure(code: string, message: string): string {
  return JSON.stringify({
    data: null,
    errors: [{ message, extensions: { code, remedy: 'Ask the manager.' } }],
  });
}
