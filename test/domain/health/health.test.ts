/** Health is checked by the clock; the caller is shown what the last look found. */

import { PartsHealth } from '../../../src/domain/health/health.js';
import { stateProbe } from '../../../src/domain/health/probes.js';
import { AppError } from '../../../src/errors/errors.js';
import { HeardLog } from '../heard-log.js';
import { StillClock } from '../still-clock.js';

const START = new Date('2031-05-06T02:00:00.000Z');

describe('health', () => {
  let clock: StillClock;
  let reads: number;
  let trouble: (() => Promise<never>) | undefined;
  let stopped: AbortController;
  let health: PartsHealth;
  let log: HeardLog;

  beforeEach(async () => {
    clock = new StillClock(START);
    reads = 0;
    trouble = undefined;
    stopped = new AbortController();
    const pulse = async () => {
      reads += 1;
      await trouble?.();
    };
    log = new HeardLog();
    health = new PartsHealth({ probes: [stateProbe({ pulse }, clock)], clock, version: '1.2.3', log });
    await health.watch(stopped.signal);
  });
  afterEach(() => stopped.abort());

  const away = (failure: string) => () =>
    Promise.reject(new AppError('STATE_DATABASE_UNAVAILABLE', { details: { failure } }));
  const part = async () => (await health.report()).parts[0];

  it('asks no part anything for who reads it, and checks every five seconds', async () => {
    for (let reader = 0; reader < 100; reader += 1) await health.report();
    expect(reads).toBe(1);
    for (let second = 0; second < 20; second += 1) await clock.pass(1000);
    expect(reads).toBe(5);
    stopped.abort();
    await clock.pass(20_000);
    expect(reads).toBe(5);
  });

  it.each([
    ['BUSY', 'DEGRADED', 'Another program has locked it'],
    ['FULL', 'DEGRADED', 'disk is full'],
    ['READ_ONLY', 'DEGRADED', 'read-only'],
    ['DAMAGED', 'DOWN', 'damaged'],
    ['GONE', 'DOWN', 'was replaced'],
    ['anything else', 'DOWN', 'does not respond'],
  ])(
    'says of a state database that is %s that it is %s, why, since when, and when it is well again',
    async (failure, status, detail) => {
      trouble = away(failure);
      await clock.pass(5000);
      await clock.pass(5000);
      expect(await health.report()).toMatchObject({ status, version: '1.2.3' });
      expect(await part()).toEqual({
        name: 'state database',
        status,
        detail: expect.stringContaining(detail),
        since: new Date(START.getTime() + 5000),
      });
      trouble = undefined;
      await clock.pass(5000);
      expect(await part()).toMatchObject({ status: 'OK', detail: undefined });
    },
  );

  it('logs each change once, with what it was and why', async () => {
    trouble = away('BUSY');
    for (let second = 0; second < 12; second += 1) await clock.pass(1000);
    trouble = undefined;
    for (let second = 0; second < 12; second += 1) await clock.pass(1000);
    const part = 'state database';
    expect(log.lines).toMatchObject([
      {
        level: 'warn',
        msg: 'Health changed',
        part,
        was: 'OK',
        status: 'DEGRADED',
        detail: expect.any(String),
      },
      { level: 'info', msg: 'Health changed', part, was: 'DEGRADED', status: 'OK' },
    ]);
  });

  it('says so of a part that hangs', async () => {
    trouble = () => new Promise(() => undefined);
    for (let second = 0; second < 13; second += 1) await clock.pass(1000);
    expect(await part()).toMatchObject({ status: 'DOWN', detail: 'It does not respond.' });
  });
});
