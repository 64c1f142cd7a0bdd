/** Starts a host: pipe, process, and a greeting with the right token. */
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Log } from '../../domain/ports/machine.js';
import type { CatalogueEntry } from '../wire/catalogue.js';
import { type ReadyFrame, readFrame } from '../wire/frames.js';
import { limits, protocol } from '../wire/protocol.js';
import { openWire, readLines, type Wire } from '../wire/wire.js';
import { ScriptHost } from './host.js';
import { type LaunchedProcess, launchHost, type PowerShellCommand } from './launch.js';

export interface HostOptions {
  readonly command: PowerShellCommand;
  readonly projectFolder: string;
  readonly scripts: readonly CatalogueEntry[];
  /** Modules to import into each runspace beforehand; absolute paths. */
  readonly warmModules: readonly string[];
  /** Added to the server's own environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Gives up a host that isn't ready yet. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** Launches a host and waits for its ready frame; kills it and throws when none comes in time. */
export async function startHost(options: HostOptions): Promise<ScriptHost> {
  const { log, projectFolder } = options;
  const wire = await openWire({
    scripts: options.scripts.map(({ name, file }) => ({ name, file })),
    modules: options.warmModules,
    folder: projectFolder,
  });
  let launched: LaunchedProcess | undefined;
  try {
    launched = launchHost({
      command: options.command,
      hostScript: join(projectFolder, 'scripts', 'host', 'Start-ScriptHost.ps1'),
      launch: wire.launch,
      folder: projectFolder,
      env: options.env,
      log,
    });
    return await greet(launched, wire, options);
  } catch (cause) {
    launched?.kill();
    throw cause;
  } finally {
    wire.close();
  }
}

function greet(
  launched: LaunchedProcess,
  wire: Wire,
  { signal, log }: Pick<HostOptions, 'signal' | 'log'>,
): Promise<ScriptHost> {
  const unknownPeers = new UnknownPeers(log);
  return new Promise<ScriptHost>((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      wire.close();
      unknownPeers.sendAway();
    };
    const fail = (why: string) => {
      settle();
      reject(new Error(why));
    };
    const giveUp = () => fail('The PowerShell host is no longer needed.');
    const timer = setTimeout(() => fail('The PowerShell host did not become ready.'), limits.readyMs);
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) giveUp();
    void launched.exited.then(() => fail('The PowerShell host ended before it was ready.'));
    wire.onConnection((socket) => {
      let host: ScriptHost | undefined;
      unknownPeers.add(socket);
      const take = (line: string, bytes: number) => {
        if (host) return host.receive(line, bytes);
        const ready = unknownPeers.has(socket) ? readGreeting(line, wire.token) : undefined;
        if (ready === undefined) return unknownPeers.refuse(socket);
        unknownPeers.admit(socket);
        settle();
        if (wire.welcome !== '') socket.write(wire.welcome);
        try {
          host = admit(ready, launched, socket, log);
          resolve(host);
        } catch (cause) {
          socket.destroy();
          reject(cause);
        }
      };
      readLines(socket, take, () => (host ? host.overflow() : unknownPeers.refuse(socket)));
    });
  });
}

function admit(ready: ReadyFrame, launched: LaunchedProcess, socket: Socket, log: Log): ScriptHost {
  if (ready.v !== protocol.Version) throw new Error(`A host speaks version ${ready.v} of the protocol.`);
  // It may be ended by this pid.
  if (ready.pid <= 1 || ready.pid === process.pid)
    throw new Error('A host named a process that is not its own.');
  return new ScriptHost({ process: launched, socket, ready, log });
}

/** Undefined: not our host, whatever it is. */
function readGreeting(line: string, token: string): ReadyFrame | undefined {
  try {
    const frame = readFrame(line);
    return frame.t === 'ready' && frame.token === token ? frame : undefined;
  } catch {
    return undefined;
  }
}

/** Who comes then makes the oldest of them go. */
const AT_ONCE = 64;
/** A greeting takes 200 bytes. */
const BYTES = 4096;

/**
 * Who is at the other end of a host's pipe and hasn't shown the host's token yet: on Linux anyone who connects, on Windows anyone who was there
 * when we came. Who comes before the host, or in its place, is sent away, keeps it from nothing and is given no call.
 */
class UnknownPeers {
  readonly #log: Log;
  /** What counts the bytes of each; the one that has been here longest is the first. */
  readonly #waiting = new Map<Socket, () => void>();
  #isSaid = false;

  constructor(log: Log) {
    this.#log = log;
  }

  add(socket: Socket): void {
    socket.on('error', () => undefined);
    socket.once('close', () => this.#waiting.delete(socket));
    const count = () => {
      if (this.has(socket) && socket.bytesRead > BYTES) this.refuse(socket);
    };
    socket.on('data', count);
    this.#waiting.set(socket, count);
    const [oldest] = this.#waiting.keys();
    if (oldest && this.#waiting.size > AT_ONCE) this.refuse(oldest);
  }

  has(socket: Socket): boolean {
    return this.#waiting.has(socket);
  }

  /** It is the host: what it writes from here on is no one's to count. */
  admit(socket: Socket): void {
    const count = this.#waiting.get(socket);
    if (count) socket.off('data', count);
    this.#waiting.delete(socket);
  }

  refuse(socket: Socket): void {
    this.#waiting.delete(socket);
    socket.destroy();
    if (this.#isSaid) return;
    this.#isSaid = true;
    this.#log.warn({}, 'An unknown process connected to the pipe of a PowerShell host and was rejected');
  }

  /** The host is there, or not expected any more. */
  sendAway(): void {
    for (const socket of this.#waiting.keys()) socket.destroy();
    this.#waiting.clear();
  }
}
