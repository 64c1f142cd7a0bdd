/**
 * The adapter behind the ScriptRunner port: warm PowerShell hosts. Reads (Get-, Test-) and operations have a lane each, so
 * that a read never waits behind an operation, and an operation that hangs can be killed alone.
 */
import { relative } from 'node:path';
import {
  type ScriptCall,
  ScriptError,
  type ScriptResult,
  type ScriptRunner,
} from '../operations/ports/script-runner.js';
import { type Catalogue, isRead, readCatalogue } from './catalogue.js';
import { describeCall } from './describe.js';
import { type FoundPowerShell, findPowerShell, type PowerShellSearch } from './find-powershell.js';
import { callLine } from './frames.js';
import type { HostOptions } from './host.js';
import { Job } from './job.js';
import { Lane, type LaneStatus } from './lane.js';
import type { Log } from './log.js';
import { protocol } from './protocol.js';
import { findBadValue } from './values.js';

export interface PowerShellPoolOptions {
  /** Absolute; where scripts/host is, and the hosts' working directory. */
  readonly projectFolder: string;
  /** Folders whose .ps1 files may run. */
  readonly scriptFolders: readonly string[];
  /** Modules (absolute paths) that a call finds imported already; default none. */
  readonly warmModules?: readonly string[];
  /** Added to the hosts' environment; never a secret. Default nothing. */
  readonly env?: Readonly<Record<string, string>>;
  /** A pwsh to use before any other; default none. */
  readonly pwsh?: string | undefined;
  readonly log: Log;
}

export interface PowerShellPoolStatus {
  readonly lanes: readonly LaneStatus[];
  /** Undefined until start, and where there is none. */
  readonly powershell: FoundPowerShell | undefined;
}

export interface PowerShellPool {
  readonly runner: ScriptRunner;
  /** Resolves when both hosts are up, or failed once (status tells); they are kept alive from then on. */
  start(): Promise<void>;
  /** Cancels and ends everything; nothing is left. Safe to call twice. */
  stop(): Promise<void>;
  status(): PowerShellPoolStatus;
}

/** Pins the scripts at once; starts nothing before `start`. */
export function createPowerShellPool(options: PowerShellPoolOptions): PowerShellPool {
  const catalogue = readCatalogue(options.scriptFolders);
  let search: PowerShellSearch | undefined;
  const hostOptions = (slots: number, fresh: boolean) => async (): Promise<HostOptions> => {
    if (!search?.found)
      search = await findPowerShell({ projectFolder: options.projectFolder, configured: options.pwsh });
    if (!search.found) throw new Error(`No PowerShell found. ${search.passedOver.join(' ')}`);
    return {
      command: search.found,
      projectFolder: options.projectFolder,
      scripts: [...catalogue.values()],
      warmModules: options.warmModules ?? [],
      env: options.env ?? {},
      slots,
      fresh,
      log: options.log,
    };
  };
  const reads = new Lane('read', 2, hostOptions(2, false), options.log);
  const operations = new Lane('operation', 1, hostOptions(1, true), options.log);
  const lanes = [reads, operations];
  const laneOf = (script: string) => (isRead(script) ? reads : operations);
  return {
    runner: createRunner(options.projectFolder, catalogue, laneOf),
    start: async () => void (await Promise.all(lanes.map((lane) => lane.start()))),
    stop: async () => void (await Promise.all(lanes.map((lane) => lane.stop()))),
    status: () => ({ lanes: lanes.map((lane) => lane.status()), powershell: search?.found }),
  };
}

function createRunner(
  projectFolder: string,
  catalogue: Catalogue,
  laneOf: (script: string) => Lane,
): ScriptRunner {
  return {
    run(call): Promise<ScriptResult> {
      const refusal = findRefusal(catalogue, call);
      if (refusal) return Promise.reject(refusal);
      const job = new Job(call);
      if (!job.isSettled) laneOf(call.script).submit(job);
      return job.result;
    },
    describe({ script, parameters, secrets }) {
      const file = catalogue.get(script)?.file;
      return describeCall(file ? relative(projectFolder, file) : `${script}.ps1`, parameters, secrets);
    },
  };
}

function findRefusal(catalogue: Catalogue, call: ScriptCall): ScriptError | undefined {
  const { script, parameters = {}, secrets = {} } = call;
  const refuse = (failure: 'NOT_CATALOGUED' | 'BAD_PARAMETER', message: string) =>
    new ScriptError(script, failure, message, { mayHaveRun: false });
  if (!catalogue.has(script)) return refuse('NOT_CATALOGUED', 'No script of this name may run.');
  const problem = findBadValue(parameters, secrets);
  if (problem) return refuse('BAD_PARAMETER', problem);
  const bytes = Buffer.byteLength(callLine('0'.repeat(32), script, parameters, secrets, call.deadlineMs));
  if (bytes >= protocol.MaximumFrameBytes)
    return refuse('BAD_PARAMETER', 'The parameters are larger than 1 MiB.');
  return undefined;
}
