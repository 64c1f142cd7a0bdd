/**
 * The words, shapes and limits of the wire, for the Node end. `scripts/host/Protocol.psd1` holds the same for the
 * PowerShell end; test/powershell/processes/catalogue.test.ts holds the two against each other.
 *
 * A shape names the kind of each field; `?` says that it may be missing. A field that isn't named is refused.
 */
import { HOST_START_MS } from '../../domain/ports/script-runner.js';

export const protocol = Object.freeze({
  Version: 4,
  /** Of one line, its newline included. */
  MaximumFrameBytes: 1_048_576,
  MaximumObjectsPerFrame: 256,
  /** Levels of nesting of a parameter or an output object. */
  MaximumDepth: 16,
  /** UTF-16 units: as many as a SecureString holds. */
  MaximumSecretLength: 65_536,
  /** How often the host searches for progress while calls live. */
  PollMilliseconds: 50,
  /** How old a host is, at least, when it prepares for later calls while idle; one that has had no call does so after `PollMilliseconds`. */
  RestMilliseconds: 1000,
  /** How long an ending host waits for its calls to stop. */
  EndMilliseconds: 1000,
  /** Threads that a host has soon after its start: two run calls, one reads. */
  Readers: 3,
  ToHost: {
    /**
     * `fresh`: in a runspace that nothing ran in before, and nothing will after. `secrets`: name to number of UTF-16 units. The texts
     * themselves follow the line, in this order and with nothing between: anyone who parses it, or logs what is parsed, never has them.
     * `trace`: W3C trace context.
     */
    call: {
      id: 'text',
      cmd: 'text',
      args: 'table',
      secrets: 'lengths',
      deadline: 'count',
      fresh: 'flag',
      trace: 'text?',
    },
    cancel: { id: 'text' },
    ping: { id: 'text' },
  },
  FromHost: {
    ready: { v: 'count', pid: 'count', ps: 'text', edition: 'text', token: 'text' },
    out: { id: 'text', v: 'objects' },
    ev: { id: 'text', s: 'stream', m: 'event' },
    done: { id: 'text', ok: 'flag', n: 'count', exit: 'integer', code: 'code?', e: 'detail?' },
    /** `mb`: what the process holds, in megabytes. */
    pong: { id: 'text', mb: 'count' },
  },
  Event: { message: 'string', percent: 'integer?', fqid: 'string?' },
  Detail: {
    message: 'string',
    type: 'string?',
    fqid: 'string?',
    category: 'string?',
    target: 'string?',
    stack: 'string?',
    line: 'integer?',
    /** Whole numbers that the script gave its error, by name. */
    figures: 'figures?',
  },
  Streams: ['progress', 'warning', 'verbose', 'information', 'error'],
  DoneCodes: ['FAILED', 'CANCELLED', 'NOT_CATALOGUED', 'BAD_PARAMETER', 'OUTPUT_TOO_LARGE'],
} as const);

/** What only Node decides. Milliseconds, bytes and counts. */
export const limits = Object.freeze({
  /** All frames of one call together but those of its progress: held until its end, so six calls at once hold this six times. */
  outputBytes: 24 * 1024 * 1024,
  /** Calls that wait in one pool; one more is BUSY. */
  queuedCalls: 64,
  /** Calls that one reader, a clerk, may have waiting in one pool: more is BUSY for that clerk alone. */
  queuedCallsOfReader: 16,
  /** Reads that one host runs at once. */
  readSlots: 2,
  /** Hosts of operations, one operation each, while they are needed. */
  operationHosts: 4,
  /** A host that its pool has to spare goes back after so long without a call. */
  spareAfterMs: 60_000,
  /** The warm spare host is started so long after the reads' host: a caller who waits for the server to start is answered first. */
  spareStartAfterMs: 5000,
  /** How old an identical read that is still running may be for another caller to share it. */
  shareMs: 250,
  /** From a person's cancel to the end of a host whose script won't stop. */
  cancelGraceMs: 2000,
  /** From a deadline to the same. */
  deadlineGraceMs: 500,
  /** From the launch to the ready frame: half a second alone, half a minute where many programs start at once. */
  readyMs: HOST_START_MS,
  /** From closing the lifeline to the kill, when a host is stopped. */
  endGraceMs: 3000,
  /** How often a host is asked whether it answers and what it weighs; two questions without an answer end it. */
  pingMs: 30_000,
  /** A host is replaced after so many calls, or at such a weight. */
  recycleCalls: 20_000,
  recycleMegabytes: 400,
  /** Pauses after each failure in a row, of a start or of a host that ended unexpectedly; the last one repeats. */
  pausesMs: [200, 1000, 5000, 15_000],
  /** From so many failures in a row on, calls are refused while a pause lasts instead of waiting for their deadline. */
  hopelessAfter: 3,
  /** A host that lived this long, or finished a call, isn't in a crash loop. */
  healthyAfterMs: 30_000,
} as const);
