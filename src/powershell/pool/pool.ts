/**
 * The adapter behind the ScriptRunner port: warm PowerShell hosts in two pools. A read (Find-, Get-, Test-) never waits behind an operation,
 * and each operation has a host of its own, so that one that hangs is ended alone. Between operations their pool has no host: the next
 * operation takes the spare host.
 */
import { relative } from 'node:path';
import type { Log } from '../../domain/ports/machine.js';
import {
  type ScriptCall,
  ScriptError,
  type ScriptResult,
  type ScriptRunner,
} from '../../domain/ports/script-runner.js';
import { type CallTrace, TRACES, untraced } from '../../domain/types/traces.js';
import { findPowerShell, type PowerShellSearch } from '../host/find-powershell.js';
import { startHost } from '../host/start-host.js';
import { type Catalogue, isRead, readCatalogue } from '../wire/catalogue.js';
import { describeCall } from '../wire/describe.js';
import { callLine } from '../wire/frames.js';
import { limits, protocol } from '../wire/protocol.js';
import { findBadValue } from '../wire/values.js';
import { figuresOf, healthOf } from './health.js';
import { Job } from './job.js';
import { SharedReads } from './single-flight.js';
import { SpareHosts } from './spare-host.js';
import { WorkerPool } from './worker-pool.js';

export interface PowerShellPoolOptions {
  /** Absolute; where scripts/host is, and the hosts' working directory. */
  readonly projectFolder: string;
  /** Folders whose .ps1 files may run. */
  readonly scriptFolders: readonly string[];
  /** Folders whose files these load: pinned as the scripts are; default none. */
  readonly loadedFolders?: readonly string[];
  /** Modules (absolute paths) that a call finds imported already; default none. */
  readonly warmModules?: readonly string[];
  /** Added to the hosts' environment; never a secret. Default nothing. */
  readonly env?: Readonly<Record<string, string>>;
  /** A pwsh to use before any other; default none. */
  readonly pwsh?: string | undefined;
  /** How long after the reads' host the spare host is started. Default five seconds. */
  readonly spareStartAfterMs?: number | 'never';
  /** For a command that only checks: one host and no spare host; scripts that change something are refused. */
  readonly readsOnly?: boolean;
  readonly log: Log;
}

/** Pins the scripts at once; starts nothing before `start`. */
export function createPowerShellPool(options: PowerShellPoolOptions) {
  const { projectFolder, log, readsOnly = false } = options;
  const { spareStartAfterMs = readsOnly ? 'never' : limits.spareStartAfterMs } = options;
  const catalogue = readCatalogue(options);
  let search: PowerShellSearch | undefined;
  const spareHosts = new SpareHosts({
    log,
    spareStartAfterMs: spareStartAfterMs === 'never' ? undefined : spareStartAfterMs,
    async start(signal) {
      if (!search?.found) search = await findPowerShell({ projectFolder, configured: options.pwsh });
      if (!search.found) throw new Error(`No PowerShell found. ${search.passedOver.join(' ')}`);
      return startHost({
        command: search.found,
        projectFolder,
        scripts: [...catalogue.scripts.values()],
        warmModules: options.warmModules ?? [],
        env: options.env ?? {},
        signal,
        log,
      });
    },
  });
  const reads = new WorkerPool({
    name: 'read',
    slots: limits.readSlots,
    hosts: 1,
    keeps: 1,
    fresh: false,
    spareHosts,
    log,
  });
  const operations = new WorkerPool({
    name: 'operation',
    slots: 1,
    hosts: limits.operationHosts,
    keeps: 0,
    fresh: true,
    spareHosts,
    log,
  });
  const pools = readsOnly ? [reads] : [reads, operations];
  return {
    runner: traced(createRunner(projectFolder, catalogue, { reads, operations }), log),
    /** Resolves when the reads have their host, or a start failed (health reports); it is kept alive from then on. */
    async start() {
      spareHosts.open();
      for (const pool of pools) pool.open();
      await firstOf(spareHosts, pools);
      spareHosts.keepSpare();
    },
    /** Cancels and ends everything; nothing is left. Safe to call twice. */
    stop: async () => void (await Promise.all([spareHosts.close(), ...pools.map((pool) => pool.close())])),
    status: () => ({
      pools: pools.map((pool) => pool.status()),
      /** Process id of the warm spare host. */
      spare: spareHosts.spare?.pid,
      /** Undefined until start, and where there is none. */
      powershell: search?.found,
    }),
    figures: () => figuresOf(pools, spareHosts),
    health: () => healthOf(pools, spareHosts),
  };
}

/** Resolves when each pool has the host that it keeps, or one could not be started. */
function firstOf(spareHosts: SpareHosts, pools: readonly WorkerPool[]): Promise<void> {
  return new Promise((resolve) => {
    spareHosts.onFailure(resolve);
    void Promise.all(pools.map((pool) => pool.firstHost)).then(() => resolve());
  });
}

function createRunner(
  projectFolder: string,
  catalogue: Catalogue,
  pools: { reads: WorkerPool; operations: WorkerPool },
): ScriptRunner {
  const shared = new SharedReads();
  return {
    run(call): Promise<ScriptResult> {
      const refusal = findRefusal(catalogue, call);
      if (refusal) return Promise.reject(refusal);
      const hasSecrets = Object.keys(call.secrets ?? {}).length > 0;
      const isShared = isRead(call.script) && !hasSecrets;
      const joined = isShared ? shared.join(call) : undefined;
      if (joined) return joined;
      // Once for all who share a call: every pinned file is checked.
      const changed = findChange(catalogue, call);
      if (changed) return Promise.reject(changed);
      if (isShared) return shared.begin(call, (job) => pools.reads.submit(job));
      const job = new Job(call);
      if (isRead(call.script)) pools.reads.submit(job);
      else {
        // Before the caller's own reaction to this promise: what he reads next must not be from before.
        job.result.then(
          () => shared.forget(),
          () => shared.forget(),
        );
        pools.operations.submit(job);
      }
      return job.result;
    },
    describe({ script, parameters, secrets }) {
      const entry = catalogue.scripts.get(script);
      const path = entry ? relative(projectFolder, entry.file) : `${script}.ps1`;
      return describeCall(path, parameters, secrets, entry?.parameters);
    },
  };
}

const byIdsOf = ({ trace }: ScriptCall) => trace && untraced(trace);

/** What goes wrong in the call of an operation is in the log with its IDs, also where the operation tries again. */
function traced(runner: ScriptRunner, log: Log): ScriptRunner {
  return {
    ...runner,
    async run(call) {
      const trace: CallTrace = { script: call.script, operation: call.trace };
      try {
        const run = () => runner.run({ ...call, traceparent: trace.traceparent ?? byIdsOf(call) });
        return await TRACES.call.tracePromise(run, trace);
      } catch (error) {
        if (call.trace && error instanceof ScriptError) {
          const { script, failure, errorId, mayHaveRun } = error;
          log.warn({ ...call.trace, script, failure, errorId, mayHaveRun }, 'A script did not succeed');
        }
        throw error;
      }
    },
  };
}

/** Whether its frame would be larger than one may be. Measured only where it comes near: a character is three bytes at most. */
function isTooLarge({ script, parameters = {}, secrets = {} }: ScriptCall): boolean {
  const texts = Object.values(secrets).map((secret) => secret.reveal());
  const characters = JSON.stringify(parameters).length + texts.join('').length;
  if (characters * 3 < protocol.MaximumFrameBytes / 2) return false;
  const line = callLine({ id: '0'.repeat(32), script, parameters, secrets, deadline: 2 ** 31, fresh: true });
  return Buffer.byteLength(line) >= protocol.MaximumFrameBytes;
}

function findRefusal(catalogue: Catalogue, call: ScriptCall): ScriptError | undefined {
  const { script, parameters = {}, secrets = {} } = call;
  const refuse = (failure: Refusal, message: string) => refusalOf(script, failure, message);
  if (call.signal?.aborted) return refuse('CANCELLED', 'The call was cancelled.');
  if (!catalogue.scripts.has(script)) return refuse('NOT_CATALOGUED', 'No script of this name may run.');
  const problem = findBadValue(parameters, secrets);
  if (problem) return refuse('BAD_PARAMETER', problem);
  if (isTooLarge(call)) return refuse('BAD_PARAMETER', 'The parameters are larger than 1 MiB.');
  return undefined;
}

function findChange(catalogue: Catalogue, { script }: ScriptCall): ScriptError | undefined {
  const changed = catalogue.findChange(script);
  if (!changed) return undefined;
  const message = `${changed} was changed since the server started. Start the server again.`;
  return refusalOf(script, 'NOT_CATALOGUED', message);
}

type Refusal = 'NOT_CATALOGUED' | 'BAD_PARAMETER' | 'CANCELLED';

function refusalOf(script: string, failure: Refusal, message: string): ScriptError {
  return new ScriptError(script, failure, message, { mayHaveRun: false });
}
