import { judgeVenue } from '../../src/console/venue-state/judge-venue';
import { tabIcon, tabTitle } from '../../src/console/venue-state/tab-words';
import type { VenueFacts } from '../../src/console/venue-state/venue-facts';
import { consumer, diagnosis, facts, service, venue } from './venue-samples';

const down = service({ health: 'DOWN', status: 'STOPPED', nextAction: 'Start it.' });
const gatewayDown = service({ key: 'gateway-client', displayName: 'Gateway Client', health: 'DOWN' });
const off = consumer({ available: false, detail: 'Gateway Client is not running.' });

describe('what is found of the venue', () => {
  it('sends to the diagnosis for what that looks at, and nobody who may not open it', () => {
    const given = { services: [down, gatewayDown], diagnosis: diagnosis('BACKLOG') };
    const seen = judgeVenue(facts(given)).findings.map(({ subject, isDiagnosed }) => [subject, isDiagnosed]);
    expect(seen).toEqual([
      ['netpos', false],
      ['gateway-client', true],
      ['backlog', true],
    ]);
    const hidden: Partial<VenueFacts> = {
      services: 'hidden',
      diagnosis: 'hidden',
      venue: venue({ state: 'UNKNOWN', registrationState: 'EXPIRED', consumers: [off] }),
    };
    expect(judgeVenue(facts(hidden)).findings.some(({ isDiagnosed }) => isDiagnosed)).toBe(false);
  });

  it('is what the browser’s tab says, the state first, with a sign of its own for each tone', () => {
    const state = judgeVenue(facts({ services: [down] }));
    expect(tabTitle(state, 'Harbour View Hotel')).toBe('Online, but look: Harbour View Hotel');
    expect(tabTitle(state, undefined)).toBe('Venue control');
    const icons = (['ok', 'busy', 'warn', 'bad'] as const).map(tabIcon);
    expect(new Set(icons).size).toBe(4);
    expect(icons[0]).toBe('/favicon.svg');
  });

  it('says nothing any more of what is seen to be well since it was diagnosed', () => {
    const gateway = service({ key: 'gateway-client', health: 'HEALTHY' });
    const says = (given: Partial<VenueFacts>) => judgeVenue(facts(given)).findings.length;
    expect(says({ services: [gateway], diagnosis: diagnosis('GATEWAY_STOPPED') })).toBe(0);
    expect(says({ services: [], diagnosis: diagnosis('GATEWAY_STOPPED') })).toBe(1);
    expect(says({ diagnosis: diagnosis('LINK_DOWN') })).toBe(0);
    expect(says({ diagnosis: diagnosis('REGISTRATION_EXPIRED') })).toBe(0);
  });
});
