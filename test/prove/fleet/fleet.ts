/** A fleet for one campaign: venues behind one sshd in a network of their own, and the administrator's PowerShell in another. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readKnown } from '../../../bin/setup/powershell.mjs';
import { Problem } from '../../../bin/setup/problem.mjs';
import { type LineProgram, startLineProgramBy } from '../shared/line-program.js';
import { addressOf, FleetNetwork } from './network.js';
import type { Act, StandInFault } from './stand-ins.js';
import type { FleetRequest, FleetSeen, FleetStart, FleetVenue, Fleet as Listed } from './venues.js';

/** A row of an inventory, as the module reads it. */
export interface InventoryRow {
  readonly Name: string;
  readonly HostName: string;
  readonly Port: number;
  readonly Tags?: readonly string[];
  readonly [column: string]: unknown;
}

export interface AdminResult {
  // biome-ignore lint/suspicious/noExplicitAny: the requester knows what its command emits
  readonly rows: readonly any[];
  readonly failed: readonly { readonly venue: string; readonly code: string; readonly message: string }[];
  readonly seconds: number;
  /** Of the administrator's PowerShell with its ssh. */
  readonly processorSeconds: number;
  readonly peakMegabytes: number;
}

/** The administrator's PowerShell while it works. */
export interface AdminRun {
  /** Undefined where it was killed. */
  readonly result: Promise<AdminResult | undefined>;
  kill(): Promise<void>;
}

interface Ssh {
  readonly Port: number;
  readonly UserName: string;
  readonly KeyFilePath: string;
  readonly Options: object;
}

export class Fleet {
  readonly folder: string;
  readonly network: FleetNetwork;
  readonly venues: readonly FleetVenue[];
  readonly mutePort: number;
  readonly #program: LineProgram;
  readonly #sshd: ChildProcess;
  readonly #ssh: Ssh;
  #runs = 0;

  private constructor(parts: {
    folder: string;
    network: FleetNetwork;
    listed: Listed;
    program: LineProgram;
    sshd: ChildProcess;
    ssh: Ssh;
  }) {
    this.folder = parts.folder;
    this.network = parts.network;
    this.venues = parts.listed.venues;
    this.mutePort = parts.listed.mutePort;
    this.#program = parts.program;
    this.#sshd = parts.sshd;
    this.#ssh = parts.ssh;
  }

  static async start(size: Omit<FleetStart, 'folder'>): Promise<Fleet> {
    if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
      throw new Problem(
        "This campaign makes network namespaces and runs Debian's sshd: run it as root on Debian.",
      );
    const folder = mkdtempSync(join(tmpdir(), 'venue-control-fleet-'));
    const start: FleetStart = { ...size, folder };
    const program = await startLineProgramBy(['unshare', '--net'], 'fleet/venues', JSON.stringify(start));
    const network = await FleetNetwork.join(program.pid);
    const listing = program.ask('{"what":"venues"}');
    const sshd = spawnPwsh(
      [],
      ['-File', 'test/prove/fleet/sshd.ps1', join(folder, 'ssh'), String(program.pid)],
    );
    const [list, [line]] = await Promise.all([
      listing,
      once(createInterface({ input: sshd.stdout as NodeJS.ReadableStream }), 'line') as Promise<[string]>,
    ]);
    const listed = JSON.parse(list) as Listed;
    return new Fleet({ folder, network, listed, program, sshd, ssh: JSON.parse(line) as Ssh });
  }

  /** Each venue at an address of its own, by its number. */
  inventory(
    venues: readonly FleetVenue[],
    more: (venue: FleetVenue) => object = () => ({}),
  ): readonly InventoryRow[] {
    return venues.map((venue) => ({
      Name: venue.name,
      HostName: this.addressOf(venue.name),
      ...this.#ssh,
      Uri: venue.url,
      CustomerNumber: venue.customerNumber,
      ...more(venue),
    }));
  }

  addressOf(name: string): string {
    return addressOf(1 + this.venues.findIndex((venue) => venue.name === name));
  }

  acts = async () => JSON.parse(await this.#ask({ what: 'acts' })) as readonly Act[];
  seen = async () => JSON.parse(await this.#ask({ what: 'seen' })) as FleetSeen;

  async fault(fault: StandInFault | undefined, names: readonly string[]): Promise<void> {
    await this.#ask(fault ? { what: 'fault', names, fault } : { what: 'fault', names });
  }

  /** `request`: what admin.ps1 is to do. */
  admin(inventory: readonly InventoryRow[], request: object): AdminRun {
    this.#runs += 1;
    const file = (kind: string) => join(this.folder, `${this.#runs}-${kind}.json`);
    const [inventoryFile, resultFile, requestFile] = [file('inventory'), file('result'), file('request')];
    writeFileSync(inventoryFile, JSON.stringify(inventory));
    writeFileSync(requestFile, JSON.stringify({ ...request, inventory: inventoryFile, result: resultFile }));
    const child = spawnPwsh(this.network.atAdmin, ['-File', 'test/prove/fleet/admin.ps1', requestFile]);
    child.stdin?.end(JSON.stringify(Object.fromEntries(this.venues.map(({ name, token }) => [name, token]))));
    let isKilled = false;
    const gone = once(child, 'exit');
    child.stdout?.pipe(process.stderr);
    const result = gone.then(([code]) => {
      if (isKilled) return undefined;
      if (code !== 0) throw new Error(`The administrator's PowerShell ended with ${code}`);
      return JSON.parse(readFileSync(resultFile, 'utf8')) as AdminResult;
    });
    return {
      result,
      async kill() {
        isKilled = true;
        child.kill('SIGKILL');
        await gone;
      },
    };
  }

  async run(inventory: readonly InventoryRow[], request: object): Promise<AdminResult> {
    const result = await this.admin(inventory, request).result;
    if (!result) throw new Error('It was killed');
    return result;
  }

  async stop(): Promise<void> {
    const gone = once(this.#sshd, 'exit');
    this.#sshd.stdin?.end();
    await gone;
    await this.#ask({ what: 'end' });
    await this.#program.kill();
    await this.network.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #ask(request: FleetRequest): Promise<string> {
    return this.#program.ask(JSON.stringify(request));
  }
}

function spawnPwsh(by: readonly string[], words: readonly string[]): ChildProcess {
  const known = readKnown(process.cwd());
  if (!known) throw new Problem('PowerShell was not found. Run npm run setup.');
  const [file = '', ...args] = [...by, known.file, ...known.args, '-NoProfile', '-NonInteractive', ...words];
  return spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
}
