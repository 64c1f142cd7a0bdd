/** One rehearsal venue: real server, real PowerShell, real cloud, its own folder and ports. It may be killed, and ends with anyone who runs it. */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { letGo, watchOver } from './guard.js';
import { killQuietly, processesOf } from './processes-of.mjs';
import { endServer, isReady, startServer } from './server-process.js';

/** Settings under which a whole operation takes seconds. */
export const QUICK = {
  stableSeconds: 0.5,
  startTimeoutSeconds: 10,
  stopGraceSeconds: 5,
  heartbeatMs: 15_000,
  stallMs: 15_000,
  pollMs: 100,
  attentionMs: 1000,
};

/** Of the practice clerks, by clerk. */
export const PINS: Readonly<Record<string, string>> = {
  1: '2468',
  2: '1357',
  3: '8642',
  4: '9753',
  5: '1122',
};

export interface VenueOptions {
  /** config.json. Default: QUICK. */
  readonly site?: object;
  /** VENUE_CONTROL_REHEARSAL_PACE. Default: 0. */
  readonly pace?: number;
  /** Where its data folder is made. Default: the machine's folder for such. */
  readonly home?: string;
  /** Folder that holds dist/ and scripts/. Default: the current one. */
  readonly project?: string;
  /** Of its processes, beside the settings. Default: nothing. */
  readonly env?: Readonly<Record<string, string>>;
  /** The venue whose cloud this one asks: a second server of the same venue. Default: it has a cloud of its own. */
  readonly beside?: { readonly cloudUrl: string };
  /** Of what its server writes to the console. Default: no one listens. */
  readonly hear?: (chunk: Buffer) => void;
}

/** What a GraphQL answer holds. */
export interface Answer {
  /** Of HTTP. */
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the requester reads what it asked for
  readonly data: any;
  readonly errors: readonly {
    readonly message: string;
    readonly extensions: { readonly code: string; readonly remedy?: string };
  }[];
}

/** Prepared and started; when it doesn't come up, nothing is left of it. */
export async function startVenue(options: VenueOptions = {}): Promise<PracticeVenue> {
  const venue = await PracticeVenue.prepare(options);
  try {
    await venue.start();
    return venue;
  } catch (error) {
    await venue.stop();
    throw error;
  }
}

export class PracticeVenue {
  readonly folder: string;
  readonly port: number;
  readonly cloudPort: number;
  readonly #project: string;
  readonly #pace: number;
  readonly #env: Readonly<Record<string, string>>;
  readonly #hear: VenueOptions['hear'];
  readonly #beside: VenueOptions['beside'];
  readonly #tokens = new Map<string, { readonly text: string; readonly at: number }>();
  #server: ChildProcess | undefined;

  private constructor(
    port: number,
    cloudPort: number,
    { site = QUICK, pace = 0, home = tmpdir(), project, env = {}, hear, beside }: VenueOptions,
  ) {
    this.folder = mkdtempSync(join(home, 'venue-control-venue-'));
    watchOver(this.folder);
    this.port = port;
    this.cloudPort = cloudPort;
    this.#pace = pace;
    this.#project = project ?? process.cwd();
    this.#env = env;
    this.#hear = hear;
    this.#beside = beside;
    this.decide(site);
  }

  /** Folder and ports; nothing runs yet. */
  static async prepare(options: VenueOptions = {}): Promise<PracticeVenue> {
    const [port, cloudPort] = await Promise.all([freePort(), freePort()]);
    return new PracticeVenue(port, cloudPort, options);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get cloudUrl(): string {
    return this.#beside?.cloudUrl ?? `http://127.0.0.1:${this.cloudPort}`;
  }

  get pid(): number | undefined {
    return this.#server?.pid;
  }

  get stateFile(): string {
    return join(this.folder, 'state.sqlite');
  }

  /** As environment: what another program of this venue needs. */
  get settings(): Readonly<Record<string, string>> {
    return {
      VENUE_CONTROL_DATA: this.folder,
      VENUE_CONTROL_VENUE: 'rehearsal',
      VENUE_CONTROL_PORT: String(this.port),
      VENUE_CONTROL_CLOUD_PORT: String(this.cloudPort),
      VENUE_CONTROL_CLOUD_URL: this.cloudUrl,
      VENUE_CONTROL_REHEARSAL_PACE: String(this.#pace),
    };
  }

  /** Writes config.json, which a server reads when it starts. */
  decide(site: object): void {
    writeFileSync(join(this.folder, 'config.json'), JSON.stringify(site));
  }

  /** Also once more, after a kill. Resolves when the first query would be answered. */
  async start(): Promise<void> {
    this.#server = startServer(this.#project, { ...this.#env, ...this.settings });
    for (const stream of [this.#server.stdout, this.#server.stderr])
      if (this.#hear) stream?.on('data', this.#hear);
    await isReady(this.#server);
  }

  /** kill -9, by process id. */
  async kill(): Promise<void> {
    await endServer(this.#server, 'SIGKILL');
  }

  /** As Ctrl+C does: services and cloud end too. Then the folder is removed. */
  async stop(): Promise<void> {
    await endServer(this.#server, 'SIGTERM');
    for (const { pid } of this.processes()) killQuietly(pid);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    letGo(this.folder);
  }

  processes(): readonly { readonly pid: number; readonly command: string }[] {
    return processesOf(this.folder);
  }

  /** One that the cloud answers, past any fault. */
  async cloud<T>(path: string, init: RequestInit = {}): Promise<T> {
    const answer = await fetch(`${this.cloudUrl}${path}`, {
      ...init,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      signal: AbortSignal.timeout(10_000),
    });
    return (await answer.json()) as T;
  }

  async setFaults(faults: Readonly<Record<string, string>>): Promise<void> {
    await this.cloud('/faults', { method: 'PUT', body: JSON.stringify(faults) });
  }

  /** The code of the newest e-mail. */
  async code(): Promise<string> {
    const mails = await this.cloud<{ text: string }[]>('/mailbox');
    const code = /Authentication Code: (\S+)/.exec(mails.at(-1)?.text ?? '')?.[1];
    if (code === undefined) throw new Error('No e-mail with a code has come.');
    return code;
  }

  /** How many codes the cloud has really redeemed. */
  async redemptions(): Promise<number> {
    const { redemptions } = await this.cloud<{ redemptions: { outcome: string }[] }>('/ledger');
    return redemptions.filter(({ outcome }) => outcome === 'redeemed').length;
  }

  async ask(query: string, variables: object = {}, clerkId = '1'): Promise<Answer> {
    return this.request(query, variables, await this.token(clerkId));
  }

  /** One session a clerk; signed in afresh before the step-up of the last sign-in is over. */
  async token(clerkId = '1'): Promise<string> {
    const known = this.#tokens.get(clerkId);
    if (known && Date.now() - known.at < 4 * 60_000) return known.text;
    const text = await this.signIn(clerkId);
    this.#tokens.set(clerkId, { text, at: Date.now() });
    return text;
  }

  /** From now on this clerk asks with a session that was opened elsewhere. */
  adoptSession(clerkId: string, token: string): void {
    this.#tokens.set(clerkId, { text: token, at: Date.now() });
  }

  /** Sessions that have ended by the venue's own clock: the caller next signs in again. */
  forgetSessions(): void {
    this.#tokens.clear();
  }

  /** The token of a new session. */
  async signIn(clerkId: string, pin = PINS[clerkId]): Promise<string> {
    const query =
      'mutation ($clerkId: ID!, $pin: String!) { signIn(clerkId: $clerkId, pin: $pin) { token } }';
    const { data, errors } = await this.request(query, { clerkId, pin });
    if (!data?.signIn) throw new Error(`Clerk ${clerkId} may not sign in: ${JSON.stringify(errors)}`);
    return data.signIn.token;
  }

  async request(query: string, variables: object, token?: string): Promise<Answer> {
    const answer = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors = [] } = (await answer.json()) as Partial<Answer>;
    return { status: answer.status, data, errors };
  }
}

/** For code that expects no refusal. */
export function dataOf<Data>({ data, errors }: Answer): Data {
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join(' '));
  return data;
}
