/** One resident PowerShell: launched, greeted by its token, then called over its own pipe until it ends. */
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { CatalogueEntry } from './catalogue.js';
import { type PowerShellCommand } from './find-powershell.js';
import {
  cancelLine,
  type DoneFrame,
  type EventFrame,
  type HostFrame,
  type ReadyFrame,
  readFrame,
} from './frames.js';
import { type LaunchedProcess, launchHost } from './launch.js';
import type { Log } from './log.js';
import { limits, protocol } from './protocol.js';
import { openWire, readLines, type Wire } from './wire.js';

export interface HostOptions {
  readonly command: PowerShellCommand;
  readonly projectFolder: string;
  readonly scripts: readonly CatalogueEntry[];
  /** Modules to import into each runspace beforehand; absolute paths. */
  readonly warmModules: readonly string[];
  /** Added to the server's own environment. */
  readonly env: Readonly<Record<string, string>>;
  /** How many calls may run at once. */
  readonly slots: number;
  /** A new runspace for each call. */
  readonly fresh: boolean;
  readonly log: Log;
}

/** What one call hears from its host: events, and then exactly one of `done`, `flooded` and `died`. */
export interface HostCallListener {
  event(frame: EventFrame): void;
  done(frame: DoneFrame, output: readonly unknown[]): void;
  /** More came than a call may write; the call is still running. */
  flooded(): void;
  died(reason: string): void;
}

interface RunningCall {
  readonly listener: HostCallListener;
  readonly output: unknown[];
  bytes: number;
}

export class ScriptHost {
  readonly ready: ReadyFrame;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
  /** Frames for calls that this host isn't running: late ones, or made up. */
  droppedFrames = 0;
  finishedCalls = 0;
  readonly #process: LaunchedProcess;
  readonly #socket: Socket;
  readonly #log: Log;
  readonly #calls = new Map<string, RunningCall>();
  readonly #prefix = randomBytes(9).toString('base64url');
  #counter = 0;
  #gone = false;
  #stopping = false;

  /** Made by `start` only, once the token was right. */
  constructor(parts: { process: LaunchedProcess; socket: Socket; ready: ReadyFrame; log: Log }) {
    this.#process = parts.process;
    this.#socket = parts.socket;
    this.#log = parts.log;
    this.ready = parts.ready;
    this.ended = parts.process.exited;
    void parts.process.exited.then(() => this.#end('The PowerShell host ended.'));
    parts.socket.on('error', () => undefined);
    parts.socket.on('close', () => this.#break('The PowerShell host closed its pipe.'));
  }

  /** Launches a host and waits for its ready frame; kills it and throws when none comes in time. */
  static async start(options: HostOptions): Promise<ScriptHost> {
    const wire = await openWire({
      scripts: options.scripts,
      modules: options.warmModules,
      folder: options.projectFolder,
      slots: options.slots,
      fresh: options.fresh,
    });
    let launched: LaunchedProcess | undefined;
    try {
      launched = launchHost({
        command: options.command,
        hostScript: join(options.projectFolder, 'scripts', 'host', 'Start-ScriptHost.ps1'),
        launchFile: wire.launchFile,
        folder: options.projectFolder,
        env: options.env,
        log: options.log,
      });
      return await greet(launched, wire, options.log);
    } catch (cause) {
      launched?.kill();
      throw cause;
    } finally {
      wire.close();
    }
  }

  /** Process id of the PowerShell itself. */
  get pid(): number {
    return this.ready.pid;
  }

  get isGone(): boolean {
    return this.#gone;
  }

  /** Sends a call, made by `lineOf` from its id; answers the id. The listener hears everything else. */
  send(lineOf: (id: string) => string, listener: HostCallListener): string {
    this.#counter += 1;
    const id = `${this.#prefix}.${this.#counter}`;
    this.#calls.set(id, { listener, output: [], bytes: 0 });
    this.#socket.write(lineOf(id));
    return id;
  }

  /** Asks the script to stop; what comes of it arrives as `done`, or never. */
  cancel(id: string): void {
    if (this.#calls.has(id)) this.#socket.write(cancelLine(id));
  }

  /** Ends the process and all below it at once; running calls hear `died`. */
  kill(reason: string): void {
    this.#process.kill(this.pid);
    this.#end(reason);
  }

  /** Closes the lifeline, waits for the host to end by itself, and kills it when it doesn't. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#process.closeLifeline();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limits.endGraceMs);
    });
    await Promise.race([this.ended, patience]);
    clearTimeout(timer);
    // Also after a clean end: a native child of a script may be left in the group.
    this.kill('The PowerShell pool was stopped.');
    await this.ended;
  }

  /** Internal: lines after the ready frame. */
  receive(line: string, bytes: number): void {
    if (this.#gone) return;
    let frame: HostFrame;
    try {
      frame = readFrame(line);
    } catch (error) {
      this.#break(String((error as Error).message));
      return;
    }
    if (frame.t === 'ready') this.#break('The PowerShell host greeted twice.');
    if (frame.t === 'ready' || frame.t === 'pong') return;
    const call = this.#calls.get(frame.id);
    if (!call) {
      this.droppedFrames += 1;
      return;
    }
    const flooded = call.bytes > limits.outputBytes;
    call.bytes += bytes;
    if (frame.t === 'done') this.#finish(frame, call);
    else if (flooded) return;
    else if (call.bytes > limits.outputBytes) {
      call.output.length = 0;
      call.listener.flooded();
    } else if (frame.t === 'ev') call.listener.event(frame);
    else for (const value of frame.v) call.output.push(value);
  }

  /** Internal: a line longer than a frame may be. */
  overflow(): void {
    this.#break('The PowerShell host wrote a frame that is too long.');
  }

  #finish(frame: DoneFrame, call: RunningCall): void {
    if (frame.ok && frame.n !== call.output.length && call.bytes <= limits.outputBytes) {
      this.#break(`The PowerShell host counted ${frame.n} objects, ${call.output.length} arrived.`);
      return;
    }
    this.#calls.delete(frame.id);
    this.finishedCalls += 1;
    call.listener.done(frame, call.output);
  }

  #break(reason: string): void {
    if (this.#gone) return;
    if (!this.#stopping) this.#log.warn({ pid: this.pid }, reason);
    this.kill(reason);
  }

  #end(reason: string): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#socket.destroy();
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const call of calls) call.listener.died(reason);
  }
}

async function greet(launched: LaunchedProcess, wire: Wire, log: Log): Promise<ScriptHost> {
  return await new Promise<ScriptHost>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('The PowerShell host did not get ready.')),
      limits.readyMs,
    );
    void launched.exited.then(() => {
      clearTimeout(timer);
      reject(new Error('The PowerShell host ended before it was ready.'));
    });
    void wire.connected.then((socket) => {
      let host: ScriptHost | undefined;
      socket.on('error', () => undefined);
      const take = (line: string, bytes: number) => {
        if (host) return host.receive(line, bytes);
        clearTimeout(timer);
        try {
          const ready = readGreeting(line, wire.token);
          host = new ScriptHost({ process: launched, socket, ready, log });
          resolve(host);
        } catch (cause) {
          socket.destroy();
          reject(cause);
        }
      };
      readLines(socket, take, () =>
        host ? host.overflow() : reject(new Error('The greeting is too long.')),
      );
    });
  });
}

function readGreeting(line: string, token: string): ReadyFrame {
  const frame = readFrame(line);
  if (frame.t !== 'ready') throw new Error('Something other than a host connected to its pipe.');
  if (frame.token !== token) throw new Error('A host showed a wrong token.');
  if (frame.v !== protocol.Version) throw new Error(`A host speaks version ${frame.v} of the protocol.`);
  return frame;
}
