/** The rehearsal's cloud stores its state between requests, secrets as digests: it answers as the rules do on a state in memory. */
import { jest } from '@jest/globals';
import { completeJob, postBatch, putJob, withdrawJob } from '../../../rehearsal/cloud/sync-jobs.js';
import {
  closeRedemption,
  getVenue,
  postHeartbeat,
  putActivation,
  redeem,
  requestCode,
} from '../../../rehearsal/cloud/venue.js';
import type { FaultMap } from '../../../rehearsal/fault-table.js';
import { newId, secretsOf } from '../../../rehearsal/model/chance.js';
import * as codes from '../../../rehearsal/model/cloud/codes.js';
import * as jobs from '../../../rehearsal/model/cloud/jobs.js';
import * as redemptions from '../../../rehearsal/model/cloud/redemptions.js';
import * as cloudVenue from '../../../rehearsal/model/cloud/venue.js';
import { readMailbox } from '../../../rehearsal/model/people.js';
import { AT, idOf } from './run.js';
import { comparable, ledgersOf, outcomeOf, TwoClouds } from './two-clouds.js';

const SEQUENCES = 6;
const STEPS = 150;
const MACHINES = ['machine-1', 'machine-2'];

/** What one request comes to in both. */
type Act = (clouds: TwoClouds) => [real: () => unknown, model: () => unknown];

const acts: readonly Act[] = [
  (both) => {
    const { model, memory } = both;
    const before = model.cloud.mails.length;
    return [
      () => both.ask(requestCode),
      () => {
        codes.requestCode(model, secretsOf(model));
        const real = /^Authentication Code: (\S+)$/m.exec(memory.mails().at(-1)?.text ?? '')?.[1] ?? '';
        if (model.cloud.mails.length > before) both.sentCodes.push([real, readMailbox(model) ?? '']);
      },
    ];
  },
  (both) => {
    const sent = [both.sentCodes.at(-1), both.sentCodes.at(-1), both.sentCodes[0]];
    const wrong = [['ZZZZZZZ9', 'ZZZZZZZ9'] as const, ['no', 'no'] as const];
    const [real, ours] = both.pick([...sent.filter((pair) => pair !== undefined), ...wrong]);
    const redemptionId = idOf(both.below(12));
    const machineId = both.pick(MACHINES);
    const swiftposVersion = both.pick(['10.58.0', '10.57.0']);
    const body = { redemptionId, authenticationCode: real, machineId, swiftposVersion };
    return [
      () => both.ask(redeem, { body }),
      () => {
        const given = { redemptionId, code: ours, machineId, swiftposVersion };
        redemptions.redeem(both.model, given, secretsOf(both.model));
      },
    ];
  },
  (both) => {
    const redemptionId = idOf(both.below(12));
    let outcome: unknown;
    return [
      () => {
        outcome = (both.ask(closeRedemption, { params: { redemptionId } }).body as { outcome: string })
          .outcome;
      },
      () => {
        const closed = redemptions.closeRedemption(both.model, redemptionId, secretsOf(both.model));
        expect(closed.outcome).toBe(outcome);
      },
    ];
  },
  (both) => {
    const redeemed = both.model.cloud.redemptions.filter(({ state }) => state === 'REDEEMED');
    const bearer = redeemed.length === 0 ? undefined : both.pick(redeemed);
    const body = {
      service: both.pick(['gateway-client', 'cloud-sync'] as const),
      machineId: both.pick(MACHINES),
      swiftposVersion: '10.58.0',
      processId: 7,
    };
    if (!bearer || both.faults.link === 'down') return [() => undefined, () => undefined];
    return [
      () => both.ask(postHeartbeat, { body }, bearer.id),
      () => cloudVenue.takeHeartbeat(both.model, bearer, body),
    ];
  },
  (both) => {
    const id = idOf(100 + both.below(6));
    const kind = both.pick(['FIRST', 'FULL'] as const);
    const tables = [
      { name: 'clerk', rows: 2 },
      { name: 'sale', rows: both.below(5) },
    ];
    return [
      () => both.ask(putJob, { params: { jobId: id }, body: { kind, tables } }),
      () => jobs.putJob(both.model, { id, kind, tables, cause: 'register-script', causedBy: '' }),
    ];
  },
  (both) => {
    const jobId = idOf(100 + both.below(6));
    return [() => both.ask(withdrawJob, { params: { jobId } }), () => jobs.withdrawJob(both.model, jobId)];
  },
  (both) => {
    const job = jobs.openJob(both.model);
    if (!job || both.faults.licence) return [() => undefined, () => undefined];
    const params = { jobId: job.id };
    return [
      () => {
        for (const { name, rowsExpected } of job.tables) {
          const rows = Array.from({ length: rowsExpected }, (_, id) => ({ id }));
          both.ask(postBatch, { params, body: { table: name, sequence: 0, rows } });
        }
        const tables = job.tables.map(({ name, rowsExpected }) => ({ name, rows: rowsExpected }));
        both.ask(completeJob, { params, body: { tables } });
      },
      () => {
        for (const { name, rowsExpected } of job.tables)
          jobs.takeBatch(both.model, job.id, { table: name, rows: rowsExpected }, () => true);
        const stated = job.tables.map(({ name, rowsExpected }) => [name, rowsExpected] as const);
        jobs.completeJob(both.model, job.id, new Map(stated));
      },
    ];
  },
  (both) => {
    const locationId = String(1 + both.below(5));
    return [
      () => both.ask(putActivation, { params: { locationId } }),
      () => cloudVenue.activate(both.model, locationId, () => newId(both.model)),
    ];
  },
];

const FAULTS: readonly FaultMap[] = [
  {},
  {},
  {},
  { registration: 'expired' },
  { registration: 'expiring' },
  { licence: 'no-cloud-sync' },
  { redeem: 'used' },
  { redeem: 'expired' },
  { sync: 'refuses-withdrawal' },
  { link: 'down' },
];

beforeEach(() => {
  jest.useFakeTimers({ now: AT });
});
afterEach(() => {
  jest.useRealTimers();
});

test.each(Array.from({ length: SEQUENCES }, (_, index) => index + 1))(
  'answers as the rehearsal does, sequence %i',
  (seed) => {
    const both = new TwoClouds(seed);
    const seen = new Set<string>();
    try {
      for (let step = 0; step < STEPS; step += 1) {
        if (both.below(8) === 0) both.setFaults(both.pick(FAULTS));
        both.pass(both.pick([0, 1, 900, 4000, 5001, 20_000, 400_000]));
        const [real, ours] = both.pick(acts)(both);
        const wanted = outcomeOf(real);
        expect(outcomeOf(ours)).toEqual(wanted);
        seen.add(JSON.stringify(wanted));
        const venue = cloudVenue.describeVenue(both.model);
        expect(comparable(both.ask(getVenue).body)).toEqual(comparable(venue));
        for (const [wantedOutcomes, outcomes] of ledgersOf(both)) expect(outcomes).toEqual(wantedOutcomes);
      }
      expect(seen.size).toBeGreaterThan(8);
    } finally {
      both.close();
    }
  },
);
