/** One client of the scripted server, from its first byte to its last: prelogin, TLS, login, then one statement after another. */
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import prelogin from 'tedious/lib/prelogin-payload.js';
import { type Certificate, selfSigned } from './certificate.js';
import type { FaultAction, FaultScript } from './faults.js';
import { type Message, MessageReader, packetsOf, TYPE } from './packets.js';
import { type Login, loginOf, type Statement, statementOf } from './requests.js';
import { type Handshake, serverHandshake } from './tls-in-tds.js';
import { answerOf, done, failure, type Row, type SqlError, welcome } from './tokens.js';

// The module is the class itself; its types say that it holds one.
const PreloginPayload = prelogin as unknown as typeof prelogin.default;

export interface ConnectionParts {
  readonly socket: Socket;
  readonly certificate: Certificate;
  readonly faults: FaultScript;
  /** Why a login is refused. */
  refusalOf(login: Login): SqlError | undefined;
  run(statement: Statement, login: Login): Promise<readonly Row[] | SqlError>;
  mistake(error: unknown): void;
}

export class Connection {
  readonly #parts: ConnectionParts;
  readonly #socket: Socket;
  readonly #reader = new MessageReader();
  /** The socket, or TLS over it. */
  #through: Duplex;
  #handshake: Handshake | undefined;
  #isSecure = false;
  #isIntroduced = false;
  #login: Login | undefined;
  /** Nothing is answered any more. */
  #isSilent = false;
  #isEnding = false;
  #queue: Promise<void> = Promise.resolve();
  /** Of the statement that runs. */
  #cancel: AbortController | undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#socket = parts.socket;
    this.#through = parts.socket;
    const { socket } = parts;
    socket.on('error', () => undefined);
    socket.on('close', () => this.#fallSilent());
    const fault = parts.faults.take('connect');
    // What hangs doesn't even read.
    if (fault === 'hang' || this.#instead(fault)) return;
    socket.on('data', (chunk: Buffer) => {
      if (!this.#handshake) this.#take(chunk);
      else if (this.#isSecure) this.#handshake.receive(chunk);
      else for (const { data } of this.#reader.push(chunk)) this.#handshake.receive(data);
    });
  }

  /** By RST, from outside. */
  drop(): void {
    this.#cut('reset');
  }

  #take(chunk: Buffer): void {
    for (const message of this.#reader.push(chunk)) {
      if (message.type !== TYPE['ATTENTION'])
        this.#queue = this.#queue
          .then(() => this.#handle(message))
          .catch((error: unknown) => {
            this.#parts.mistake(error);
            this.#cut('reset');
          });
      else if (this.#cancel) this.#cancel.abort();
      // The statement was answered while the cancel was under way.
      else this.#write(done('batch', ['attention']));
    }
  }

  async #handle(message: Message): Promise<void> {
    if (this.#isSilent) return;
    if (!this.#isIntroduced) this.#introduce(message);
    else if (this.#login) await this.#request(message, this.#login);
    else await this.#signIn(message);
  }

  #introduce({ data }: Message): void {
    const fault = this.#parts.faults.take('prelogin');
    if (this.#instead(fault)) return;
    const encrypts = new PreloginPayload(data).encryption === 1 && fault !== 'no encryption';
    const version = { major: 16, minor: 0, build: 1000, subbuild: 0 };
    this.#write(new PreloginPayload({ encrypt: encrypts, version }).data);
    this.#isIntroduced = true;
    if (!encrypts) return;
    const handshake = serverHandshake(certificateFor(fault) ?? this.#parts.certificate, (bytes) => {
      if (!this.#socket.destroyed) this.#socket.write(bytes);
    });
    this.#handshake = handshake;
    handshake.clear.on('data', (chunk: Buffer) => this.#take(chunk));
    handshake.secure.then(
      () => {
        this.#isSecure = true;
        this.#through = handshake.clear;
      },
      () => this.#cut('end'),
    );
  }

  async #signIn({ data }: Message): Promise<void> {
    const login = loginOf(data);
    const fault = this.#parts.faults.take('login');
    if (this.#instead(fault)) return;
    const refusal = errorIn(fault) ?? this.#parts.refusalOf(login);
    const refusals = typeof fault === 'object' && 'errors' in fault ? fault.errors : refusal && [refusal];
    if (refusals) {
      this.#write(failure(...refusals.map((each) => ({ class: 14, ...each }))));
      return this.#cut('end');
    }
    this.#login = login;
    await this.#send(welcome(login.database), fault);
  }

  async #request(message: Message, login: Login): Promise<void> {
    const statement = statementOf(message);
    const cancel = new AbortController();
    this.#cancel = cancel;
    const fault = this.#parts.faults.take(statement.isBatch ? 'batch' : 'rpc', statement.sql);
    if (this.#instead(fault)) return;
    if (typeof fault === 'object' && 'delayMs' in fault)
      await sleep(fault.delayMs, undefined, { signal: cancel.signal }).catch(() => undefined);
    const error = errorIn(fault);
    const answer = error ?? (cancel.signal.aborted ? [] : await this.#parts.run(statement, login));
    await this.#send('number' in answer ? failure(answer) : answerOf(answer, statement.isBatch), fault);
    this.#cancel = undefined;
    // After the answer, in a message of its own.
    if (cancel.signal.aborted) this.#write(done('batch', ['attention']));
    if (error?.class !== undefined && error.class >= 20) this.#cut('end');
  }

  /** Carries out a fault that comes before the work. True when there is no work any more. */
  #instead(fault: FaultAction | undefined): boolean {
    if (fault === 'garbage') this.#through.write('HTTP/1.1 400 Bad Request\r\n\r\nThis is another program.');
    if (fault === 'garbage' || fault === 'end') this.#cut('end');
    else if (fault === 'reset' || fault === 'hang') this.#cut(fault);
    else return false;
    return true;
  }

  async #send(bytes: Buffer, fault: FaultAction | undefined): Promise<void> {
    if (typeof fault !== 'object' || !('sends' in fault)) return this.#write(bytes);
    const packets = packetsOf(TYPE['TABULAR_RESULT'] ?? 0x04, bytes);
    if (!this.#isSilent) this.#through.write(packets.subarray(0, Math.ceil(packets.length * fault.sends)));
    // What was written gets the time to leave.
    await sleep(5);
    this.#cut(fault.by);
  }

  #write(bytes: Buffer): void {
    if (!this.#isSilent) this.#through.write(packetsOf(TYPE['TABULAR_RESULT'] ?? 0x04, bytes));
  }

  #cut(how: 'reset' | 'end' | 'hang'): void {
    this.#fallSilent();
    if (how === 'reset') {
      // The system refuses to reset what it is just ending, and Node then never emits `close`.
      if (this.#isEnding) this.#socket.destroy();
      else this.#socket.resetAndDestroy();
    } else if (how === 'end') {
      this.#isEnding = true;
      // TLS says goodbye first.
      if (this.#through === this.#socket) this.#socket.end();
      else this.#through.end(() => this.#socket.end());
    }
  }

  #fallSilent(): void {
    this.#isSilent = true;
    this.#cancel?.abort();
  }
}

function certificateFor(fault: FaultAction | undefined): Certificate | undefined {
  if (fault === 'foreign certificate') return selfSigned('someone-else.example');
  return fault === 'expired certificate' ? selfSigned('localhost', { isExpired: true }) : undefined;
}

function errorIn(fault: FaultAction | undefined): SqlError | undefined {
  return typeof fault === 'object' && 'error' in fault ? fault.error : undefined;
}
