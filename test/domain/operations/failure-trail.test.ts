/** The trail of a failure: what it says, and that a log which can't be read changes nothing. */
import { askOnboarding, eachDomain } from '../rehearsal-domain.js';

describe('the trail of a failed operation', () => {
  const domain = eachDomain();
  beforeEach(() => {
    domain.venue.connection = 'never';
    domain.venue.refuse('Confirm-Venue', 'VENUE_MISMATCH');
  });

  async function failed() {
    const { id } = await askOnboarding(domain);
    await expect(domain.until(id, 'SUCCEEDED')).rejects.toThrow('FAILED');
    return domain.find(id);
  }

  it('names the lines of its time, oldest first in venue time, then DataDog and correlation', async () => {
    let parameters: Readonly<Record<string, unknown>> = {};
    domain.venue.scripts.set('Get-VenueEvent', (given) => {
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
    domain.venue.refuse('Get-VenueEvent', 'EVENT_LOG_UNREADABLE');
    const { failure } = await failed();
    expect(failure?.code).toBe('VENUE_MISMATCH');
    expect(failure?.trail).toEqual([expect.stringMatching(/^DataDog: /), 'correlation correlation of 1']);
  });

  it('waits five seconds for the log and no longer', async () => {
    domain.venue.scripts.set('Get-VenueEvent', () => new Promise(() => {}));
    const { startedAt, finishedAt, failure } = await failed();
    expect(failure?.code).toBe('VENUE_MISMATCH');
    expect(failure?.trail).toEqual([expect.stringMatching(/^DataDog: /), 'correlation correlation of 1']);
    // The clock goes by seconds here, and one of them may be the step's own.
    expect(Number(finishedAt) - Number(startedAt)).toBeLessThanOrEqual(6000);
  });

  it('reports the services that it touches first, and of ten lines at most', async () => {
    domain.venue.scripts.set('Get-VenueEvent', () => {
      const line = (second: number, service: string | null, source: string) => ({
        RecordId: String(second),
        At: `2031-05-05T17:10:${second}.000Z`,
        Level: 'WARNING',
        Source: source,
        EventId: null,
        Message: `line ${second}`,
        Service: service,
      });
      const others = Array.from({ length: 20 }, (_, index) => line(50 - index, 'netpos', 'NetPOS'));
      const own = [
        line(20, 'gateway-client', 'Service Control Manager'),
        line(19, 'cloud-sync', 'Cloud Sync'),
        line(18, null, 'swiftpos SQL Application'),
      ];
      return [...others, ...own];
    });
    const { failure } = await failed();
    const lines = failure?.trail.slice(0, -2) ?? [];
    expect(lines.slice(0, 3)).toEqual([
      '03:10:19 Cloud Sync: line 19',
      '03:10:20 Gateway Client: line 20',
      '03:10:43 NetPOS: line 43',
    ]);
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe('03:10:50 NetPOS: line 50');
  });
});
