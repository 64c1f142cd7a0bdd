/**
 * The sync diagnosis: of the proven causes it names the one with the cheapest remedy. Only the cause DATA_SYNC_FAILING justifies a resync.
 * Which causes are proven is judged by the venue's status (proven-causes.ts).
 */

import type { FactSources } from '../facts/plan-facts.js';
import { readPlanFacts } from '../facts/plan-facts.js';
import { fact, readExceptions, readSend, type SendReaders } from '../facts/read-facts.js';
import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { VenueServices } from '../services/services.js';
import { knownOf } from '../types/fact.js';
import type { Memory } from '../types/operation.js';
import { CAUSES, type ProvableCause, type SyncCause } from './causes.js';
import { type BacklogSample, type DiagnosisFacts, type Evidence, gatherEvidence } from './evidence.js';

export interface SyncDiagnosis {
  readonly cause: SyncCause;
  /** The others that the evidence allows, likeliest first. */
  readonly candidates: readonly SyncCause[];
  readonly evidence: readonly Evidence[];
  readonly recommendation: string;
  readonly resyncJustified: boolean;
}

/** What the venue's status finds that may keep a sync from working. */
export interface JudgedVenue {
  /** Each proven cause, with its finding in words. */
  readonly causes: ReadonlyMap<ProvableCause, string>;
  /** The finding that explains why a consumer is off or unknown, whether or not it is a known cause. */
  readonly why: string | undefined;
  /** By the key of a running service: why it needs attention. */
  readonly notes: ReadonlyMap<string, string>;
}

export const ONLY_INTERRUPTS = 'A resync would only interrupt ordering.';
const NOT_ALL_SEEN =
  'No cause is proven, and some facts could not be read. Run "venue-control doctor", follow its remedies, then open the diagnosis again.';

export function diagnose(facts: DiagnosisFacts, { causes, why, notes }: JudgedVenue): SyncDiagnosis {
  const evidence = gatherEvidence(facts, (cause) => causes.has(cause), notes);
  const proven = CAUSES.filter((cause) => evidence.some(({ proves }) => proves.includes(cause)));
  const possible = CAUSES.filter((cause) => evidence.some(({ couldBe }) => couldBe.includes(cause)));
  const [first, ...others] = proven;
  const cause = first ?? (possible.length > 0 ? 'UNKNOWN' : 'NONE');
  const found = first && causes.get(first);
  return {
    cause,
    candidates: [...others, ...possible.filter((candidate) => !proven.includes(candidate))],
    evidence: evidence.map(({ code, title, value, supports, observedAt }) => ({
      code,
      title,
      value,
      supports,
      observedAt,
    })),
    recommendation:
      found ?? why ?? (cause === 'NONE' ? `No fault was found. ${ONLY_INTERRUPTS}` : NOT_ALL_SEEN),
    resyncJustified: cause === 'DATA_SYNC_FAILING',
  };
}

export interface DiagnosisParts extends FactSources, SendReaders {
  readonly clock: Clock;
  readonly state: Pick<StateDatabase, 'operations' | 'keyValues'>;
  readonly services: Pick<VenueServices, 'judged'>;
}

const SAMPLES = 'sync backlog';
const SAMPLES_KEPT = 30;
const SAMPLE_EVERY_MS = 20_000;

/** Reads the facts of a diagnosis afresh. Each call adds a sample to the trend of the queue. */
export async function readDiagnosisFacts(parts: DiagnosisParts): Promise<DiagnosisFacts> {
  const { venue, state, clock } = parts;
  const at = clock.now();
  const [facts, backlog, locations, samples] = await Promise.all([
    readPlanFacts(parts, at),
    fact(venue.syncBacklog(), 'FACT_UNKNOWN'),
    fact(venue.locations(), 'FACT_UNKNOWN'),
    recallSamples(state.keyValues),
  ]);
  const { cloud, hostServices } = facts;
  const waiting = knownOf(backlog);
  if (waiting) await rememberSample(state.keyValues, samples, { at, messages: waiting.messages });
  const operations = await fact(state.operations.active(), 'STATE_DATABASE_UNAVAILABLE');
  return {
    ...facts,
    backlog,
    locations,
    samples,
    exceptions: await readExceptions(venue, cloud),
    operations,
    services:
      hostServices.is === 'known'
        ? await fact(parts.services.judged([...hostServices.value.values()], at), 'POWERSHELL_UNAVAILABLE')
        : hostServices,
    openSend: await readSend(parts, cloud, operations),
  };
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
