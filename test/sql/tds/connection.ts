/** One client of the scripted server, from its first byte to its last: prelogin, TLS, login, then one request after another. */
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import prelogin from 'tedious/lib/prelogin-payload.js';
import { batchAnswer, procedureAnswer } from './answer.js';
import { type Certificate, selfSigned } from './certificate.js';
import type { FaultAction, FaultPoint, FaultScript } from './faults.js';
import { loginAnswer } from './login-answer.js';
import { type Login, loginOf } from './login7.js';
import { type Message, MessageReader, TYPE } from './packets.js';
import { batchOf, rpcOf, transactionOf } from './requests.js';
import type { Session } from './session.js';
import { type Handshake, serverHandshake } from './tls-in-tds.js';
import { done, errorToken, type SqlError } from './tokens.js';
import { Wire } from './wire.js';

// The module is the class itself; its types say that it holds one.
const PreloginPayload = prelogin as unknown as typeof prelogin.default;

export interface ConnectionParts {
  readonly socket: Socket;
  readonly certificate: Certificate;
  readonly faults: FaultScript;
  /** The session of a login, or why it is refused. */
  open(login: Login): Session | SqlError;
  mistake(error: unknown): void;
}

export class Connection {
  readonly #parts: ConnectionParts;
  readonly #wire: Wire;
  readonly #reader = new MessageReader();
  readonly #queue: Message[] = [];
  #handshake: Handshake | undefined;
  #session: Session | undefined;
  #state: 'prelogin' | 'login' | 'ready' | 'silent' = 'prelogin';
  #running = false;
  /** Of the request that runs: a cancel was heard. */
  #cancel = new AbortController();

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#wire = new Wire(parts.socket, () => this.#gone());
    const { socket } = parts;
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#gone());
    const fault = parts.faults.take('connect');
    if (fault === 'hang') return;
    if (fault !== undefined) {
      this.#instead(fault);
      return;
    }
    socket.on('data', (chunk: Buffer) => {
      if (this.#state === 'login' && this.#handshake && !this.#isSecure) this.#tlsPackets(chunk);
      else if (this.#handshake) this.#handshake.receive(chunk);
      else this.#take(chunk);
    });
  }

  #isSecure = false;

  #tlsPackets(chunk: Buffer): void {
    for (const { data } of this.#reader.push(chunk)) this.#handshake?.receive(data);
  }

  #take(chunk: Buffer): void {
    let messages: Message[];
    try {
      messages = this.#reader.push(chunk);
    } catch {
      this.#wire.reset();
      return;
    }
    for (const message of messages) {
      if (message.type === TYPE['ATTENTION']) this.#attention();
      else this.#queue.push(message);
    }
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      for (let message = this.#queue.shift(); message; message = this.#queue.shift()) {
        if (this.#state === 'silent') return;
        if (this.#state === 'prelogin') this.#prelogin(message);
        else if (this.#state === 'login') await this.#login(message);
        else await this.#request(message);
      }
    } catch (error) {
      // Of a client that is gone: its database is closed under what it had asked for last.
      if (this.#state === 'silent') return;
      // A mistake of the server's own, which a test is to see.
      this.#parts.mistake(error);
      this.#wire.reset();
    } finally {
      this.#running = false;
    }
  }

  #prelogin({ data }: Message): void {
    const fault = this.#parts.faults.take('prelogin');
    if (this.#instead(fault)) return;
    const wantsTls = new PreloginPayload(data).encryption === 1;
    const encrypts = wantsTls && fault !== 'no encryption';
    const version = { major: 16, minor: 0, build: 1000, subbuild: 0 };
    const answer = new PreloginPayload({ encrypt: encrypts, version }).data;
    // The client asks in 7 options; a server doesn't repeat trace and authentication.
    this.#wire.answer(answer);
    this.#state = 'login';
    if (!encrypts) return;
    const certificate =
      fault === 'foreign certificate'
        ? selfSigned('somebody-else.example')
        : fault === 'expired certificate'
          ? selfSigned('localhost', { isExpired: true })
          : this.#parts.certificate;
    const handshake = serverHandshake(certificate, (bytes) => this.#wire.bare(bytes));
    this.#handshake = handshake;
    handshake.clear.on('data', (chunk: Buffer) => this.#take(chunk));
    handshake.secure.then(
      () => {
        this.#isSecure = true;
        this.#wire.secure(handshake.clear);
      },
      () => this.#wire.end(),
    );
  }

  async #login({ type, data }: Message): Promise<void> {
    if (type !== TYPE['LOGIN7']) return this.#wire.reset();
    const login = loginOf(data);
    const fault = this.#parts.faults.take('login', login.application);
    if (typeof fault === 'object' && 'error' in fault) return this.#refuse(fault.error);
    if (await this.#before(fault)) return;
    const session = this.#parts.open(login);
    if ('number' in session) return this.#refuse(session);
    this.#session = session;
    this.#state = 'ready';
    const answer = loginAnswer(login);
    await this.#after(fault, answer);
  }

  async #request(message: Message): Promise<void> {
    const session = this.#session;
    if (session === undefined) return this.#wire.reset();
    this.#cancel = new AbortController();
    const { point, text, run } = this.#understand(session, message);
    const fault = this.#parts.faults.take(point, text);
    if (await this.#before(fault)) return;
    const answers: Buffer[] = [];
    if (message.resets) answers.push(session.reset());
    if (typeof fault === 'object' && 'error' in fault) answers.push(session.fail(fault.error));
    else if (!this.#cancel.signal.aborted) answers.push(await run(this.#cancel.signal));
    if (this.#cancel.signal.aborted) answers.splice(0, answers.length, done({ of: 'batch', failed: true }));
    await this.#after(fault, Buffer.concat(answers));
    if (this.#cancel.signal.aborted) this.#wire.answer(done({ of: 'batch', attention: true }));
    if (typeof fault === 'object' && 'error' in fault && (fault.error.class ?? 16) >= 20) this.#wire.end();
  }

  #understand(
    session: Session,
    { type, data }: Message,
  ): { point: FaultPoint; text: string; run: (signal: AbortSignal) => Promise<Buffer> } {
    if (type === TYPE['SQL_BATCH']) {
      const text = batchOf(data);
      return { point: 'batch', text, run: async (signal) => batchAnswer(await session.batch(text, signal)) };
    }
    if (type === TYPE['RPC_REQUEST']) {
      const request = rpcOf(data);
      const text = session.textOf(request);
      return {
        point: 'rpc',
        text,
        run: async (signal) => procedureAnswer(await session.call(request, signal)),
      };
    }
    const request = transactionOf(data);
    return {
      point: request.kind,
      text: '',
      run: async (signal) => batchAnswer(await session.transaction(request, signal)),
    };
  }

  #attention(): void {
    const fault = this.#parts.faults.take('attention');
    if (this.#instead(fault)) return;
    if (this.#state === 'silent') return;
    if (this.#running) this.#cancel.abort();
    // The request was answered while the cancel was under way.
    else this.#wire.answer(done({ of: 'batch', attention: true }));
  }

  /** What comes before the work. True when there is none any more. */
  async #before(fault: FaultAction | undefined): Promise<boolean> {
    if (this.#instead(fault)) return true;
    if (typeof fault === 'object' && 'delayMs' in fault)
      await sleep(fault.delayMs, undefined, { signal: this.#cancel.signal }).catch(() => undefined);
    return false;
  }

  async #after(fault: FaultAction | undefined, answer: Buffer): Promise<void> {
    const shapes =
      typeof fault === 'string' ||
      (typeof fault === 'object' && ('cutAt' in fault || 'bytesAtATime' in fault));
    if (this.#state === 'silent') return;
    if (!(await this.#wire.answerBy(shapes ? fault : undefined, answer))) this.#state = 'silent';
  }

  #instead(fault: FaultAction | undefined): boolean {
    if (fault === 'reset') this.#wire.reset();
    else if (fault === 'end') this.#wire.end();
    else if (fault === 'garbage') {
      this.#wire.raw(
        Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\nThis is not the database that you look for.'),
      );
      this.#wire.end();
    } else if (fault !== 'hang') return false;
    this.#state = 'silent';
    return true;
  }

  #refuse(error: SqlError): void {
    this.#wire.answer(
      Buffer.concat([errorToken({ class: 14, ...error }), done({ of: 'batch', failed: true })]),
    );
    this.#wire.end();
  }

  #gone(): void {
    this.#state = 'silent';
    this.#cancel.abort();
    this.#session?.end();
  }

  /** A reset, from outside. */
  drop(): void {
    this.#wire.reset();
  }
}
