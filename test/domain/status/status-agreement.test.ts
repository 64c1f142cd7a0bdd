/** In every situation of the table, and in every pair of them: services and diagnosis say nothing that the status does not. */

import { diagnose } from '../../../src/domain/diagnosis/diagnosis.js';
import type { DiagnosisFacts } from '../../../src/domain/diagnosis/evidence.js';
import { provenCauses } from '../../../src/domain/diagnosis/proven-causes.js';
import { type Snapshot } from '../../../src/domain/facts/snapshot.js';
import { impededBy } from '../../../src/domain/services/view.js';
import { judgeStatus } from '../../../src/domain/status/judge-status.js';
import { impedimentsIn } from '../../../src/domain/status/status-poller.js';
import { ABSENT, known, knownOf } from '../../../src/domain/types/fact.js';
import { HOST_STATES, SERVICE_KEYS, SERVICE_STATES } from '../../../src/domain/types/services.js';
import { contradictions } from '../../prove/status/agrees.js';
import { registrationOf, serviceOf } from '../venue/facts-of.js';
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
function factsIn(...names: readonly (keyof typeof SITUATIONS)[]): Snapshot {
  const all: Snapshot = Object.assign({}, wellStatusFacts(), ...names.map((name) => SITUATIONS[name]));
  if (all.cloud.is === 'unknown') return { ...all, openSend: all.cloud };
  return all.openSend.is === 'unknown' ? { ...all, openSend: ABSENT } : all;
}

function contradicted(facts: Snapshot): readonly string[] {
  const status = judgeStatus(facts);
  const sync = syncFactsOf(facts);
  const own = knownOf(facts.services) ?? [];
  const services = own.map((view) => impededBy(impedimentsIn(status), view));
  return contradictions(status, { services, diagnosis: diagnose(sync, provenCauses(sync)) });
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
function syncFactsOf(facts: Snapshot): DiagnosisFacts {
  const views = knownOf(facts.services) ?? [];
  const hosts = views.map(({ key, status, installed, health }) => {
    const state = HOST_STATES.find((each) => SERVICE_STATES[each] === status) ?? 'Unknown';
    return serviceOf(key, { state, installed, startMode: health === 'INACTIVE' ? 'Manual' : 'Automatic' });
  });
  const { registration, everConnected, linkTakenBack, services } = facts;
  return {
    ...facts,
    registration: registration.is === 'known' ? registration : known(registrationOf()),
    hostServices:
      services.is === 'known' ? known(new Map(hosts.map((service) => [service.key, service]))) : services,
    everConnected: known(knownOf(everConnected) ?? true),
    linkTakenBack: known(knownOf(linkTakenBack) ?? 'NO'),
    unfinished: ABSENT,
    samples: [],
  };
}
