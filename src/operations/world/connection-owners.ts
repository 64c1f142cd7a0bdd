/** As which account of Windows the program at the other end of a connection runs: a script says so, of all that are asked about at once. */
import type { PeerUsers } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import type { Peer } from '../words/peer.js';
import { Row } from './script-output.js';

const SCRIPT = 'Get-ConnectionOwner';
/** Who asks waits for it with a PIN in hand. */
const DEADLINE_MS = 3000;
/** As many as the script takes. */
const MOST = 1024;

type Owners = ReadonlyMap<string, string>;

export class ConnectionOwners implements PeerUsers {
  readonly isSlow = true;
  readonly #scripts: Pick<ScriptRunner, 'run'>;
  #running: Promise<unknown> = Promise.resolve();
  /** Whoever asks while one look runs shares the next: no flood of connections keeps anybody's from being looked up. */
  #next: { readonly ports: Set<number>; readonly owners: Promise<Owners> } | undefined;

  constructor(scripts: Pick<ScriptRunner, 'run'>) {
    this.#scripts = scripts;
  }

  async userOf(peer: Peer): Promise<string | undefined> {
    this.#next ??= this.#begin();
    this.#next.ports.add(peer.port);
    return (await this.#next.owners).get(keyOf(peer));
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

  /** Nobody's where PowerShell doesn't answer. */
  async #read(ports: readonly number[]): Promise<Owners> {
    const parameters = { Port: ports.slice(0, MOST) };
    try {
      const { output } = await this.#scripts.run({ script: SCRIPT, parameters, deadlineMs: DEADLINE_MS });
      const rows = output.map((value) => new Row(value, SCRIPT));
      return new Map(
        rows.map((row) => [
          keyOf({ address: row.text('Address'), port: row.number('Port') }),
          row.text('Account'),
        ]),
      );
    } catch {
      return new Map();
    }
  }
}

function keyOf({ address, port }: Peer): string {
  return `${address.replace('::ffff:', '')} ${port}`;
}
