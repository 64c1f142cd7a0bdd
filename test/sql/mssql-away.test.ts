import { type MssqlOptions } from '../../src/sql/mssql/connection.js';
import { mssqlDatabase } from '../../src/sql/mssql/database.js';
import { openVenueDatabase } from '../../src/sql/open-venue.js';
import { quietLog } from './engines.js';

/** Nothing listens there. */
const NOWHERE: MssqlOptions = {
  settings: {
    server: '127.0.0.1',
    port: 1,
    database: 'swiftpos',
    login: { kind: 'sql', user: 'venue_control', password: () => 'not sent to anybody' },
  },
};

describe('a SQL Server that is not there', () => {
  it('is VENUE_DATABASE_UNAVAILABLE with what to do, soon, and at once when it was asked a moment ago', async () => {
    const { venue, close } = await openVenueDatabase({
      database: mssqlDatabase(NOWHERE),
      log: quietLog,
    });
    const failed = venue.registration().catch((error: unknown) => error);
    expect(await failed).toMatchObject({
      code: 'VENUE_DATABASE_UNAVAILABLE',
      details: { failure: 'GONE' },
      cause: expect.anything(),
    });
    const since = performance.now();
    const answers = await Promise.allSettled(Array.from({ length: 100 }, () => venue.locations()));
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
    expect(performance.now() - since).toBeLessThan(1500);
    await close();
    await expect(venue.registration()).rejects.toMatchObject({ details: { failure: 'CLOSED' } });
  });
});
