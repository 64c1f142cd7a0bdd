/** Denials of one clerk: on record, and nothing that a clerk could grow at will. */

import { Denials, REFUSALS_A_MINUTE } from '../../../src/domain/audit/denials.js';
import { AuditTrail } from '../../../src/domain/audit/trail.js';
import type { AuditRecord } from '../../../src/domain/ports/audit-log.js';
import type { StateDatabase } from '../../../src/domain/ports/state-database.js';
import { quietLog } from '../../storage/engines.js';
import { StillClock } from '../still-clock.js';

const COUNTED_MS = 5 * 60_000;

describe('denials', () => {
  let clock: StillClock;
  let trail: AuditRecord[];
  let denials: Denials;
  let isFull: boolean;

  beforeEach(() => {
    clock = new StillClock(new Date('2031-05-06T12:00:00.000Z'));
    trail = [];
    isFull = false;
    const append = async (record: AuditRecord) => {
      if (isFull) throw new Error('The disk is full');
      trail.push(record);
    };
    const state = { audit: { append } } as unknown as StateDatabase;
    denials = new Denials({ audit: new AuditTrail({ state, clock }), clock, log: quietLog });
  });

  const note = (clerkId: string, action = 'onboard') =>
    denials.note(
      { clerkId, clerkName: `Clerk ${clerkId}`, correlationId: 'c' },
      { action, reason: 'PERMISSION' },
    );
  const result = () => trail.map(({ clerkId, action, detail }) => [clerkId, action, detail?.['repeated']]);

  it('are counted while they repeat each other, and the count is one row', async () => {
    for (let tries = 0; tries < 6723; tries += 1) await note('4');
    await note('2');
    await note('4', 'resync');
    expect(result()).toEqual([
      ['4', 'onboard', undefined],
      ['2', 'onboard', undefined],
      ['4', 'resync', undefined],
    ]);
    await clock.pass(COUNTED_MS);
    expect(result().slice(3)).toEqual([['4', 'onboard', 6722]]);
    await note('4');
    expect(trail).toHaveLength(5);
  });

  it('are written down at the end of the server', async () => {
    for (let tries = 0; tries < 3; tries += 1) await note('4');
    await denials.flush();
    expect(result()).toEqual([
      ['4', 'onboard', undefined],
      ['4', 'onboard', 2],
    ]);
  });

  it('begin again where the first could not be written down', async () => {
    isFull = true;
    await expect(note('4')).rejects.toThrow('The disk is full');
    isFull = false;
    await note('4');
    expect(result()).toEqual([['4', 'onboard', undefined]]);
  });

  it('have a budget a clerk and minute, which says how long to wait', async () => {
    for (let tries = 0; tries < REFUSALS_A_MINUTE; tries += 1) denials.requireBudget('4');
    const over = { code: 'TOO_MANY_REQUESTS', details: { retryAfterSeconds: 60 } };
    expect(() => denials.requireBudget('4')).toThrow(expect.objectContaining(over));
    denials.requireBudget('2');
    await clock.pass(61_000);
    denials.requireBudget('4');
  });
});
