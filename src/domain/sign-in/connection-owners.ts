/** Which Windows account runs the program at the other end of a connection: one script call for all that ask at once. */
import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Clock, Log, PeerUsers } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import { Row } from '../scripts/output.js';
import type { Peer } from '../types/peer.js';

const SCRIPT = 'Get-ConnectionOwner';
/** Twice what the script takes at most: the query that runs, then one's own. */
const PATIENCE_MS = 5000;
/** Ends a query that hangs, and its host with it: far longer than anything waits for it. */
const DEADLINE_MS = 60_000;

type Owners = ReadonlyMap<string, string>;

/** Name of what a server run found, for "doctor", which runs as another account. */
const CALLERS = 'accounts of callers';

export interface ConnectionOwnersParts {
  readonly scripts: Pick<ScriptRunner, 'run'>;
  readonly keyValues: KeyValueStore;
  readonly clock: Clock;
  readonly log: Log;
}

export class ConnectionOwners implements PeerUsers {
  readonly isSlow = true;
  readonly #parts: ConnectionOwnersParts;
  /** Undefined: no query has found out. */
  #areRead: boolean | undefined;
  #running: Promise<unknown> = Promise.resolve();
  /** Of connections that live, once it was read. */
  readonly #known = new WeakMap<Peer, string>();
  /** Callers during a query share the next one: there is one read at a time, whatever the number of connections. */
  #next: { readonly ports: Set<number>; readonly owners: Promise<Owners> } | undefined;

  constructor(parts: ConnectionOwnersParts) {
    this.#parts = parts;
  }

  async userOf(peer: Peer): Promise<string | undefined> {
    const known = this.#known.get(peer);
    if (known !== undefined) return known;
    this.#next ??= this.#begin();
    this.#next.ports.add(peer.port);
    const late = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => late.resolve(undefined), PATIENCE_MS);
    const owners = await Promise.race([this.#next.owners, late.promise]);
    clearTimeout(timer);
    const account = owners?.get(keyOf(peer));
    if (account !== undefined) this.#known.set(peer, account);
    return account;
  }

  #begin(): { readonly ports: Set<number>; readonly owners: Promise<Owners> } {
    const ports = new Set<number>();
    const owners = this.#running.then(() => {
      this.#next = undefined;
      return this.#read([...ports]);
    });
    this.#running = owners;
    return { ports, owners };
  }

  /** Empty where PowerShell doesn't answer. */
  async #read(ports: readonly number[]): Promise<Owners> {
    const owners = new Map<string, string>();
    try {
      const call = { script: SCRIPT, parameters: { Port: ports }, deadlineMs: DEADLINE_MS };
      const { output } = await this.#parts.scripts.run(call);
      for (const value of output) {
        const row = new Row(value, SCRIPT);
        const account = row.optionalText('Account');
        const address = row.text('Address');
        if (account) owners.set(keyOf({ address, port: row.number('Port') }), account);
      }
      if (output.length > 0) this.#note(owners.size > 0);
    } catch (error) {
      this.#note(false, { err: error });
    }
    return owners;
  }

  /** Once one was read, the rights are there: a program may have ended before the next was. */
  #note(areRead: boolean, fields: object = {}): void {
    if (this.#areRead || this.#areRead === areRead) return;
    this.#areRead = areRead;
    const { keyValues, clock, log } = this.#parts;
    if (!areRead) log.warn(fields, UNREADABLE);
    keyValues
      .set(CALLERS, { areRead }, clock.now())
      .catch((error) => log.warn({ err: error }, 'Whether accounts of callers are read could not be stored'));
  }
}

/** Undefined: no server run had to query, as none does where the system itself reports. */
export async function callersRead(
  keyValues: KeyValueStore,
): Promise<{ readonly areRead: boolean; readonly at: Date } | undefined> {
  const noted = await keyValues.get(CALLERS);
  return noted && { areRead: noted.value['areRead'] === true, at: noted.at };
}

const UNREADABLE = "The accounts of callers can't be read; wrong PINs count for all accounts together";

function keyOf({ address, port }: Peer): string {
  return `${address.replace('::ffff:', '')} ${port}`;
}
