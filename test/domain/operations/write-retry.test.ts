import { WriteRetry } from '../../../src/domain/operations/write-retry.js';
import type { StateDatabase } from '../../../src/domain/ports/state-database.js';
import { AppError } from '../../../src/errors/errors.js';
import { quietLog } from '../../storage/engines.js';

describe('patience with a state database that is away', () => {
  const clock = { now: () => new Date(), workMs: () => 0, upMs: () => 0, sleep: async () => undefined };
  const patience = new WriteRetry({ clock, log: quietLog, limitMs: 60_000 });

  /** Fails with these, one after the other, then works. */
  function failing(...errors: AppError[]) {
    let asked = 0;
    const none = {
      operations: {},
      audit: {},
      plans: {},
      keyValues: {},
      history: {},
      alerts: {},
      outbox: {},
      sessions: {},
      pins: {},
      apiTokens: {},
    };
    const state = {
      ...none,
      transaction: async () => {
        const error = errors[asked];
        asked += 1;
        if (error) throw error;
        return 'written';
      },
    } as unknown as StateDatabase;
    return { work: patience.over(state).transaction(async () => 'written'), asked: () => asked };
  }
  const away = () => new AppError('STATE_DATABASE_UNAVAILABLE', { details: { failure: 'GONE' } });

  it('tries again what was not written', async () => {
    const { work, asked } = failing(away(), away());
    expect(await work).toBe('written');
    expect(asked()).toBe(3);
  });
});
