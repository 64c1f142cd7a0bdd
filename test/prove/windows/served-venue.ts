/** The venue that a win32 process serves, asked as any client asks it; and what is expected of it, kept as it is found. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../../venue/practice-venue.js';
import { type OperationAnswer, tell } from '../../venue/requests.js';
import { proofFolder } from './venue-fixture.js';

export type Check = (what: string, holds: boolean, got: unknown) => void;

export class ServedVenue {
  #token: string | undefined;
  /** By clerk: what each chose for the temporary PIN. */
  readonly #own = new Map<string, string>();

  constructor(
    readonly port: number,
    readonly cloudUrl: string,
    /** Its process has ended. */
    readonly isOver: () => boolean,
  ) {}

  async ask(query: string, variables: object = {}): Promise<Answer> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.#token && { authorization: `Bearer ${this.#token}` }),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(60_000),
    });
    return { status: answer.status, data: null, errors: [], ...((await answer.json()) as object) };
  }

  /** As this clerk from now on; a step-up too. */
  async signIn(clerk: string, pin: string): Promise<Answer> {
    this.#token = undefined;
    const currentPin = this.#own.get(clerk) ?? pin;
    const signIn = `mutation { signIn(clerkId: "${clerk}", pin: "${currentPin}") { token mustChangePin } }`;
    const answer = await this.ask(signIn);
    this.#token = answer.data?.signIn?.token;
    if (!answer.data?.signIn?.mustChangePin) return answer;
    const newPin = [...pin].reverse().join('');
    await this.ask(`mutation { changePin(currentPin: "${pin}", newPin: "${newPin}") }`);
    this.#own.set(clerk, newPin);
    return answer;
  }

  async ready(): Promise<void> {
    await this.until('the server is ready', 240_000, async () => {
      const file = join(proofFolder, 'server.out');
      return existsSync(file) && readFileSync(file, 'utf8').includes('Ready: ');
    });
  }

  /** The newest authentication code, from the mailbox. */
  async code(): Promise<string> {
    const answer = await fetch(`${this.cloudUrl}/mailbox`, { headers: { accept: 'application/json' } });
    const mails = (await answer.json()) as { text: string }[];
    return /Authentication Code: (\S+)/.exec(mails.at(-1)?.text ?? '')?.[1] ?? '';
  }

  async ended(id: string): Promise<OperationAnswer> {
    let result: OperationAnswer | undefined;
    await this.until('the operation ends', 240_000, async () => {
      result = await tell(this, id);
      return ['SUCCEEDED', 'FAILED', 'CANCELLED', 'NEEDS_ATTENTION'].includes(result?.state ?? '');
    });
    return result as OperationAnswer;
  }

  /** What `services` says of one. */
  async service(key: string): Promise<Record<string, unknown>> {
    const { data } = await this.ask('{ services { key status startMode installed processId } }');
    return (data?.services ?? []).find((one: { key: string }) => one.key === key) ?? {};
  }

  async until(what: string, ms: number, holds: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + ms; !(await holds()); await sleep(500)) {
      if (this.isOver()) throw new Error(`${what}: its process has ended.`);
      if (Date.now() > deadline) throw new Error(`Not within ${ms / 1000} s: ${what}`);
    }
  }
}
