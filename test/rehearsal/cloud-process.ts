/** A real rehearsal cloud in a process and a data folder of its own, and the few calls that most tests make. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CloudMemory } from '../../rehearsal/cloud/memory.js';
import { seedVenueFolder } from '../../rehearsal/venue-folder.js';
import { each, once as onceForAll } from '../domain/stand-in.js';
import { letGo, watchOver } from '../venue/guard.js';

const entry = resolve('test/fixtures/cloud-entry.mjs');
export const customerNumber = '10482213';
/** Well formed, and never sent. */
export const wrongCode = 'ZZZZZZZ9';
export const machineId = 'a3c7d9e2-0000-4000-8000-000000000001';

/** Seeded once for a test file and copied for each cloud: a seed costs a key and 52,000 rows. */
let seeded = '';
beforeAll(() => {
  seeded = mkdtempSync(join(tmpdir(), 'rehearsal-seeded-'));
  seedVenueFolder(seeded);
});
afterAll(() => rmSync(seeded, { recursive: true, force: true }));

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect of an answer.
  readonly body: any;
}

export class CloudProcess {
  url = '';
  child: ChildProcess | undefined;
  output = '';
  readonly dataFolder = mkdtempSync(join(tmpdir(), 'rehearsal-cloud-'));

  constructor() {
    watchOver(this.dataFolder);
    cpSync(seeded, this.dataFolder, { recursive: true });
  }

  /** Resolves when the process has said that it is ready. */
  async start(port = 0): Promise<this> {
    this.output = '';
    this.child = this.spawn(port);
    const ready = /http:\/\/127\.0\.0\.1:\d+/;
    while (!ready.test(this.output)) {
      if (this.child.exitCode !== null) throw new Error(`The cloud ended: ${this.output}`);
      await pause(10);
    }
    this.url = ready.exec(this.output)?.[0] ?? '';
    return this;
  }

  /** Starts another process on the same folder, for what is refused. Its output, and the exit code. */
  async startAndEnd(port: number): Promise<{ code: number; output: string }> {
    this.output = '';
    const child = this.spawn(port);
    const [code] = (await once(child, 'close')) as [number];
    return { code, output: this.output };
  }

  async kill(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    child.kill(signal);
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  }

  /** Makes the codes that were sent older while the cloud doesn't run. */
  async age(ms: number): Promise<void> {
    await this.kill('SIGTERM');
    const memory = new CloudMemory(this.dataFolder);
    memory.atOnce({}, ({ cloud }) => {
      for (const code of cloud.codes)
        Object.assign(code, { sentAt: code.sentAt - ms, expiresAt: code.expiresAt - ms });
    });
    memory.close();
    await this.start();
  }

  async end(): Promise<void> {
    await this.kill('SIGKILL');
    rmSync(this.dataFolder, { recursive: true, force: true });
    letGo(this.dataFolder);
  }

  async ask(method: string, path: string, body?: unknown, credential?: string): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(credential === undefined ? {} : { authorization: `Bearer ${credential}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(8000),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  }

  /** Under /v1/venues/10482213. */
  askVenue(method: string, path: string, body?: unknown, credential?: string): Promise<Answer> {
    return this.ask(method, `/v1/venues/${customerNumber}${path}`, body, credential);
  }

  async setFaults(faults: Record<string, string>): Promise<void> {
    const answer = await this.ask('PUT', '/faults', faults);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  }

  /** Asks for a code and reads it in the mailbox. */
  async newCode(): Promise<string> {
    const sent = await this.askVenue('POST', '/authentication-codes', {});
    if (sent.status !== 202) throw new Error(`No code: ${JSON.stringify(sent.body)}`);
    const mails = (await this.ask('GET', '/mailbox')).body as { text: string }[];
    return /^Authentication Code: (\w+)$/m.exec(mails.at(-1)?.text ?? '')?.[1] ?? '';
  }

  redeem(
    authenticationCode: string,
    redemptionId: string = randomUUID(),
    machine = machineId,
  ): Promise<Answer> {
    const body = { redemptionId, authenticationCode, machineId: machine, swiftposVersion: '10.58.0' };
    return this.askVenue('POST', '/redemptions', body);
  }

  close(redemptionId: string): Promise<Answer> {
    return this.askVenue('POST', `/redemptions/${redemptionId}/close`, {});
  }

  /** A credential from a fresh code. */
  async onboard(machine = machineId): Promise<string> {
    const answer = await this.redeem(await this.newCode(), randomUUID(), machine);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body.credential;
  }

  beat(credential: string, machine = machineId, service = 'gateway-client'): Promise<Answer> {
    const body = { machineId: machine, swiftposVersion: '10.58.0', service, processId: 4711 };
    return this.askVenue('POST', '/heartbeats', body, credential);
  }

  async redeemedCount(): Promise<number> {
    const { redemptions } = (await this.ask('GET', '/ledger')).body as { redemptions: { outcome: string }[] };
    return redemptions.filter((entry) => entry.outcome === 'redeemed').length;
  }

  private spawn(port: number): ChildProcess {
    const child = spawn(process.execPath, [entry, 'rehearsal'], {
      env: { ...process.env, VENUE_CONTROL_DATA: this.dataFolder, VENUE_CONTROL_CLOUD_PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (part: Buffer) => {
      this.output += part.toString('utf8');
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    return child;
  }
}

const started = () => new CloudProcess().start();
const end = (cloud: CloudProcess) => cloud.end();

/** One of its own for each test around the call, or one for all of them. */
export const eachCloud = (): CloudProcess => each(started, end);
export const onceCloud = (): CloudProcess => onceForAll(started, end);

export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

/** Waits until `claim` is true, at most `ms`. */
export async function until(claim: () => boolean | Promise<boolean>, ms = 3000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await claim())) {
    if (Date.now() > end) throw new Error(`Not so within ${ms} ms: ${claim}`);
    await pause(20);
  }
}
