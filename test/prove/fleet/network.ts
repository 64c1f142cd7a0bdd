/** Two network namespaces joined by a cable: the administrator's computer, and all venues, each at an address of its own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { promisify } from 'node:util';
import { megabytesOf } from '../shared/held-memory.js';

const run = promisify(execFile);

/** Of venue number 1, 2, …; 250 at most. */
export const addressOf = (number: number) => `10.77.1.${number}`;
/** No host has these: the first refuses at once, the second swallows each packet. */
export const UNREACHABLE = '10.77.2.1';
export const SILENT = '10.77.3.1';

export class FleetNetwork {
  readonly #venues: number;
  readonly #admin: ChildProcess;
  /** MB of all processes in both namespaces at once, without what files back. */
  peakMegabytes = 0;
  readonly #watch: NodeJS.Timeout;

  private constructor(venues: number, admin: ChildProcess) {
    this.#venues = venues;
    this.#admin = admin;
    this.#watch = setInterval(() => this.#weigh(), 2000);
  }

  /** `venues`: the process that was started in a namespace of its own. */
  static async join(venues: number): Promise<FleetNetwork> {
    const admin = spawn('unshare', ['--net', 'sh', '-c', 'ip link set lo up && echo ready && exec cat'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(admin.stdout, 'data');
    const network = new FleetNetwork(venues, admin);
    const atVenues = (command: string) => network.#in(venues, command);
    await atVenues('link set lo up');
    await atVenues('route add local 10.77.1.0/24 dev lo');
    await atVenues(`link add venues type veth peer name admin netns ${admin.pid}`);
    await atVenues('addr add 10.78.0.1/30 dev venues');
    await atVenues('link set venues up');
    await network.#in(admin.pid, 'addr add 10.78.0.2/30 dev admin');
    await network.#in(admin.pid, 'link set admin up');
    await network.#in(admin.pid, 'route add default via 10.78.0.1');
    await network.#in(admin.pid, 'route add unreachable 10.77.2.0/24');
    return network;
  }

  /** What comes before a command that runs on the administrator's computer. */
  get atAdmin(): readonly [string, ...string[]] {
    return ['nsenter', `--net=/proc/${this.#admin.pid}/ns/net`];
  }

  /** Whatever is sent to these is lost from now on, also of open connections. */
  async partition(addresses: readonly string[]): Promise<void> {
    for (const address of addresses)
      await this.#in(this.#venues, `route add blackhole ${address}/32 table local`);
  }

  async heal(addresses: readonly string[]): Promise<void> {
    for (const address of addresses)
      await this.#in(this.#venues, `route del blackhole ${address}/32 table local`);
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    if (this.#admin.exitCode !== null) return;
    const gone = once(this.#admin, 'exit');
    this.#admin.stdin?.end();
    await gone;
  }

  async #in(pid: number | undefined, command: string): Promise<void> {
    await run('nsenter', [`--net=/proc/${pid}/ns/net`, 'ip', ...command.split(' ')]);
  }

  #weigh(): void {
    const ours = [this.#venues, this.#admin.pid].map(namespaceOf);
    const megabytes = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && ours.includes(namespaceOf(Number(name)) ?? '-'))
      .map((name) => anonymousOf(Number(name)));
    this.peakMegabytes = Math.max(
      this.peakMegabytes,
      megabytes.reduce((sum, each) => sum + each, 0),
    );
  }
}

/** Nothing of a process that has just ended. */
function anonymousOf(pid: number): number {
  try {
    return megabytesOf(pid, 'RssAnon') || 0;
  } catch {
    return 0;
  }
}

function namespaceOf(pid: number | undefined): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return undefined;
  }
}
