/** The long step of a resync: the cloud's job says how far it is, and Cloud Sync, which sends, is kept running. */
import { AppError } from '../../errors.js';
import type { Clock } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import type { Step, StepRun } from '../runner/step.js';
import { nothing, startScript } from '../services/service-steps.js';
import { serviceName } from '../words/services.js';
import type { Settings } from '../words/settings.js';
import { getSyncJob, percentOf, type SyncJob } from '../world/cloud.js';
import { onlyRow } from '../world/script-output.js';
import { getHostServices } from '../world/venue-host.js';

export interface SendParts {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly scripts: ScriptRunner;
}

export function sendStep({ clock, settings, scripts }: SendParts, customerNumber: string): Step {
  return {
    name: 'send-all-rows',
    title: 'Send all rows, batch by batch',
    script: 'Get-SyncJob',
    parameters: { CustomerNumber: customerNumber, JobId: '<that id>' },
    compensatedBy: 'Nothing to put back: the cloud keeps the old data until the last batch is in',
    deadlineMs: settings.fullSendMs,
    weight: 20,
    before: async () => ({ since: clock.now().toISOString() }),
    async perform(run) {
      const id = String(run.resultOf('expect-full-send')['jobId']);
      const sender = new Sender({ run, settings, scripts });
      let movedAt = clock.workMs();
      let seen = -1;
      while (!run.signal.aborted) {
        const job = await lookAt(scripts, customerNumber, id, run);
        const now = clock.workMs();
        if (job && job.rowsReceived > seen) {
          seen = job.rowsReceived;
          movedAt = now;
          await run.progress(percentOf(job), inWords(job), estimateEnd(job, clock.now().getTime()));
        }
        if (job?.state === 'COMPLETED') return { rows: job.rowsReceived };
        if (job?.state === 'FAILED' || job?.state === 'WITHDRAWN') {
          throw new AppError('SYNC_FAILED', {
            message: `The cloud has ${job.state === 'FAILED' ? 'failed' : 'withdrawn'} the full send.`,
          });
        }
        // What was started just now is given the time to send.
        if (await sender.keepUp(now - movedAt)) movedAt = clock.workMs();
        else if (now - movedAt > settings.stallMs) throw new AppError('SYNC_STALLED');
        await clock.sleep(settings.pollMs, run.signal);
      }
      throw new AppError('OPERATION_CANCELLED');
    },
    compensate: async () => nothing,
  };
}

/** Undefined while the cloud is away: that is a stall only when it lasts. */
async function lookAt(
  scripts: ScriptRunner,
  customerNumber: string,
  id: string,
  run: StepRun,
): Promise<SyncJob | undefined> {
  try {
    return await getSyncJob(scripts, customerNumber, id, run.signal);
  } catch {
    return undefined;
  }
}

function inWords(job: SyncJob): string {
  const [gone, all] = [job.rowsReceived.toLocaleString('en'), job.rowsExpected.toLocaleString('en')];
  return `${gone} of ${all} rows sent.`;
}

function estimateEnd(job: SyncJob, now: number): Date | undefined {
  if (!job.startedAt || job.rowsReceived === 0) return undefined;
  const gone = now - job.startedAt.getTime();
  return new Date(now + Math.max(0, (gone * (job.rowsExpected - job.rowsReceived)) / job.rowsReceived));
}

/** So long without a row, then it is looked whether Cloud Sync runs: often enough to lose little, seldom enough to disturb nothing. */
const QUIET_MS = 10_000;
/** A service that ends again and again is no matter of starting it once more. */
const STARTS = 3;

/** Services Monitor is told to leave the link alone meanwhile, so nobody else starts Cloud Sync when it dies in the middle of a send. */
class Sender {
  readonly #parts: { readonly run: StepRun; readonly settings: Settings; readonly scripts: ScriptRunner };
  #starts = 0;
  #lookedAfterMs = 0;

  constructor(parts: { run: StepRun; settings: Settings; scripts: ScriptRunner }) {
    this.#parts = parts;
  }

  /** `stillMs`: since the last row came. True when it had to be started again, which happens so many times at most. */
  async keepUp(stillMs: number): Promise<boolean> {
    const { run, settings, scripts } = this.#parts;
    if (stillMs < this.#lookedAfterMs) this.#lookedAfterMs = 0;
    const quietMs = Math.min(QUIET_MS, settings.stallMs / 4);
    if (stillMs - this.#lookedAfterMs < quietMs) return false;
    this.#lookedAfterMs = stillMs;
    // Not through the step, which would wait as long as a whole send may take: a look that hangs must not hide the stall.
    const [service] = await getHostServices(scripts, [KEY], run.signal).catch(() => []);
    if (service?.state !== 'Stopped') return false;
    if (this.#starts === STARTS) {
      throw new AppError('SYNC_STALLED', {
        message: `${NAME} has ended in the middle of the send; started again ${STARTS} times, it did not stay up.`,
      });
    }
    this.#starts += 1;
    await run.say(`${NAME} has ended in the middle of the send; starting it again.`, 'WARNING');
    const start = startScript(KEY, settings);
    const { output } = await scripts.run({ ...start, signal: run.signal }).catch(() => ({ output: [] }));
    const isStable = output.length === 1 && onlyRow(output, start.script).text('Outcome') === 'Stable';
    if (!isStable && !run.signal.aborted) await run.say(`${NAME} did not stay up.`, 'WARNING');
    return true;
  }
}

const KEY = 'cloud-sync';
const NAME = serviceName(KEY);
