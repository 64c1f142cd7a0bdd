/** A differential diagnosis: the cheapest remedy whose cause is proven comes first; a resync only when data sync itself is the cause. */

import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { Memory } from '../words/operation.js';
import type { FactSources } from './facts.js';
import { gatherFacts } from './facts.js';
import { CAUSES, type SyncCause } from './sync-causes.js';
import { type BacklogSample, type Evidence, gatherEvidence, type SyncFacts } from './sync-evidence.js';

export interface SyncDiagnosis {
  readonly cause: SyncCause;
  /** The others that the evidence allows, likeliest first. */
  readonly candidates: readonly SyncCause[];
  readonly evidence: readonly Evidence[];
  readonly recommendation: string;
  readonly resyncJustified: boolean;
}

const REMEDIES: Readonly<Record<SyncCause, string>> = {
  REGISTRATION_EXPIRED: 'Renew the registration with swiftpos; the cloud takes nothing until then.',
  LICENCE_MISSING: 'Cloud Sync is not licensed: nothing is meant to be sent. Ask swiftpos if it should be.',
  GATEWAY_STOPPED: 'Start Gateway Client, and set it to start automatically.',
  LINK_DOWN:
    'Gateway Client runs, but the cloud does not hear it: check the internet connection and the outbound firewall.',
  WEB_SERVER_DOWN: 'Start the web server of SwiftAPI (IIS): ordering reaches the till through it.',
  CLOUD_SYNC_STOPPED: 'Start Cloud Sync; where it is not installed, plan an onboarding.',
  DATABASE_OPERATION_RUNNING: 'Wait until the database operation has ended; sending goes on by itself then.',
  VERSION_MISMATCH:
    'Bring database and programs to one version of swiftpos. Only an upgrade from below 10.37 calls for an onboarding.',
  DATA_SYNC_FAILING:
    'Rows can not be sent one by one. If swiftpos support agrees, plan a resync outside trading hours.',
  BACKLOG:
    'Wait: messages are being worked off. If they only grow, restart Cloud Sync and look again in ten minutes.',
  LOCATION_NOT_ACTIVATED: 'Activate the location that is missing.',
  NONE: 'Nothing points to a fault. A resync would only take ordering down.',
  UNKNOWN:
    'Nothing is proven, and not everything could be looked at. Run "venue-control doctor", mend what it names, then look again.',
};

/** Evidence in, diagnosis out. */
export function diagnose(facts: SyncFacts): SyncDiagnosis {
  const findings = gatherEvidence(facts);
  const proven = CAUSES.filter((cause) => findings.some((finding) => finding.proves.includes(cause)));
  const possible = CAUSES.filter((cause) => findings.some((finding) => finding.couldBe.includes(cause)));
  const [first, ...others] = proven;
  const cause = first ?? (possible.length > 0 ? 'UNKNOWN' : 'NONE');
  return {
    cause,
    candidates: [...others, ...possible.filter((candidate) => !proven.includes(candidate))],
    evidence: findings.map(({ code, title, value, supports, observedAt }) => ({
      code,
      title,
      value,
      supports,
      observedAt,
    })),
    recommendation: neverConnected(facts)
      ? 'This venue was never connected: plan an onboarding.'
      : REMEDIES[cause],
    resyncJustified: cause === 'DATA_SYNC_FAILING',
  };
}

function neverConnected(facts: SyncFacts): boolean {
  return facts.cloud?.connection.state === 'never';
}

export interface DiagnosisParts extends FactSources {
  readonly clock: Clock;
  readonly state: Pick<StateDatabase, 'operations' | 'keyValues'>;
}

const SAMPLES = 'sync backlog';
const SAMPLES_KEPT = 30;
const SAMPLE_EVERY_MS = 20_000;

/** Everything a diagnosis rests on, gathered afresh; each look adds a sample to the trend of the queue. */
export async function gatherSyncFacts(parts: DiagnosisParts): Promise<SyncFacts> {
  const at = parts.clock.now();
  const [facts, backlog, locations, samples] = await Promise.all([
    gatherFacts(parts, at),
    parts.venue.syncBacklog().catch(() => undefined),
    parts.venue.locations(),
    recallSamples(parts.state.keyValues),
  ]);
  const since = facts.cloud?.sync.lastCompletedAt;
  const exceptions = await parts.venue.syncExceptions(since).catch(() => undefined);
  if (backlog) await rememberSample(parts.state.keyValues, samples, { at, messages: backlog.messages });
  return { ...facts, backlog, exceptions, samples, locations };
}

async function recallSamples(keyValues: KeyValueStore): Promise<readonly BacklogSample[]> {
  const kept = (await keyValues.get(SAMPLES))?.value['samples'] as
    | { at: string; messages: number }[]
    | undefined;
  return (kept ?? []).map(({ at, messages }) => ({ at: new Date(at), messages }));
}

async function rememberSample(
  keyValues: KeyValueStore,
  samples: readonly BacklogSample[],
  sample: BacklogSample,
): Promise<void> {
  const newest = samples.at(-1);
  if (newest && sample.at.getTime() - newest.at.getTime() < SAMPLE_EVERY_MS) return;
  const kept = [...samples, sample].slice(-SAMPLES_KEPT);
  const value: Memory = { samples: kept.map(({ at, messages }) => ({ at: at.toISOString(), messages })) };
  await keyValues.set(SAMPLES, value, sample.at);
}
