/** A SQL Server as a client sees one, on 127.0.0.1: TDS, over a store in SQLite, with faults by script. README.md says what it is for. */
import { createServer, type Server } from 'node:net';
import { type Certificate, selfSigned } from './certificate.js';
import { Connection } from './connection.js';
import { type Fault, FaultScript } from './faults.js';
import type { KnownStatement } from './known-statement.js';
import type { Login } from './login7.js';
import { Session, type SessionObserver } from './session.js';
import { Store } from './store.js';
import type { SqlError } from './tokens.js';
import { SqlRefusal, unknownStatement } from './translate/refusal.js';

export interface ScriptedServerOptions {
  /** For databases that clients create; made and removed by whoever asks. */
  readonly folder: string;
  /** Name -> file. Default none but master. */
  readonly databases?: Readonly<Record<string, string>>;
  /** Default 0: any that is free. */
  readonly port?: number;
}

/** Who may sign in: a name and a word made for each server. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export class ScriptedServer {
  readonly store: Store;
  readonly faults = new FaultScript();
  readonly credentials: Credentials = { user: 'venue_control', password: `scripted ${crypto.randomUUID()}` };
  readonly certificate: Certificate = selfSigned();
  /** Texts that it didn't know. */
  readonly unknown: string[] = [];
  /** Its own, which no client is to blame for. */
  readonly mistakes: unknown[] = [];
  readonly logins: Login[] = [];
  readonly #statements = new Map<string, KnownStatement>();
  readonly #connections = new Set<Connection>();
  #server: Server | undefined;
  #port: number;

  constructor({ folder, databases = {}, port = 0 }: ScriptedServerOptions) {
    this.store = new Store(folder);
    this.#port = port;
    for (const [name, file] of Object.entries(databases)) this.store.attach(name, file);
  }

  get port(): number {
    return this.#port;
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** Each text once with each set of types that came with it, as it was understood. */
  get statements(): readonly KnownStatement[] {
    return [...this.#statements.values()];
  }

  /** On the same port as before, when it was stopped. */
  async start(): Promise<this> {
    const server = createServer({ noDelay: true }, (socket) => {
      const connection = new Connection({
        socket,
        certificate: this.certificate,
        faults: this.faults,
        open: (login) => this.#open(login),
        mistake: (error) => this.mistakes.push(error),
      });
      this.#connections.add(connection);
      socket.on('close', () => this.#connections.delete(connection));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
    this.#server = server;
    return this;
  }

  /** Every connection, abruptly. Transactions that were open are gone. */
  dropAll(): void {
    for (const connection of this.#connections) connection.drop();
  }

  /** Drops all, and refuses new ones until it is started again. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = new Promise((resolve) => server.close(resolve));
    this.dropAll();
    await closed;
  }

  fault(fault: Fault): void {
    this.faults.add(fault);
  }

  #open(login: Login): Session | SqlError {
    this.logins.push({
      ...login,
      password: login.password === this.credentials.password ? 'right' : 'wrong',
    });
    if (login.user !== this.credentials.user || login.password !== this.credentials.password)
      return { number: 18456, message: `Login failed for user '${login.user}'.`, class: 14 };
    try {
      return new Session(this.store, login.database || 'master', login.user, this.#observer);
    } catch (error) {
      if (!(error instanceof SqlRefusal)) throw error;
      return { number: error.number, message: error.message, class: error.class };
    }
  }

  readonly #observer: SessionObserver = {
    accepted: (sql, parameters) => {
      this.#statements.set(JSON.stringify([sql, parameters]), { sql, parameters });
    },
    refused: (sql, error) => {
      if (error.number === unknownStatement) this.unknown.push(sql);
    },
  };
}
