/** A resync, step by step. Cloud Sync sends the rows; the cloud's job is the one truth of how far it is, also after our restart. */
import { randomUUID } from 'node:crypto';
import { AppError } from '../../errors.js';
import { VENUE_SLOT } from '../runner/intents.js';
import type { Saga } from '../runner/saga.js';
import type { Step } from '../runner/step.js';
import { restoration } from '../services/service-steps.js';
import type { Memory } from '../words/operation.js';
import { Permission } from '../words/permissions.js';
import { LINK_SERVICES } from '../words/services.js';
import { getSyncJob, readSyncJob } from '../world/cloud.js';
import { onlyRow } from '../world/script-output.js';
import { type CheckAgainParts, checkAgainStep } from './check-again-step.js';
import { sendStep } from './send-step.js';

export interface ResyncDecision {
  readonly customerNumber: string;
  /** It was scheduled or had to be approved: what was true then is asked again before anything begins. */
  readonly checkAgain: boolean;
}

export type ResyncStepParts = CheckAgainParts;

export function resyncSaga(parts: ResyncStepParts): Saga {
  return {
    kind: 'RESYNC',
    action: 'resync',
    permission: Permission.CLOUD_CONNECTIVITY_ONBOARD,
    doing: 'Sending all data to swiftpos Cloud again',
    done: 'all data was sent to swiftpos Cloud again',
    slot: () => VENUE_SLOT,
    holds: () => LINK_SERVICES,
    steps: (input: Memory) => resyncSteps(parts, input['decision'] as ResyncDecision),
  };
}

export function resyncSteps(parts: ResyncStepParts, decision: ResyncDecision): readonly Step[] {
  return [
    ...(decision.checkAgain ? [checkAgainStep(parts)] : []),
    holdRestartStep(parts),
    tellMonitorStep(),
    expectStep(parts, decision),
    sendStep(parts, decision.customerNumber),
    compareStep(parts, decision),
    releaseStep(),
  ];
}

function holdRestartStep({ clock, settings }: ResyncStepParts): Step {
  const script = 'Suspend-DailyRestart';
  return {
    name: 'hold-daily-restart',
    title: 'Hold the daily restart of services',
    script,
    parameters: { OperationId: '<this operation>', Until: '<at the latest>' },
    compensatedBy: 'Let the daily restart go',
    deadlineMs: 20_000,
    before: async () => ({}),
    async perform(run) {
      const until = new Date(clock.now().getTime() + settings.fullSendMs).toISOString();
      await run.script(script, { OperationId: run.operation.id, Until: until });
      return undefined;
    },
    async compensate(run) {
      await run.script('Resume-DailyRestart', { OperationId: run.operation.id });
      return { restored: ['The daily restart is let go.'], notRestored: [] };
    },
  };
}

function tellMonitorStep(): Step {
  const script = 'Suspend-ServicesMonitor';
  return {
    name: 'tell-services-monitor',
    title: 'Tell Services Monitor to leave the link alone',
    script,
    parameters: {
      OperationId: '<this operation>',
      Key: LINK_SERVICES.filter((key) => key !== 'services-monitor'),
    },
    compensatedBy: 'Tell Services Monitor that it is over',
    deadlineMs: 20_000,
    before: async () => ({}),
    async perform(run) {
      const keys = LINK_SERVICES.filter((key) => key !== 'services-monitor');
      await run.script(script, { OperationId: run.operation.id, Key: keys });
      return undefined;
    },
    async compensate(run) {
      await run.script('Resume-ServicesMonitor', { OperationId: run.operation.id });
      return { restored: ['Services Monitor watches the link again.'], notRestored: [] };
    },
  };
}

function expectStep({ venue }: ResyncStepParts, { customerNumber }: ResyncDecision): Step {
  const script = 'Register-SyncJob';
  return {
    name: 'expect-full-send',
    title: 'Tell the cloud to expect a full send',
    script,
    parameters: {
      CustomerNumber: customerNumber,
      JobId: '<new id>',
      Kind: 'FULL',
      TableCount: '<rows of each table>',
    },
    compensatedBy: 'Withdraw it; the cloud keeps the old data',
    deadlineMs: 30_000,
    async before(run) {
      const counts = await run.look(() => venue.syncTableCounts());
      return {
        jobId: randomUUID(),
        counts: Object.fromEntries(counts.map(({ table, rows }) => [table, rows])),
      };
    },
    async perform(run) {
      const counts = run.before['counts'] as Record<string, number>;
      const parameters = {
        CustomerNumber: customerNumber,
        JobId: jobId(run.before),
        Kind: 'FULL',
        TableCount: counts,
      };
      readSyncJob(onlyRow(await run.script(script, parameters), script));
      return { jobId: jobId(run.before), counts };
    },
    async compensate(run) {
      const parameters = { CustomerNumber: customerNumber, JobId: jobId(run.before) };
      const row = onlyRow(await run.script('Remove-SyncJob', parameters), 'Remove-SyncJob');
      return restoration(
        row.flag('Withdrawn'),
        'The full send is withdrawn; the cloud keeps the old data.',
        'The full send could not be withdrawn: the cloud had all of it, or had ended it itself.',
      );
    },
  };
}

function jobId(memory: Memory): string {
  return String(memory['jobId']);
}

function compareStep({ venue, scripts }: ResyncStepParts, { customerNumber }: ResyncDecision): Step {
  return {
    name: 'compare-counts',
    title: 'Compare row counts table by table',
    script: 'Get-SyncJob',
    parameters: { CustomerNumber: customerNumber, JobId: '<that id>' },
    deadlineMs: 60_000,
    async perform(run) {
      const { jobId: id, counts } = run.resultOf('expect-full-send');
      const job = await run.look((signal) => getSyncJob(scripts, customerNumber, String(id), signal));
      const now = new Map(
        (await run.look(() => venue.syncTableCounts())).map(({ table, rows }) => [table, rows]),
      );
      const received = new Map(job.tables.map((table) => [table.name, table.rowsReceived]));
      // Trading goes on: the cloud must hold at least what was there at the start, at most what is there now.
      const wrong = Object.entries(counts as Record<string, number>).filter(([table, atStart]) => {
        const sent = received.get(table) ?? 0;
        return sent < atStart || sent > (now.get(table) ?? atStart);
      });
      if (wrong.length > 0) {
        const tables = wrong.map(
          ([table, rows]) => `${table} (venue ${rows}, cloud ${received.get(table) ?? 0})`,
        );
        throw new AppError('SYNC_COUNT_MISMATCH', { message: `Row counts differ: ${tables.join(', ')}.` });
      }
      return { tables: Object.fromEntries(received) };
    },
  };
}

function releaseStep(): Step {
  return {
    name: 'release',
    title: 'Let the daily restart go and tell Services Monitor that it is over',
    script: 'Resume-DailyRestart',
    parameters: { OperationId: '<this operation>' },
    deadlineMs: 30_000,
    async perform(run) {
      await run.script('Resume-DailyRestart', { OperationId: run.operation.id });
      await run.script('Resume-ServicesMonitor', { OperationId: run.operation.id });
      return undefined;
    },
  };
}
