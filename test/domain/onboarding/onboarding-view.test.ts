/** `venue.onboarding` says of the connection what the status says. */

import { leftByOnboardings } from '../../../src/domain/facts/read-facts.js';
import { judgeStatus } from '../../../src/domain/status/judge-status.js';
import { stateBy } from '../../../src/domain/status/onboarding.js';
import { knownOf } from '../../../src/domain/types/fact.js';
import {
  type Change,
  FAULTS,
  NEVER_ONBOARDED,
  OPERATIONS,
  stopped,
  wellStatusFacts,
} from '../status/status-situations.js';
import { wellCloud } from '../venue/sync-facts.js';

const licensed = { licences: ['CLOUD_SYNC'] } as const;

it.each<[string, Change | undefined, string, string | undefined]>([
  ['all is well', {}, 'CONNECTED', undefined],
  ['it was never onboarded', NEVER_ONBOARDED, 'NEVER_CONNECTED', 'NEVER_CONNECTED'],
  [
    'its first onboarding was rolled back',
    OPERATIONS['first onboarding, rolled back after its first heartbeat'],
    'NEVER_CONNECTED',
    'NEVER_CONNECTED',
  ],
  ['the cloud knows another server', FAULTS['swiftpos=migrated'], 'RECONNECT_NEEDED', 'RECONNECT_NEEDED'],
  ['the cloud does not hear it', FAULTS['link=down'], 'UNKNOWN', 'LINK_DOWN'],
  ['Gateway Client is stopped', stopped('gateway-client'), 'UNKNOWN', 'SERVICE_DOWN'],
  ['the registration has expired', FAULTS['registration=expired'], 'CONNECTED', 'REGISTRATION_EXPIRED'],
])('when %s', (_, change, state, code) => {
  const facts = { ...wellStatusFacts(), ...change };
  const { findings } = judgeStatus(facts);
  const found = findings.find((finding) => finding.code === code);
  const detail = found && `${found.message} ${found.remedy}`;
  expect(found?.code).toBe(code);
  expect(stateBy(findings, knownOf(facts.cloud) ?? wellCloud(), licensed)).toEqual({ state, detail });
});

it('waits for the first sync while the onboarding that starts it runs', () => {
  const cloud = wellCloud();
  const before = { ...cloud, sync: { ...cloud.sync, lastCompletedAt: undefined } };
  expect(stateBy([], before, licensed)).toEqual({
    state: 'CLOUD_SYNC_PENDING',
    detail: 'The first sync has not been completed yet.',
  });
  expect(stateBy([], before, { licences: [] }).state).toBe('CONNECTED');
});

it('says how far a send is', () => {
  const said = (name: string) => {
    const facts = { ...wellStatusFacts(), ...OPERATIONS[name] };
    return stateBy(judgeStatus(facts).findings, knownOf(facts.cloud) ?? wellCloud(), licensed);
  };
  const rows = '40 % (400 of 1,000 rows).';
  expect(said('first sync, running')).toEqual({ state: 'CLOUD_SYNC_PENDING', detail: `First sync: ${rows}` });
  expect(said('resync, running')).toEqual({ state: 'CONNECTED', detail: `Full send: ${rows}` });
});

it('reads what onboardings left once, for what was rolled back and what can be finished', async () => {
  let asked = 0;
  const listAsStored = async () => {
    asked += 1;
    return [];
  };
  const from = { state: { operations: { listAsStored, steps: async () => [] } } } as never;
  await leftByOnboardings(from, wellStatusFacts());
  expect(asked).toBe(1);
  await leftByOnboardings(from, { ...wellStatusFacts(), ...FAULTS['link=down'] });
  expect(asked).toBe(2);
});
