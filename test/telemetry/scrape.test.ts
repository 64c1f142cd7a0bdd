import type { Figure } from '../../src/domain/types/figures.js';
import { openScrape } from '../../src/telemetry/metrics/scrape.js';

const figures: Figure[] = [
  { name: 'venue.status', value: 1, attributes: { state: 'OK' } },
  { name: 'venue.status', value: 0, attributes: { state: 'DOWN' } },
  { name: 'venue.sync.rows.sent', value: 12 },
  { name: 'venue.link.heartbeat.age', value: 4.5 },
];

const resource = async () => ({ 'service.name': 'venue-control', 'service.version': '1.2.3' });

test('answers figures as Prometheus reads them, and leaves out what has no value', async () => {
  const scrape = await openScrape({ read: async () => figures, resource });
  const lines = (await scrape()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      '# TYPE venue_status gauge',
      'venue_status{state="OK"} 1',
      'venue_status{state="DOWN"} 0',
      '# TYPE venue_sync_rows_sent_total counter',
      'venue_sync_rows_sent_total 12',
      'venue_link_heartbeat_age 4.5',
      'target_info{service_name="venue-control",service_version="1.2.3"} 1',
    ]),
  );
  expect(lines.filter((line) => /^venue_link_up/.test(line))).toEqual([]);
  expect(lines.filter((line) => /^(process_uptime|process_cpu_time_total)/.test(line))).toHaveLength(3);
  figures.shift();
  expect(await scrape()).not.toContain('venue_status{state="OK"}');
});

test('reads once for all who ask meanwhile, and fails where figures do', async () => {
  let reads = 0;
  const read = async (): Promise<Figure[]> => {
    reads += 1;
    if (reads > 1) throw new Error('away');
    return figures;
  };
  const scrape = await openScrape({ read, resource });
  const [one, other] = await Promise.all([scrape(), scrape()]);
  expect([one === other, reads]).toEqual([true, 1]);
  await expect(scrape()).rejects.toThrow('Figures could not be read');
});
