/** A real venue's data folder, made by the built `venue-control init`, with its data on a scripted SQL Server; on a machine without Windows. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hashPin, storePin } from '../../src/domain/sign-in/pins.js';
import { openKeys } from '../../src/platform/data-folder/keys.js';
import { createPinHasher } from '../../src/platform/pin-hasher.js';
import { openStateDatabase } from '../../src/storage/open-state.js';
import { sqliteDatabase } from '../../src/storage/sqlite/database.js';
import type { StateTables } from '../../src/storage/state/tables.js';
import { type Ended, MAIN, runCommand } from '../cli/processes/run-command.js';
import { makeVenueFile, quietLog } from '../storage/engines.js';
import { ScriptedServer } from '../storage/tds/server.js';
import { venueRows } from '../storage/venue-rows.js';
import { freePort } from './free-port.js';
import { letGo, watchOver } from './guard.js';
import { endServer, isReady, OF_THE_MACHINE } from './server-process.js';

/** Runs the built program with the seams of its composition root; the program's own entry has none. */
const TRUSTING_ENTRY = resolve('test', 'prove', 'windows', 'trusting-entry.mjs');

export const ANSWERS = {
  services: {
    'sales-processing': 'SwSales',
    connect: 'SwConnect',
    'end-of-day': 'SwEndOfDay',
    netpos: null,
    'gateway-client': 'SwGateway',
    'cloud-sync': 'SwCloudSync',
    'services-monitor': 'SwMonitor',
  },
  publisher: null,
  cloud: { url: 'https://127.0.0.1:9' },
  gatewayCredential: null,
};

export interface RealVenue {
  readonly env: NodeJS.ProcessEnv;
  readonly url: string;
  /** Clerk 1's PIN, as someone at the server would set it. */
  givePin(pin: string): Promise<void>;
  /** Runs the program that a proof loads; ready when it resolves. */
  serve(): Promise<void>;
  ask(query: string, token?: string): Promise<{ data: Record<string, never> | null; errors?: unknown[] }>;
  stop(): Promise<void>;
}

/** In a folder that is there; its SQL Server runs, it doesn't. */
export async function makeRealVenue(folder: string, answers: object = ANSWERS): Promise<RealVenue> {
  const file = join(folder, 'swiftpos-data.sqlite');
  makeVenueFile(file, { ...venueRows, sale: [], database_operation: [] });
  const server = await new ScriptedServer({ swiftpos: file }).start();
  writeFileSync(join(folder, 'server.pem'), server.certificate.cert);
  writeFileSync(join(folder, 'word'), server.credentials.password, { mode: 0o600 });
  const { port: sqlPort, credentials } = server;
  const { user } = credentials;
  const sql = {
    server: 'localhost',
    port: sqlPort,
    database: 'swiftpos',
    user,
    certificateFile: 'server.pem',
  };
  const port = await freePort();
  const env = { VENUE_CONTROL_DATA: folder, VENUE_CONTROL_PORT: String(port) };
  const made = await runCommand(['init', '--from', '-', '--sql-password-file', join(folder, 'word')], {
    env,
    input: JSON.stringify({ ...answers, sql }),
  });
  if (made.status !== 0) throw new Error(made.stderr);
  const url = `http://127.0.0.1:${port}`;
  let program: ReturnType<typeof spawn> | undefined;
  return {
    env,
    url,
    async givePin(pin) {
      const keys = openKeys(folder);
      const database = sqliteDatabase<StateTables>({ file: join(folder, 'state.sqlite'), create: false });
      const state = await openStateDatabase({ database, keys, log: quietLog, version: '1.0.0' });
      const hashed = await hashPin({ pins: createPinHasher(), keys }, pin);
      await storePin(state, '1', hashed, new Date());
      await state.close();
    },
    async serve() {
      watchOver(folder);
      const machine = Object.fromEntries(OF_THE_MACHINE.map((name) => [name, process.env[name]]));
      program = spawn(process.execPath, [TRUSTING_ENTRY, MAIN, 'serve'], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...machine, ...env },
      });
      await isReady(program);
    },
    async ask(query, token) {
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query }),
      });
      return (await answer.json()) as Awaited<ReturnType<RealVenue['ask']>>;
    },
    async stop() {
      await endServer(program, 'SIGTERM');
      await server.stop();
      letGo(folder);
    },
  };
}

/** Runs a command of the built program that takes this machine on trust, to its end. */
export function runTrusting(words: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return runCommand([MAIN, ...words], { env, entry: TRUSTING_ENTRY });
}
