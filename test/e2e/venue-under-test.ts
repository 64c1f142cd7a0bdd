/** A whole rehearsal venue of its own for one test file: real server, real PowerShell, real cloud, free ports, fresh data. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface VenueUnderTest {
  readonly url: string;
  readonly dataFolder: string;
  /** The code of the newest e-mail. */
  code(): Promise<string>;
  /** How many codes the cloud has really redeemed. */
  redemptions(): Promise<number>;
  /** A GraphQL request as this clerk, past any page. */
  ask<Data>(
    document: string,
    variables?: Record<string, unknown>,
    clerk?: { id: string; pin: string },
  ): Promise<Data>;
  kill(): Promise<void>;
  /** The server again, on the same port and data. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  /** What the site decides, e.g. how long a service must run to count as stable. */
  readonly site?: Record<string, unknown>;
  readonly pace?: number;
}

export async function startVenue({ site = {}, pace = 0.2 }: Options = {}): Promise<VenueUnderTest> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'venue-control-e2e-'));
  writeFileSync(join(dataFolder, 'config.json'), JSON.stringify(site));
  const [port, cloudPort] = await Promise.all([freePort(), freePort()]);
  const env = {
    ...process.env,
    VENUE_CONTROL_DATA: dataFolder,
    VENUE_CONTROL_PORT: String(port),
    VENUE_CONTROL_CLOUD_PORT: String(cloudPort),
    VENUE_CONTROL_REHEARSAL_PACE: String(pace),
  };
  const url = `http://127.0.0.1:${port}`;
  const cloud = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${cloudPort}${path}`, {
      headers: { accept: 'application/json' },
    });
    return await answer.json();
  };
  let server = await serve(env);
  return {
    url,
    dataFolder,
    async code() {
      const mails = (await cloud('/mailbox')) as { text: string }[];
      const found = /Authentication Code: (\S+)/.exec(mails.at(-1)?.text ?? '')?.[1];
      if (!found) throw new Error('No e-mail with a code has come.');
      return found;
    },
    async redemptions() {
      const { redemptions } = (await cloud('/ledger')) as { redemptions: { outcome: string }[] };
      return redemptions.filter(({ outcome }) => outcome === 'redeemed').length;
    },
    async ask<Data>(document: string, variables = {}, clerk = { id: '1', pin: '2468' }) {
      const signIn = 'mutation ($id: ID!, $pin: String!) { signIn(clerkId: $id, pin: $pin) { token } }';
      const signedIn = await post<{ signIn: { token: string } }>(url, signIn, clerk);
      return await post<Data>(url, document, variables, signedIn.signIn.token);
    },
    async kill() {
      const gone = ended(server);
      server.kill('SIGKILL');
      await gone;
    },
    async startAgain() {
      server = await serve(env);
    },
    async stop() {
      const gone = ended(server);
      server.kill('SIGTERM');
      await gone;
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function serve(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(process.execPath, [resolve('dist', 'main.js'), 'serve'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  await new Promise<void>((ready, fail) => {
    const hear = (chunk: Buffer) => {
      said += chunk;
      if (said.includes('Ready: ')) ready();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => fail(new Error(`The server ended with ${code}: ${said}`)));
    child.once('error', fail);
  });
  return child;
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => child.once('exit', () => done()));
}

async function post<Data>(url: string, query: string, variables: object, token?: string): Promise<Data> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data: Data; errors?: { message: string }[] };
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
  return data;
}

function freePort(): Promise<number> {
  return new Promise((found, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? found(address.port) : fail(new Error('No port.')),
      );
    });
  });
}
