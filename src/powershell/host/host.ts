/** A warm PowerShell host: called over its own pipe until it ends, is stopped, or is abandoned. */
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Log } from '../../domain/ports/machine.js';
import {
  cancelLine,
  type DoneFrame,
  type EventFrame,
  type HostFrame,
  pingLine,
  type ReadyFrame,
  readFrame,
} from '../wire/frames.js';
import { limits } from '../wire/protocol.js';
import type { LaunchedProcess } from './launch.js';

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
  /** Resolves when the process has ended: after a kill some milliseconds later than `gone`, which its memory takes to be freed. */
  readonly ended: Promise<void>;
  readonly startedAt = performance.now();
  /** Frames for calls that this host isn't running: late ones, or made up. */
  droppedFrames = 0;
  finishedCalls = 0;
  /** What the process held when it was last asked; 0 before. */
  megabytes = 0;
  readonly #process: LaunchedProcess;
  readonly #socket: Socket;
  readonly #log: Log;
  readonly #calls = new Map<string, RunningCall>();
  readonly #prefix = randomBytes(9).toString('base64url');
  readonly #pinger: NodeJS.Timeout;
  #counter = 0;
  #unanswered = 0;
  #gone = false;
  readonly #goneSoon = Promise.withResolvers<void>();
  #leaving: 'stop' | 'kill' | undefined;

  /** Made by `startHost` only, once the token was right. */
  constructor(parts: { process: LaunchedProcess; socket: Socket; ready: ReadyFrame; log: Log }) {
    this.#process = parts.process;
    this.#socket = parts.socket;
    this.#log = parts.log;
    this.ready = parts.ready;
    this.ended = parts.process.exited;
    void parts.process.exited.then(() => this.#end('The PowerShell host ended.'));
    parts.socket.on('error', () => undefined);
    parts.socket.on('close', () => this.#break('The PowerShell host closed its pipe.'));
    this.#pinger = setInterval(() => this.#ping(), limits.pingMs).unref();
  }

  /** Process id of the PowerShell itself. */
  get pid(): number {
    return this.ready.pid;
  }

  /** Resolves when it certainly answers no more: it hung up, was killed, or ended. */
  get gone(): Promise<void> {
    return this.#goneSoon.promise;
  }

  get isGone(): boolean {
    return this.#gone;
  }

  /** Ending because we want it to, or ended: it takes no more calls. */
  get isLeaving(): boolean {
    return this.#gone || this.#leaving !== undefined;
  }

  /** Whether we ended it. */
  get wasLeft(): boolean {
    return this.#leaving !== undefined;
  }

  get runningCalls(): number {
    return this.#calls.size;
  }

  get isWornOut(): boolean {
    return this.finishedCalls >= limits.recycleCalls || this.megabytes >= limits.recycleMegabytes;
  }

  /** Sends a call, made by `lineOf` from its id; answers the id. The listener hears everything else. */
  send(lineOf: (id: string) => string, listener: HostCallListener): string {
    this.#counter += 1;
    const id = `${this.#prefix}.${this.#counter}`;
    const line = lineOf(id);
    this.#calls.set(id, { listener, output: [], bytes: 0 });
    this.#socket.write(line);
    return id;
  }

  /** Asks the script to stop; what comes of it arrives as `done`, or never. */
  cancel(id: string): void {
    if (this.#calls.has(id)) this.#socket.write(cancelLine(id));
  }

  /** Gives up a call whose script won't stop: it hears `died`, and the process is killed once its other calls are over. */
  abandon(id: string): void {
    const call = this.#calls.get(id);
    if (!call) return;
    this.#calls.delete(id);
    this.#log.warn({ pid: this.pid }, 'A script did not stop; its PowerShell host is abandoned');
    this.#leaving = 'kill';
    call.listener.died('The script would not stop.');
    this.#leaveWhenIdle();
  }

  /** Takes no more calls, and ends automatically when the last one is over. */
  retire(): void {
    this.#leaving ??= 'stop';
    this.#leaveWhenIdle();
  }

  /** Closes the lifeline, waits for the host to end automatically, and kills it when it doesn't. */
  async stop(): Promise<void> {
    this.#leaving ??= 'stop';
    this.#process.closeLifeline();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limits.endGraceMs);
    });
    await Promise.race([this.ended, patience]);
    clearTimeout(timer);
    // Also after a clean end: a native child of a script may be left in the group.
    this.#kill('The PowerShell host was stopped.');
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
    else if (frame.t === 'pong') this.#weigh(frame.id, frame.mb);
    else this.#hear(frame, bytes);
  }

  /** Internal: a line longer than a frame may be. */
  overflow(): void {
    this.#break('The PowerShell host wrote a frame that is too long.');
  }

  #hear(frame: Exclude<HostFrame, { t: 'ready' | 'pong' }>, bytes: number): void {
    const call = this.#calls.get(frame.id);
    if (!call) {
      this.droppedFrames += 1;
      return;
    }
    const flooded = call.bytes > limits.outputBytes;
    // Reported and dropped: a download of days says more of how far it is than a call may hold.
    if (frame.t !== 'ev' || frame.s !== 'progress') call.bytes += bytes;
    if (frame.t === 'done') this.#finish(frame, call);
    else if (flooded) return;
    else if (call.bytes > limits.outputBytes) {
      call.output.length = 0;
      call.listener.flooded();
    } else if (frame.t === 'ev') call.listener.event(frame);
    else for (const value of frame.v) call.output.push(value);
  }

  #finish(frame: DoneFrame, call: RunningCall): void {
    if (frame.ok && frame.n !== call.output.length && call.bytes <= limits.outputBytes) {
      this.#break(`The PowerShell host counted ${frame.n} objects, ${call.output.length} arrived.`);
      return;
    }
    this.#calls.delete(frame.id);
    this.finishedCalls += 1;
    call.listener.done(frame, call.output);
    this.#leaveWhenIdle();
  }

  #ping(): void {
    if (this.#unanswered >= 2) this.#break('The PowerShell host does not respond.');
    else this.#socket.write(pingLine(`${this.#prefix}.ping`));
    this.#unanswered += 1;
  }

  #weigh(id: string, megabytes: number): void {
    if (id !== `${this.#prefix}.ping`) {
      this.droppedFrames += 1;
      return;
    }
    this.#unanswered = 0;
    this.megabytes = megabytes;
  }

  #leaveWhenIdle(): void {
    if (!this.#leaving || this.#calls.size > 0 || this.#gone) return;
    if (this.#leaving === 'kill') this.#kill('The PowerShell host was abandoned.');
    else void this.stop();
  }

  /** Something that no host of ours does: it isn't trusted any more. */
  #break(reason: string): void {
    if (this.#gone) return;
    if (!this.#leaving) this.#log.warn({ pid: this.pid }, reason);
    this.#kill(reason);
  }

  /** Ends the process and all below it at once; running calls hear `died`. */
  #kill(reason: string): void {
    this.#process.kill(this.pid);
    this.#end(reason);
  }

  #end(reason: string): void {
    if (this.#gone) return;
    this.#gone = true;
    // Before its calls end: who replaces it counts its end first.
    this.#goneSoon.resolve();
    clearInterval(this.#pinger);
    this.#socket.destroy();
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const call of calls) call.listener.died(reason);
  }
}
