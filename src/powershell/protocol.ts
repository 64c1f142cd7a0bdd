/**
 * The words and limits of the wire, for the Node end. `scripts/host/Protocol.psd1` holds the same for the PowerShell
 * end; test/powershell/protocol.test.ts holds the two against each other.
 */
export const protocol = Object.freeze({
  Version: 1,
  /** Of one line, its newline included. */
  MaximumFrameBytes: 1_048_576,
  MaximumObjectsPerFrame: 256,
  /** Levels of nesting of a parameter or an output object. */
  MaximumDepth: 16,
  /** How often the host looks for progress while calls live. */
  PollMilliseconds: 50,
  /** How long an ending host waits for its calls to stop. */
  EndMilliseconds: 1000,
  ToHost: ['call', 'cancel', 'ping'],
  FromHost: ['ready', 'out', 'ev', 'done', 'pong'],
  Streams: ['progress', 'warning', 'verbose', 'information', 'error'],
  DoneCodes: ['FAILED', 'CANCELLED', 'NOT_CATALOGUED', 'BAD_PARAMETER', 'OUTPUT_TOO_LARGE'],
} as const);

/** What only Node decides. Milliseconds, bytes and counts. */
export const limits = Object.freeze({
  /** All frames of one call together. */
  outputBytes: 64 * 1024 * 1024,
  /** Calls that wait in one lane; one more is BUSY. */
  queuedCalls: 64,
  /** From a person's cancel to the kill of the host. */
  cancelGraceMs: 2000,
  /** From a deadline to the kill of the host. */
  deadlineGraceMs: 500,
  /** From the launch to the ready frame: half a second alone, half a minute where many programs start at once. */
  readyMs: 60_000,
  /** From closing the lifeline to the kill, when the pool stops. */
  endGraceMs: 3000,
  /** Pauses before a host that died is started again; the last one repeats. */
  restartPausesMs: [200, 1000, 5000, 15_000],
  /** From so many failures in a row on, calls are refused while a pause lasts instead of waiting for their deadline. */
  hopelessAfter: 2,
  /** A host that lived this long, or finished a call, isn't in a crash loop. */
  healthyAfterMs: 30_000,
} as const);
