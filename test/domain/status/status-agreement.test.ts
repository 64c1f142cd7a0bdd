/** In every situation of the table, and in every pair of them: services and diagnosis say nothing that the status does not. */
import { impededBy } from '../../../src/domain/services/view.js';
import { ABSENT, knownOf, type StatusFacts } from '../../../src/domain/status/facts.js';
import { judgeStatus } from '../../../src/domain/status/judge-status.js';
import { judgeSyncBy } from '../../../src/domain/status/judge-sync.js';
import { impedimentsIn } from '../../../src/domain/status/status-poller.js';
import { HOST_STATES, SERVICE_KEYS, SERVICE_STATES } from '../../../src/domain/types/services.js';
import { diagnose } from '../../../src/domain/venue/diagnosis.js';
import type { SyncFacts } from '../../../src/domain/venue/sync-evidence.js';
import { contradictions } from '../../prove/status-agrees.js';
import { registrationOf, serviceOf } from '../venue/facts-of.js';
import { wellFacts } from '../venue/sync-facts.js';
import {
  AWAY,
  BESIDE,
  FAULTS,
  NEVER_ONBOARDED,
  OPERATIONS,
  stopped,
  wellStatusFacts,
} from './status-situations.js';

const SITUATIONS = {
  'never onboarded': NEVER_ONBOARDED,
  ...FAULTS,
  ...Object.fromEntries(SERVICE_KEYS.map((key) => [`${key} stopped`, stopped(key)])),
  ...BESIDE,
  ...AWAY,
  ...OPERATIONS,
};
const NAMES = Object.keys(SITUATIONS) as (keyof typeof SITUATIONS)[];
const PAIRS = NAMES.flatMap((one, index) => NAMES.slice(index + 1).map((other) => [one, other] as const));

/** A cloud that can't be asked says nothing of a send either. */
function factsIn(...names: readonly (keyof typeof SITUATIONS)[]): StatusFacts {
  const all: StatusFacts = Object.assign({}, wellStatusFacts(), ...names.map((name) => SITUATIONS[name]));
  if (all.cloud.is === 'unknown') return { ...all, openSend: all.cloud };
  return all.openSend.is === 'unknown' ? { ...all, openSend: ABSENT } : all;
}

function contradicted(facts: StatusFacts): readonly string[] {
  const status = judgeStatus(facts);
  const sync = syncFactsOf(facts);
  const own = knownOf(facts.services) ?? [];
  const services = own.map((view) => impededBy(impedimentsIn(status), view));
  return contradictions(status, { services, diagnosis: diagnose(sync, judgeSyncBy(sync, facts)) });
}

it.each(NAMES.map((name) => [name]))('says the same everywhere: %s', (name) => {
  expect(contradicted(factsIn(name))).toEqual([]);
});

it('says the same everywhere in each pair of situations', () => {
  const untrue = PAIRS.flatMap((pair) => contradicted(factsIn(...pair)).map((line) => [...pair, line]));
  expect(untrue).toEqual([]);
});

it('is neither down nor not known without a finding that says why, in each pair of situations', () => {
  const silent = PAIRS.filter((pair) => {
    const { state, planned, findings } = judgeStatus(factsIn(...pair));
    const worst = findings[0]?.severity;
    return (state === 'DOWN' && !planned) || state === 'UNKNOWN'
      ? !worst || worst === 'INFO' || !findings.some(({ consumers }) => consumers.length > 0)
      : false;
  });
  expect(silent).toEqual([]);
});

/** The same venue as a plan reads it. */
function syncFactsOf(facts: StatusFacts): SyncFacts {
  const well = wellFacts();
  const views = knownOf(facts.services) ?? [];
  const hosts = views.map(({ key, status, installed, health }) => {
    const state = HOST_STATES.find((each) => SERVICE_STATES[each] === status) ?? 'Unknown';
    return serviceOf(key, { state, installed, startMode: health === 'INACTIVE' ? 'Manual' : 'Automatic' });
  });
  return {
    ...well,
    registration: knownOf(facts.registration) ?? registrationOf(),
    host: knownOf(facts.host),
    services: new Map(hosts.map((service) => [service.key, service])),
    cloud: knownOf(facts.cloud),
    locations: knownOf(facts.locations) ?? well.locations,
    databaseOperations: knownOf(facts.databaseOperations),
    backlog: knownOf(facts.backlog),
    exceptions: knownOf(facts.exceptions),
    everConnected: knownOf(facts.everConnected) ?? true,
    linkTakenBack: knownOf(facts.linkTakenBack) ?? 'NO',
  };
}
