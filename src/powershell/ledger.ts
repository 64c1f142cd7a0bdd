/**
 * What we started, on disk: hosts with their start times, so that the next server can end what an earlier one left. A host
 * ends by itself when its server is gone; this is for the one that can't any more. Its children are found by its process
 * group and by the mark in their environment, which they inherit.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from './log.js';
import { identify, membersOf, wasStartedWith } from './process-table.js';

const MARK = 'VENUE_CONTROL_HOST_OF';

interface Page {
  /** The server that started them. */
  readonly owner: Entry;
  /** In the environment of each host and of its children. */
  readonly mark: string;
  readonly hosts: readonly Entry[];
}

interface Entry {
  readonly pid: number;
  readonly started: string;
}

export class HostLedger {
  readonly #folder: string;
  readonly #file: string;
  readonly #log: Log;
  readonly #mark = randomUUID();
  readonly #hosts = new Map<number, Entry>();

  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#file = join(folder, `${this.#mark}.json`);
    this.#log = log;
  }

  /** What each host must have in its environment. */
  get environment(): Readonly<Record<string, string>> {
    return { [MARK]: this.#mark };
  }

  enter(pid: number): void {
    const found = identify(pid);
    if (!found) return;
    this.#hosts.set(pid, { pid, started: found.started });
    this.#write();
  }

  strike(pid: number): void {
    if (this.#hosts.delete(pid)) this.#write();
  }

  /** Ends what servers that are gone left behind; answers the pids. Never one that was given to another program. */
  reap(): number[] {
    const ended: number[] = [];
    for (const file of pagesIn(this.#folder)) {
      const page = readPage(file);
      if (page && isAlive(page.owner)) continue;
      if (page) for (const host of page.hosts) ended.push(...endHost(host, page.mark));
      rmSync(file, { force: true });
    }
    if (ended.length > 0) this.#log.warn({ pids: ended }, 'Ended PowerShell that an earlier server left');
    return ended;
  }

  /** Only a second safety: a disk that is full must not cost a host, still less the server. */
  #write(): void {
    try {
      this.#keep();
    } catch (cause) {
      this.#log.warn({ cause: String(cause) }, 'The ledger of PowerShell hosts could not be written');
    }
  }

  #keep(): void {
    if (this.#hosts.size === 0) {
      rmSync(this.#file, { force: true });
      return;
    }
    const own = identify(process.pid);
    if (!own) return;
    const page: Page = {
      owner: { pid: own.pid, started: own.started },
      mark: this.#mark,
      hosts: [...this.#hosts.values()],
    };
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${this.#file}.new`, JSON.stringify(page), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function pagesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Undefined for a page that can't be read: there is nothing certain in it to act on. */
function readPage(file: string): Page | undefined {
  try {
    const page = JSON.parse(readFileSync(file, 'utf8')) as Page;
    return isEntry(page.owner) && typeof page.mark === 'string' && page.hosts.every(isEntry)
      ? page
      : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: Entry): boolean {
  return Number.isSafeInteger(value.pid) && value.pid > 1 && typeof value.started === 'string';
}

function isAlive({ pid, started }: Entry): boolean {
  return identify(pid)?.started === started;
}

/** The host itself, and whoever in its process group carries the mark. */
function endHost(host: Entry, mark: string): number[] {
  const ended: number[] = [];
  for (const { pid, started } of membersOf(host.pid)) {
    const isHost = pid === host.pid && started === host.started;
    if (!isHost && !(pid !== host.pid && wasStartedWith(pid, MARK, mark))) continue;
    try {
      process.kill(pid, 'SIGKILL');
      ended.push(pid);
    } catch {
      // Gone already: that is what was wanted.
    }
  }
  return ended;
}
