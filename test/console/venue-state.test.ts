import { judgeVenue } from '../../src/console/venue-state/judge-venue';
import type { VenueFacts } from '../../src/console/venue-state/venue-facts';
import { operationWith } from './operation-samples';
import { consumer, diagnosis, facts, service, venue } from './venue-samples';

const down = service({ health: 'DOWN', status: 'STOPPED', nextAction: 'Start it.' });
const gatewayDown = service({ key: 'gateway-client', displayName: 'Gateway Client', health: 'DOWN' });
const off = consumer({ available: false, detail: 'Gateway Client is not running.' });

type Row = readonly [what: string, given: Partial<VenueFacts>, tone: string, word: string, sentence: string];

/** Of one tone and word: what is so, what is given, the sentence. */
function judged(
  tone: string,
  word: string,
  cases: readonly (readonly [what: string, given: Partial<VenueFacts>, sentence: string])[],
): Row[] {
  return cases.map(([what, given, sentence]) => [what, given, tone, word, sentence]);
}

const rows: readonly Row[] = [
  ...judged('ok', 'Online', [
    ['all is known and works', {}, 'Online. Everything works.'],
    [
      'the clerk may not see services',
      { services: 'hidden', diagnosis: 'hidden' },
      'Online. What depends on swiftpos Cloud works.',
    ],
    ['a service is not in use', { services: [service({ health: 'INACTIVE' })] }, 'Online. Everything works.'],
  ]),
  ...judged('bad', 'Online, but look', [
    ['a service is down', { services: [down] }, 'Online. NetPOS is down.'],
    [
      'the registration has expired',
      { venue: venue({ registrationState: 'EXPIRED' }), diagnosis: diagnosis('REGISTRATION_EXPIRED') },
      'Online. The registration ended after Wed 30 Jun 2032.',
    ],
    [
      'rows can’t be sent',
      { diagnosis: diagnosis('DATA_SYNC_FAILING') },
      'Online. Some data can not be sent to the cloud.',
    ],
    [
      'the gateway is down and takes ordering along',
      {
        services: [gatewayDown],
        venue: venue({ consumers: [off] }),
        diagnosis: diagnosis('GATEWAY_STOPPED'),
      },
      'Online. Gateway Client is down.',
    ],
    [
      'something is off that no service explains',
      { venue: venue({ consumers: [off, consumer({ name: 'Doshii', available: false })] }) },
      'Online. OrderAway and Doshii do not work.',
    ],
    [
      'several things are wrong: the worst first, the others counted',
      { services: [down], diagnosis: diagnosis('BACKLOG'), venue: venue({ registrationState: 'EXPIRING' }) },
      'Online. NetPOS is down. 2 more things need a look.',
    ],
  ]),
  ...judged('warn', 'Online, but look', [
    [
      'a service limps',
      { services: [service({ health: 'DEGRADED' })] },
      'Online. NetPOS does not work as it should.',
    ],
    [
      'nobody can say how the services are',
      { services: undefined },
      'Online. How the services are is not known.',
    ],
    [
      'the registration ends soon',
      { venue: venue({ registrationState: 'EXPIRING' }) },
      'Online. The registration ends after Wed 30 Jun 2032.',
    ],
    [
      'nobody has diagnosed it',
      { diagnosis: undefined },
      'Online. Whether data reaches the cloud is not known.',
    ],
    [
      'something can’t be told',
      { venue: venue({ consumers: [consumer({ available: null })] }) },
      'Online. Whether OrderAway works is not known.',
    ],
    [
      'everything new is stopped',
      { maintenance: { on: true, since: null, byName: 'Morgan Reyes', reason: 'Printer queue stuck' } },
      'Online. Morgan Reyes has stopped everything new: “Printer queue stuck”.',
    ],
    [
      'a job waits for a decision',
      { running: [operationWith({ kind: 'ONBOARD', state: 'NEEDS_ATTENTION' })] },
      'Online. Onboarding waits for a decision.',
    ],
  ]),
  ...judged('busy', 'Online', [
    [
      'a service starts',
      { services: [service({ health: 'DEGRADED', status: 'START_PENDING' })] },
      'Online. NetPOS is starting.',
    ],
    [
      'all data is being sent',
      { venue: venue({ consumers: [off] }), running: [operationWith()] },
      'Online. OrderAway is off while all data is sent.',
    ],
  ]),
  ...judged('busy', 'Online, first sync', [
    [
      'the first sync runs',
      { venue: venue({ state: 'CLOUD_SYNC_PENDING', firstSync: { startedAt: null } }) },
      'Online. The first sync is not complete yet.',
    ],
  ]),
  ...judged('bad', 'Not online', [
    [
      'it was never connected',
      { venue: venue({ state: 'NEVER_CONNECTED', consumers: [off] }), diagnosis: diagnosis('LINK_DOWN') },
      'Not online: this venue has never been connected to swiftpos Cloud.',
    ],
    [
      'it must be connected again, and a service is down',
      { venue: venue({ state: 'RECONNECT_NEEDED' }), services: [down] },
      'Not online: the connection must be made again. 1 more thing needs a look.',
    ],
  ]),
  ...judged('bad', 'Not known', [
    [
      'the cloud can’t be asked, and a service is down',
      { venue: venue({ state: 'UNKNOWN' }), services: [down] },
      'Nobody can say now whether this venue is online. 1 more thing needs a look.',
    ],
  ]),
  ...judged('warn', 'Not known', [
    ['the venue has not answered', { venue: undefined }, 'How this venue is, is not known.'],
    [
      'the control plane doesn’t answer, whatever was known',
      { isConnected: false },
      'The control plane does not answer, so nobody knows how this venue is.',
    ],
  ]),
];

describe('the venue’s state', () => {
  it.each(rows)('when %s', (_, given, tone, word, sentence) => {
    const judged = judgeVenue(facts(given));
    expect([judged.tone, judged.word, judged.sentence]).toEqual([tone, word, sentence]);
  });

  it('comes with the next step of each finding, and the page for it', () => {
    const { findings } = judgeVenue(
      facts({ services: [down], diagnosis: diagnosis('DATA_SYNC_FAILING'), running: [] }),
    );
    expect(findings.map(({ next, view }) => [next, view])).toEqual([
      ['Start it.', 'services'],
      ['Mend DATA_SYNC_FAILING.', 'resync'],
    ]);
  });

  it('leaves no finding without a next step', () => {
    for (const [what, given] of rows) {
      const without = judgeVenue(facts(given)).findings.filter(({ next }) => !next);
      expect({ what, without }).toEqual({ what, without: [] });
    }
  });

  it('says nothing twice: what a service or the registration says, a diagnosis adds nothing to', () => {
    const stopped = service({ key: 'cloud-sync', displayName: 'Cloud Sync', health: 'DOWN' });
    const { findings } = judgeVenue(
      facts({ services: [stopped], diagnosis: diagnosis('CLOUD_SYNC_STOPPED') }),
    );
    expect(findings.map(({ subject }) => subject)).toEqual(['cloud-sync']);
  });

  it('asks for no licence that the venue does not have', () => {
    const without = { venue: venue({ licences: [] }), diagnosis: diagnosis('LICENCE_MISSING') };
    expect(judgeVenue(facts(without)).sentence).toBe('Online. Everything works.');
  });

  it.each(['NONE', 'LICENCE_MISSING', 'UNKNOWN'] as const)(
    'never says that everything works beside anything that doesn’t: %s',
    (cause) => {
      for (const [, given] of rows.slice(2)) {
        const { findings, sentence } = judgeVenue(facts({ ...given, diagnosis: diagnosis(cause) }));
        expect(sentence.includes('Everything works')).toBe(
          findings.length === 0 && sentence.startsWith('Online.'),
        );
      }
    },
  );
});
