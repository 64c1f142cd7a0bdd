/** The trail of a failure: what it says, and that a log which can't be read changes nothing. */
import { askOnboarding, type PracticeDomain, practiceDomain } from './practice-domain.js';

describe('the trail of a failed operation', () => {
  let domain: PracticeDomain;
  beforeEach(async () => {
    domain = await practiceDomain();
    domain.world.connection = 'never';
    domain.world.refuse('Confirm-Venue', 'VENUE_MISMATCH');
  });
  afterEach(() => domain.close());

  async function failed() {
    const { id } = await askOnboarding(domain);
    await expect(domain.until(id, 'SUCCEEDED')).rejects.toThrow('FAILED');
    return domain.find(id);
  }

  it('names the lines of its time, oldest first in venue time, then DataDog and correlation', async () => {
    let parameters: Readonly<Record<string, unknown>> = {};
    domain.world.scripts.set('Get-VenueEvent', (given) => {
      parameters = given;
      const line = { Level: 'ERROR', Source: 'Cloud Sync', EventId: 7034, Service: 'cloud-sync' };
      return [
        { ...line, RecordId: '2', At: '2031-05-05T17:10:02.000Z', Message: 'died\r\nagain' },
        { ...line, RecordId: '1', At: '2031-05-05T17:10:01.000Z', Message: 'died' },
      ];
    });
    const { startedAt, failure } = await failed();
    expect(parameters).toMatchObject({ MinimumLevel: 'WARNING', Since: startedAt?.toISOString() });
    expect(failure?.trail).toEqual([
      '03:10:01 Cloud Sync 7034: died',
      '03:10:02 Cloud Sync 7034: died again',
      `DataDog: @customerNumber:10482213 from ${startedAt?.getTime()} to ${Date.parse(String(parameters['Until']))}`,
      'correlation correlation of 1',
    ]);
  });

  it('does without the log when it cannot be read', async () => {
    domain.world.refuse('Get-VenueEvent', 'EVENT_LOG_UNREADABLE');
    const { failure } = await failed();
    expect(failure?.code).toBe('VENUE_MISMATCH');
    expect(failure?.trail).toEqual([expect.stringMatching(/^DataDog: /), 'correlation correlation of 1']);
  });

  it('waits five seconds for the log and no longer', async () => {
    domain.world.scripts.set('Get-VenueEvent', () => new Promise(() => {}));
    const { failure } = await failed();
    expect(failure?.code).toBe('VENUE_MISMATCH');
    expect(failure?.trail).toEqual(['correlation correlation of 1']);
  });
});
