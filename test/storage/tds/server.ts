/** A SQL Server as a client sees one, on 127.0.0.1: TDS with faults by script. README.md says what it is for. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import type { MssqlSettings } from '../../../src/storage/mssql/settings.js';
import { type Certificate, selfSigned } from './certificate.js';
import { Connection } from './connection.js';
import { type Fault, FaultScript } from './faults.js';
import type { Login, Statement } from './requests.js';
import type { Row, SqlError } from './tokens.js';
import { type Answers, SERVER_ANSWERS, VenueFile } from './venue-answers.js';

export class ScriptedServer {
  /** Name -> SQLite file of a venue. */
  readonly databases: Map<string, string>;
  readonly faults = new FaultScript();
  readonly credentials = { user: 'venue_control', password: `scripted ${crypto.randomUUID()}` };
  certificate: Certificate = selfSigned();
  /** Statements that it has no answer to: a test requires that there are none. */
  readonly unknown: string[] = [];
  /** Failures of its own. */
  readonly mistakes: unknown[] = [];
  /** Each login that was tried, with `right` or `wrong` for its password. */
  readonly logins: Login[] = [];
  /** Asked before its own. */
  answers: Answers = [];
  now = () => new Date();
  readonly #statements = new Map<string, Statement>();
  readonly #connections = new Set<Connection>();
  readonly #files = new Map<string, VenueFile>();
  #server: Server | undefined;
  #port = 0;

  constructor(databases: Readonly<Record<string, string>> = {}) {
    this.databases = new Map(Object.entries(databases));
  }

  get port(): number {
    return this.#port;
  }

  /** Each text of the venue once with each set of types that came with it. */
  get statements(): readonly Statement[] {
    return [...this.#statements.values()];
  }

  /** How the product's dialect reaches it. */
  settings(database: string, others: Partial<MssqlSettings> = {}): MssqlSettings {
    const { user, password } = this.credentials;
    return {
      server: 'localhost',
      port: this.#port,
      database,
      login: { kind: 'sql', user, password: () => password },
      certificate: this.certificate.cert,
      ...others,
    };
  }

  /** On the same port as before, when it was stopped. */
  async start(): Promise<this> {
    const server = createServer({ noDelay: true }, (socket) => {
      const connection = new Connection({
        socket,
        certificate: this.certificate,
        faults: this.faults,
        refusalOf: (login) => this.#refusalOf(login),
        run: (statement, login) => this.#run(statement, login),
        mistake: (error) => this.mistakes.push(error),
      });
      this.#connections.add(connection);
      socket.on('close', () => this.#connections.delete(connection));
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  /** Every connection, abruptly; returns how many there were. */
  dropAll(): number {
    for (const connection of this.#connections) connection.drop();
    return this.#connections.size;
  }

  /** Drops all, and refuses new ones until it is started again. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = new Promise((resolve) => server.close(resolve));
    this.dropAll();
    await closed;
    for (const file of this.#files.values()) await file.close();
    this.#files.clear();
  }

  fault(fault: Fault): void {
    this.faults.add(fault);
  }

  #refusalOf({ user, password, database }: Login): SqlError | undefined {
    const isRight = user === this.credentials.user && password === this.credentials.password;
    this.logins.push({ user, database, password: isRight ? 'right' : 'wrong' });
    if (!isRight) return { number: 18456, message: `Login failed for user '${user}'.` };
    if (this.databases.has(database)) return undefined;
    return { number: 4060, message: `Cannot open database "${database}" requested by the login.`, class: 11 };
  }

  async #run(statement: Statement, { database, user }: Login): Promise<readonly Row[] | SqlError> {
    const { sql, parameters } = statement;
    const canned = [...this.answers, ...SERVER_ANSWERS].find(([pattern]) => pattern.test(sql));
    const rows = canned
      ? canned[1]({ ...statement, database, user, now: this.now() })
      : await this.#fileOf(database).run(statement);
    if (rows === undefined) {
      this.unknown.push(sql);
      return { number: 60_000, message: `The scripted server has no answer to: ${sql}` };
    }
    if (!/^set /.test(sql))
      this.#statements.set(
        JSON.stringify([sql, parameters.map(({ type, value }) => [type, value === null])]),
        statement,
      );
    return rows;
  }

  #fileOf(database: string): VenueFile {
    const open = this.#files.get(database) ?? new VenueFile(this.databases.get(database) ?? '');
    this.#files.set(database, open);
    return open;
  }
}
