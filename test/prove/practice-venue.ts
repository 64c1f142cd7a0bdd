/** One rehearsal venue that a campaign may kill: real server, real PowerShell, real cloud, its own folder and ports. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

export interface VenueOptions {
  /** config.json. Default: QUICK. */
  readonly site?: object;
  /** VENUE_CONTROL_REHEARSAL_PACE. Default: 0. */
  readonly pace?: number;
  /** Folder that holds dist/ and scripts/. Default: the current one. */
  readonly project?: string;
}

/** What a GraphQL answer holds. */
export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: a campaign reads whatever it asked for
  readonly data: any;
  readonly errors: readonly {
    readonly message: string;
    readonly extensions: { readonly code: string; readonly remedy?: string };
  }[];
}

export class PracticeVenue {
  readonly folder: string;
  readonly port: number;
  readonly cloudPort: number;
  readonly #project: string;
  readonly #pace: number;
  #server: ChildProcess | undefined;
  #token: { readonly text: string; readonly at: number } | undefined;

  private constructor(port: number, cloudPort: number, { site = QUICK, pace = 0, project }: VenueOptions) {
    this.folder = mkdtempSync(join(tmpdir(), 'venue-control-prove-'));
    this.port = port;
    this.cloudPort = cloudPort;
    this.#pace = pace;
    this.#project = project ?? process.cwd();
    writeFileSync(join(this.folder, 'config.json'), JSON.stringify(site));
  }

  /** Folder and ports; nothing runs yet. */
  static async prepare(options: VenueOptions = {}): Promise<PracticeVenue> {
    const [port, cloudPort] = await Promise.all([freePort(), freePort()]);
    return new PracticeVenue(port, cloudPort, options);
  }

  get pid(): number | undefined {
    return this.#server?.pid;
  }

  get stateFile(): string {
    return join(this.folder, 'state.sqlite');
  }

  /** Resolves when the first query would be answered. */
  async start(): Promise<void> {
    const { VENUE_CONTROL_PWSH, PATH, HOME, DOTNET_ROOT, DOTNET_TieredCompilation, NUGET_PACKAGES } =
      process.env;
    const server = spawn(process.execPath, [join(this.#project, 'dist', 'main.js'), 'serve'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...{ VENUE_CONTROL_PWSH, PATH, HOME, DOTNET_ROOT, DOTNET_TieredCompilation, NUGET_PACKAGES },
        VENUE_CONTROL_DATA: this.folder,
        VENUE_CONTROL_PORT: String(this.port),
        VENUE_CONTROL_CLOUD_PORT: String(this.cloudPort),
        VENUE_CONTROL_REHEARSAL_PACE: String(this.#pace),
      },
    });
    this.#server = server;
    let said = '';
    await new Promise<void>((ready, fail) => {
      const hear = (chunk: Buffer): void => {
        said += chunk;
        if (said.includes('Ready: ')) ready();
      };
      server.stdout.on('data', hear);
      server.stderr.on('data', hear);
      server.once('exit', (code) => fail(new Error(`The server ended with ${code}: ${said}`)));
      server.once('error', fail);
    });
  }

  /** kill -9, by process id. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** As Ctrl+C does: services and cloud end too. Then the folder is removed. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    for (const { pid } of this.processes()) killQuietly(pid);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const server = this.#server;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  }

  /** Every process of this venue, found by the data folder in its environment. */
  processes(): readonly { readonly pid: number; readonly command: string }[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          const isOurs = readFileSync(`/proc/${name}/environ`, 'utf8').includes(this.folder);
          const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
          return isOurs && command !== '' ? [{ pid: Number(name), command }] : [];
        } catch {
          return [];
        }
      });
  }

  /** One that the cloud answers, past any fault. */
  async cloud<T>(path: string, init: RequestInit = {}): Promise<T> {
    const answer = await fetch(`http://127.0.0.1:${this.cloudPort}${path}`, {
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
    return /Authentication Code: (\S+)/.exec(mails.at(-1)?.text ?? '')?.[1] ?? '';
  }

  /** As clerk 1, signed in afresh before the step-up of the last sign-in is over. */
  async ask(query: string, variables: object = {}): Promise<Answer> {
    return this.request(query, variables, await this.token());
  }

  async token(): Promise<string> {
    if (this.#token && Date.now() - this.#token.at < 4 * 60_000) return this.#token.text;
    const { data } = await this.request('mutation { signIn(clerkId: "1", pin: "2468") { token } }', {});
    this.#token = { text: String(data.signIn.token), at: Date.now() };
    return this.#token.text;
  }

  async request(query: string, variables: object, token?: string): Promise<Answer> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors = [] } = (await answer.json()) as Partial<Answer>;
    return { data, errors };
  }
}

export function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has gone by itself.
  }
}

export function freePort(): Promise<number> {
  return new Promise((found, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? found(address.port) : fail(new Error('No port is free.')),
      );
    });
  });
}
