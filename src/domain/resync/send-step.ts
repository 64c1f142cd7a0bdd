/** The long step of a resync: polls the cloud's job for its progress, and keeps the services running that it needs. */
import { AppError } from '../../errors/errors.js';
import { CloudPoller } from '../operations/steps/cloud-polling.js';
import { nothing } from '../operations/steps/restoration.js';
import type { Step, StepRun } from '../operations/steps/step.js';
import { type RestarterParts, ServiceRestarter, STARTS } from '../services/service-restarter.js';
import { type ServiceKey, serviceName } from '../types/services.js';
import { getSyncJob, paceInWords, paceOf, percentOf, type SyncJob } from '../venue/cloud.js';
import type { CloudReader } from '../venue/cloud-reader.js';

export interface SendParts extends RestarterParts {
  readonly cloud: Pick<CloudReader, 'learned'>;
}

export const EXPECT_SEND = 'expect-full-send';
export const SEND_ROWS = 'send-all-rows';

/** Services Monitor is asked to leave these alone meanwhile: no one else starts them when they die in the middle of a send. */
export const KEPT_UP: readonly ServiceKey[] = ['cloud-sync', 'gateway-client'];

/** `suspendAgain` is called where an earlier server run had begun to send. */
export function sendStep(
  parts: SendParts,
  customerNumber: string,
  suspendAgain: (run: StepRun) => Promise<void>,
): Step {
  const { clock, settings } = parts;
  return {
    name: SEND_ROWS,
    title: 'Send all rows, batch by batch',
    script: 'Get-SyncJob',
    parameters: { CustomerNumber: customerNumber, JobId: '<that id>' },
    compensatedBy: 'None: the cloud keeps the old data until the last batch is received',
    deadlineMs: settings.fullSendMs,
    isMeasure: true,
    before: async () => ({ since: clock.now().toISOString() }),
    async perform(run) {
      if (run.resumed) await suspendAgain(run);
      const id = String(run.resultOf(EXPECT_SEND)['jobId']);
      const restarter = new ServiceRestarter(parts, run, KEPT_UP);
      const poller = new CloudPoller(parts, run);
      let movedAt = clock.workMs();
      let seen = -1;
      while (!run.signal.aborted) {
        const since = clock.workMs();
        const job = await poller.poll((signal) => getSyncJob(parts.scripts, customerNumber, id, signal));
        if (job && job.rowsReceived > seen) {
          seen = job.rowsReceived;
          movedAt = clock.workMs();
          const now = clock.now();
          parts.cloud.learned(job);
          await run.progress(percentOf(job), inWords(job, now), paceOf(job, now)?.estimatedEnd);
        }
        if (job?.state === 'COMPLETED') return { rows: job.rowsReceived, tables: job.tables };
        if (job?.state === 'FAILED')
          throw new AppError('SYNC_FAILED', {
            message: `The full send failed in the cloud, which gave no reason: ${rowsOf(job)} were sent.`,
          });
        if (job?.state === 'WITHDRAWN')
          throw new AppError('SYNC_FAILED', {
            message: 'The full send failed in the cloud: it was withdrawn there.',
          });
        const { started, givenUp } = await restarter.restartStopped();
        if (givenUp.includes('cloud-sync')) throw senderGone();
        // What was started just now is given the time to send.
        if (started.includes('cloud-sync')) movedAt = clock.workMs();
        else if (clock.workMs() - movedAt > settings.stallMs) throw new AppError('SYNC_STALLED');
        await clock.sleep(settings.pollMs, run.signal);
        // While the cloud is away it is unknown whether rows move.
        if (poller.isAway) movedAt += clock.workMs() - since;
      }
      throw new AppError('OPERATION_CANCELLED');
    },
    compensate: async () => nothing,
  };
}

function senderGone(): AppError {
  const name = serviceName('cloud-sync');
  return new AppError('SYNC_STALLED', {
    message: `${name} stopped during the send. It was started again ${STARTS} times and did not keep running.`,
  });
}

function inWords(job: SyncJob, now: Date): string {
  const pace = paceOf(job, now);
  return `${rowsOf(job)} sent${pace ? `, ${paceInWords(pace)}` : ''}.`;
}

function rowsOf({ rowsReceived, rowsExpected }: SyncJob): string {
  return `${rowsReceived.toLocaleString('en')} of ${rowsExpected.toLocaleString('en')} rows`;
}
