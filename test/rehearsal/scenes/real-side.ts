/** The rehearsal: its cloud over HTTP, its services as processes, the catalogue's scripts through a warm pool of PowerShell hosts. */
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningCloud, startCloud } from '../../../rehearsal/cloud/run-cloud.js';
import { stopAllServices } from '../../../rehearsal/services/shutdown.js';
import { findService, servicesFolder } from '../../../rehearsal/services/state.js';
import { seedVenueFolder } from '../../../rehearsal/venue-folder.js';
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import { Secret } from '../../../src/domain/types/secret.js';
import { createPowerShellPool } from '../../../src/powershell/pool/pool.js';
import { freePort } from '../../venue/free-port.js';
import { letGo, watchOver } from '../../venue/guard.js';
import type { Act, Outcome, Parameters, Scene, Side } from './scene.js';

const projectFolder = resolve('.');
const quiet = () => undefined;
const quietLog = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const DEADLINE_MS = 60_000;
/** What every failure has; the rest is what the script hands on. */
const OF_ANY_FAILURE = ['type', 'category', 'target', 'stack', 'line', 'exitCode'];

export class RealSide implements Side {
  /** The hosts know it by this name: another scene's content takes its place. */
  readonly #data = mkdtempSync(join(tmpdir(), 'scenes-'));
  readonly #kept = mkdtempSync(join(tmpdir(), 'scenes-kept-'));
  readonly #port: number;
  readonly #pool: ReturnType<typeof createPowerShellPool>;
  #cloud: RunningCloud | undefined;
  /** Read before the cloud went away. */
  #codes: readonly string[] = [];

  private constructor(port: number) {
    this.#port = port;
    watchOver(this.#data);
    seedVenueFolder(join(this.#kept, 'seeded'));
    const scripts = join(projectFolder, 'scripts');
    this.#pool = createPowerShellPool({
      projectFolder,
      scriptFolders: [join(scripts, 'operations')],
      loadedFolders: ['assembly', 'host', 'services'].map((name) => join(scripts, name)),
      warmModules: [
        'VenueError',
        ...['HostService', 'VenueHost', 'VenueFile', 'EventLog'].map((name) => `${name}.Rehearsal`),
        'VenueCloud',
      ].map((name) => join(scripts, 'services', `${name}.psm1`)),
      env: {
        VENUE_CONTROL_DATA: this.#data,
        VENUE_CONTROL_VENUE: 'rehearsal',
        VENUE_CONTROL_CLOUD_URL: `http://127.0.0.1:${port}`,
        VENUE_CONTROL_NODE: process.execPath,
        VENUE_CONTROL_ENTRY: join(projectFolder, 'dist/bundle/main.js'),
        VENUE_CONTROL_REHEARSAL_PACE: '0',
      },
      // One host for reads, one for operations.
      spareStartAfterMs: 'never',
      log: quietLog,
    });
  }

  static async start(): Promise<RealSide> {
    const side = new RealSide(await freePort());
    await side.#pool.start();
    return side;
  }

  async begin(from: Scene['from']): Promise<void> {
    await this.#end();
    for (const name of readdirSync(this.#data)) rmSync(join(this.#data, name), { recursive: true });
    cpSync(join(this.#kept, from), this.#data, { recursive: true, preserveTimestamps: true });
    await this.setCloud('back');
  }

  async setCloud(state: 'away' | 'back'): Promise<void> {
    await this.codes();
    await this.#cloud?.stop();
    this.#cloud =
      state === 'back' ? await startCloud({ dataFolder: this.#data, cloudPort: this.#port }) : undefined;
  }

  /** Keeps the venue as it is, for scenes that begin there. */
  async keepAs(name: Scene['from']): Promise<void> {
    await this.#end();
    cpSync(this.#data, join(this.#kept, name), { recursive: true, preserveTimestamps: true });
  }

  async setFaults(faults: Readonly<Record<string, string>>): Promise<void> {
    const answer = await this.#ask('/faults', { method: 'PUT', body: JSON.stringify(faults) });
    if (!answer.ok) throw new Error(await answer.text());
  }

  async act({ person, key }: Act): Promise<void> {
    const pid = findService(this.#data, key)?.pid;
    if (!pid) throw new Error(`${key} does not run.`);
    if (person === 'kills') process.kill(pid, 'SIGKILL');
    else writeFileSync(join(servicesFolder(this.#data), `${key}.stop.${pid}`), 'A person\n');
  }

  async call(
    script: string,
    parameters: Parameters,
    secrets: Readonly<Record<string, string>>,
  ): Promise<Outcome> {
    const hidden = Object.entries(secrets).map(([name, text]) => [name, new Secret(text)] as const);
    try {
      const call = { script, parameters, secrets: Object.fromEntries(hidden), deadlineMs: DEADLINE_MS };
      return { output: (await this.#pool.runner.run(call)).output };
    } catch (error) {
      if (!(error instanceof ScriptError) || error.failure !== 'FAILED') throw error;
      const detail = Object.entries(error.detail).filter(([name]) => !OF_ANY_FAILURE.includes(name));
      return { errorId: error.errorId ?? error.message, detail: Object.fromEntries(detail) };
    }
  }

  async wait(ms: number): Promise<void> {
    await sleep(ms);
  }

  async codes(): Promise<readonly string[]> {
    if (this.#cloud) this.#codes = await this.#readCodes();
    return this.#codes;
  }

  async stop(): Promise<void> {
    await Promise.all([this.#end(), this.#pool.stop()]);
    for (const folder of [this.#data, this.#kept]) rmSync(folder, { recursive: true, force: true });
    letGo(this.#data);
  }

  async #end(): Promise<void> {
    await stopAllServices(this.#data);
    await this.setCloud('away');
  }

  async #readCodes(): Promise<readonly string[]> {
    const mails = (await (await this.#ask('/mailbox')).json()) as { text: string }[];
    return mails.map(({ text }) => /^Authentication Code: (\S+)$/m.exec(text)?.[1] ?? '');
  }

  #ask(path: string, more: RequestInit = {}): Promise<Response> {
    // The cloud of the next scene has the same address: no connection is kept.
    const headers = { accept: 'application/json', 'content-type': 'application/json', connection: 'close' };
    return fetch(`http://127.0.0.1:${this.#port}${path}`, { ...more, headers });
  }
}
