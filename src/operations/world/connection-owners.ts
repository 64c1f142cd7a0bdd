/** As which account of Windows the program at the other end of a connection runs: a script says so, of all that are asked about at once. */
import type { Log, PeerUsers } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import type { Peer } from '../words/peer.js';
import { Row } from './script-output.js';

const SCRIPT = 'Get-ConnectionOwner';
/** Twice what the script takes at most: the look that runs, then one's own. */
const PATIENCE_MS = 5000;
/** Ends a look that hangs, and its host with it: far longer than anything waits for it. */
const DEADLINE_MS = 60_000;

type Owners = ReadonlyMap<string, string>;

export class ConnectionOwners implements PeerUsers {
  readonly isSlow = true;
  readonly #scripts: Pick<ScriptRunner, 'run'>;
  readonly #log: Log;
  #hasWarned = false;
  #running: Promise<unknown> = Promise.resolve();
  /** Callers during a look share the next one: there is one check a time, whatever the number of connections. */
  #next: { readonly ports: Set<number>; readonly owners: Promise<Owners> } | undefined;

  constructor(scripts: Pick<ScriptRunner, 'run'>, log: Log) {
    this.#scripts = scripts;
    this.#log = log;
  }

  async userOf(peer: Peer): Promise<string | undefined> {
    this.#next ??= this.#begin();
    this.#next.ports.add(peer.port);
    const late = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => late.resolve(undefined), PATIENCE_MS);
    const owners = await Promise.race([this.#next.owners, late.promise]);
    clearTimeout(timer);
    return owners?.get(keyOf(peer));
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
      const { output } = await this.#scripts.run(call);
      for (const value of output) {
        const row = new Row(value, SCRIPT);
        const account = row.optionalText('Account');
        const address = row.text('Address');
        if (account) owners.set(keyOf({ address, port: row.number('Port') }), account);
      }
      if (output.length > 0 && owners.size === 0) this.#warn({});
    } catch (error) {
      this.#warn({ err: error });
    }
    return owners;
  }

  #warn(fields: object): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    this.#log.warn(fields, UNREADABLE);
  }
}

const UNREADABLE = "The accounts of callers can't be read; wrong PINs count for all accounts together";

function keyOf({ address, port }: Peer): string {
  return `${address.replace('::ffff:', '')} ${port}`;
}
