import { impactOfSending } from '../../../src/domain/plans/plan.js';
import type { VenueStore } from '../../../src/domain/ports/venue-store.js';
import { DEFAULT_SETTINGS } from '../../../src/domain/types/settings.js';
import type { CloudVenue } from '../../../src/domain/venue/cloud.js';
import { cloudOf } from '../venue/facts-of.js';

const venue = {
  locations: async () => [],
  syncTableCounts: async () => [
    { table: 'Sale', rows: 50_000 },
    { table: 'Product', rows: 2_000 },
  ],
} as unknown as VenueStore;

const parts = { venue, settings: { ...DEFAULT_SETTINGS, assumedRowsPerSecond: 200 } };

describe('how long a send takes', () => {
  it('is one estimate: where none was completed from here, its basis says what is assumed and no other time', async () => {
    const impact = await impactOfSending(parts, undefined);
    expect(impact.estimatedSeconds).toBe(260);
    expect(impact.basis).toBe(
      '52,000 rows in 2 tables; no send was completed from this server yet, so 200 rows per second are assumed.',
    );
  });

  const impactAfter = (rowsReceived: number, seconds: number) => {
    const [startedAt, completedAt] = [new Date(0), new Date(seconds * 1000)];
    const job = { state: 'COMPLETED', rowsReceived, startedAt, completedAt } as CloudVenue['sync']['job'];
    return impactOfSending(parts, cloudOf({}, { job }));
  };

  it('rests on the last send that was completed', async () => {
    const impact = await impactAfter(26_000, 260);
    expect(impact.estimatedSeconds).toBe(520);
    expect(impact.basis).toBe('52,000 rows in 2 tables; the last send moved 26,000 rows in 260 s.');
  });

  it('does not rest on one of few rows, as the first one of a new venue', async () => {
    const impact = await impactAfter(400, 0.1);
    expect(impact.estimatedSeconds).toBe(260);
    expect(impact.basis).toBe(
      '52,000 rows in 2 tables; the last send moved only 400, so 200 rows per second are assumed.',
    );
  });
});

it('names what is off while Services Monitor is held off', async () => {
  const off = async (...held: Parameters<typeof impactOfSending>[2] & object) =>
    (await impactOfSending(parts, undefined, held)).unavailable;
  expect(await off()).toEqual(['OrderAway', 'TouchMini', 'Cloud BackOffice Analytics']);
  expect(await off('services-monitor')).toEqual([...(await off()), 'Happy Hours', 'Promotions']);
});
