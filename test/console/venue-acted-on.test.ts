/** How the venue reads while somebody acts on a service, or has. */
import { judgeVenue } from '../../src/console/venue-state/judge-venue';
import type { VenueFacts } from '../../src/console/venue-state/venue-facts';
import { consumer, facts, service, venue } from './venue-samples';

const off = consumer({ available: false, detail: 'Gateway Client is not running.' });
const order = (title: string) => ({
  operationId: 'op-1',
  title,
  byName: 'Morgan Reyes',
  at: '2031-05-05T16:20:00Z',
  reason: 'Printer queue stuck',
});

const rows: readonly (readonly [
  what: string,
  given: Partial<VenueFacts>,
  tone: string,
  word: string,
  sentence: string,
])[] = [
  [
    'a service is in the middle of its restart, and what rests on it is off',
    {
      services: [
        service({
          key: 'gateway-client',
          health: 'DEGRADED',
          status: 'STOPPED',
          heldBy: order('Restart Gateway'),
        }),
      ],
      venue: venue({ consumers: [off] }),
    },
    'busy',
    'Online',
    'Online. “Restart Gateway” is under way.',
  ],
  [
    'somebody had a service stopped, and what rests on it is off',
    {
      services: [
        service({
          key: 'gateway-client',
          health: 'DOWN',
          status: 'STOPPED',
          stoppedBy: order('Stop NetPOS'),
        }),
      ],
      venue: venue({ consumers: [off] }),
    },
    'warn',
    'Online, but look',
    'Online. NetPOS was stopped by Morgan Reyes: “Printer queue stuck”.',
  ],
];

it.each(rows)('%s', (_, given, tone, word, sentence) => {
  expect(judgeVenue(facts(given))).toMatchObject({ tone, word, sentence });
});
