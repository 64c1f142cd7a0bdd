/** Judges whether the venue is connected. Status and plans use the same judgment, each in its own words. */
import type { OperationStore } from '../ports/operation-store.js';
import type { Registration } from '../ports/venue-store.js';
import { type Fact, knownOf } from '../types/fact.js';
import type { Operation, OperationStep } from '../types/operation.js';
import { isUpgradeFromBelowMinimum } from '../types/swiftpos-version.js';
import type { CloudVenue } from './cloud.js';
import type { HostService, VenueHost } from './host.js';
import {
  type EndedOnboardings,
  isConnectedBy,
  REDEEM_CODE,
  STORE_CREDENTIAL,
  type Unfinished,
} from './unfinished.js';

export type LinkState =
  /** The cloud can't be asked now. */
  | 'UNKNOWN'
  /** It has never seen a heartbeat of this venue. */
  | 'NEVER'
  /** It knows another server for it. */
  | 'OTHER_SERVER'
  /** It knows a version of swiftpos below the oldest that can be onboarded, and this venue was upgraded since. */
  | 'OTHER_VERSION'
  /** Silent since our own last onboarding went back: what it left can't be trusted to connect, so there is a link to set up again. */
  | 'TAKEN_BACK'
  /** The same, where that onboarding was the first one: there is no link to lose, and none to set up again. */
  | 'FIRST_TAKEN_BACK'
  /** Silent. */
  | 'OFFLINE'
  | 'UP';

/** Where there is a link to set up again. */
export const LINK_SENTENCES: Readonly<Record<'OTHER_SERVER' | 'OTHER_VERSION' | 'TAKEN_BACK', string>> = {
  OTHER_SERVER: 'The cloud knows another server for this venue.',
  OTHER_VERSION: 'This venue was upgraded from a swiftpos version that could not be onboarded.',
  TAKEN_BACK: 'The cloud has received no heartbeat since the last onboarding was rolled back.',
};

export interface LinkFacts {
  readonly registration: Fact<Registration>;
  readonly cloud: Fact<CloudVenue>;
  readonly host: Fact<VenueHost>;
  readonly linkTakenBack: Fact<LinkTakenBack>;
}

type Servers = Pick<LinkFacts, 'cloud' | 'host'>;

/** Whether our own last onboarding that touched the link went back, and whether no link was ever used before it. */
export type LinkTakenBack = 'NO' | 'YES' | 'FIRST';

/** Why a venue has to be connected again, as a plan states it. */
export const WHY_AGAIN: Readonly<Record<LinkTakenBack, string>> = {
  NO: 'It was connected before. Its server or version has changed since.',
  YES: 'It was connected before. The last onboarding was rolled back, and since then the cloud has received no heartbeat.',
  FIRST:
    'It was connected only during an onboarding that was rolled back. Since then the cloud has received no heartbeat.',
};

/** Never connected, but for the heartbeats of an onboarding that was rolled back: ordering never worked by this link. */
export function isNever(link: LinkState): boolean {
  return link === 'NEVER' || link === 'FIRST_TAKEN_BACK';
}

export function judgeLink(facts: LinkFacts): LinkState {
  const [cloud, registration] = [knownOf(facts.cloud), knownOf(facts.registration)];
  if (!cloud || !registration) return 'UNKNOWN';
  const { firstHeartbeatAt, swiftposVersion } = cloud.connection;
  if (!firstHeartbeatAt) return 'NEVER';
  if (isOtherServer(facts)) return 'OTHER_SERVER';
  if (isUpgradeFromBelowMinimum(swiftposVersion, registration.swiftposVersion)) return 'OTHER_VERSION';
  if (isHeard(facts)) return 'UP';
  return ({ NO: 'OFFLINE', YES: 'TAKEN_BACK', FIRST: 'FIRST_TAKEN_BACK' } as const)[
    knownOf(facts.linkTakenBack) ?? 'NO'
  ];
}

/** The cloud hears this very server now; false also while it can't be asked. */
export function isHeard(facts: Servers): boolean {
  return knownOf(facts.cloud)?.connection.state === 'connected' && !isOtherServer(facts);
}

/** Every other server that the cloud hears now with this Customer Number: one that is still the venue's server too, before this one is. */
function othersHeard(facts: Servers): readonly string[] {
  const cloud = knownOf(facts.cloud);
  if (!cloud) return [];
  const { state, machineId, otherServers } = cloud.connection;
  const isTheirs = state === 'connected' && machineId !== undefined;
  // After an attempt on another server was restored, the cloud may count this very one among the others.
  return [...(isTheirs ? [machineId] : []), ...otherServers].filter((id) => id !== machineOf(facts));
}

/** Certainly another: as long as it is unknown which one this is, one of them may be this very server. */
export function isAnotherHeard(facts: Servers): boolean {
  return othersHeard(facts).length > (machineOf(facts) === undefined ? 1 : 0);
}

/** Whether two servers would share one Customer Number if this one were connected now. */
export type OldServer = 'CONNECTED' | 'SILENT' | 'NEVER_CONNECTED' | 'UNKNOWN';

export function oldServerOf(facts: Servers): OldServer {
  const cloud = knownOf(facts.cloud);
  if (!cloud) return 'UNKNOWN';
  if (isAnotherHeard(facts)) return 'CONNECTED';
  if (mayBeAnothers(facts)) return 'UNKNOWN';
  return cloud.connection.firstHeartbeatAt ? 'SILENT' : 'NEVER_CONNECTED';
}

/** The cloud hears a server, and it is unknown whether that is this one. */
export function mayBeAnothers(facts: Servers): boolean {
  const cloud = knownOf(facts.cloud);
  if (!cloud || machineOf(facts) !== undefined) return false;
  return cloud.connection.state === 'connected' || cloud.connection.otherServers.length > 0;
}

/** Undefined `cloudSync`: PowerShell did not say, and then it is taken to be missing. */
export function lacksCloudSync(
  { licences }: Pick<Registration, 'licences'>,
  cloudSync: Pick<HostService, 'installed'> | undefined,
): boolean {
  return licences.includes('CLOUD_SYNC') && cloudSync?.installed !== true;
}

/** This server's, where it could be read. */
export function machineOf({ host }: Pick<LinkFacts, 'host'>): string | undefined {
  return knownOf(host)?.machineId;
}

/**
 * The onboarding that can be finished on this server without a code. Undefined also while it is unknown which
 * server this is. One that is connected lacks Cloud Sync alone: it makes no link.
 */
export function finishable(
  facts: Servers & { readonly unfinished: Fact<Unfinished> },
  link: LinkState,
): Unfinished | undefined {
  const unfinished = knownOf(facts.unfinished);
  if (unfinished?.machineId !== machineOf(facts) || isTakenOver(facts, unfinished)) return undefined;
  return unfinished?.isConnected && link !== 'UP' && link !== 'OFFLINE' ? undefined : unfinished;
}

/**
 * Another server has redeemed a later code since: the cloud takes that one for the venue's. How far the
 * clock of the cloud is ahead shows in its response.
 */
function isTakenOver(facts: Servers, unfinished: Unfinished | undefined): boolean {
  const cloud = knownOf(facts.cloud);
  if (!unfinished?.redeemedBy || !cloud?.connection.onboardedAt || !isOtherServer(facts)) return false;
  const aheadMs = cloud.cloudTime ? cloud.cloudTime.getTime() - cloud.observedAt.getTime() : 0;
  const laterMs = cloud.connection.onboardedAt.getTime() - aheadMs - unfinished.redeemedBy.getTime();
  return laterMs > (cloud.cloudTime ? READ_MS : CLOCKS_MS);
}

function isOtherServer(facts: Servers): boolean {
  const [theirs, ours] = [knownOf(facts.cloud)?.connection.machineId, machineOf(facts)];
  return ours !== undefined && theirs !== undefined && theirs !== ours;
}

/** Clocks of the venue and of the cloud may differ by so much where it is unknown how far they are apart. */
const SURELY_LATER_MS = 3_600_000;
/** A gateway that could not be stopped then may send it by a credential that it only remembers; by now it was restarted. */
const RESTARTED_BY_MS = 8 * 24 * 3_600_000;
const GATEWAY_STEPS = [STORE_CREDENTIAL, 'reread-credential', 'start-gateway-client'];
/** The time of a response is in whole seconds, and it was under way. */
const READ_MS = 3_000;
/** They differ by less than this where the redemption shows how far they are apart. */
const CLOCKS_MS = 60_000;

/** When the cloud last heard this venue, and when it redeemed its newest code. */
export type Heard = Pick<CloudVenue['connection'], 'lastHeartbeatAt' | 'onboardedAt'>;

/**
 * Whatever our own last onboarding restored when it went back: only the cloud can say whether that still
 * connects. A heartbeat that is surely later than its end came over what it restored.
 */
export async function readLinkTakenBack(
  from: EndedOnboardings,
  heard: Heard | undefined,
): Promise<LinkTakenBack> {
  for await (const { operation, steps } of from) {
    const apartMs = clocksApartMs(steps, heard);
    const heardAt = heard?.lastHeartbeatAt && new Date(heard.lastHeartbeatAt.getTime() - (apartMs ?? 0));
    const clocksMs = apartMs === undefined ? SURELY_LATER_MS : CLOCKS_MS;
    const byMs = remembersCredential(steps) ? RESTARTED_BY_MS : clocksMs;
    if (operation.state === 'SUCCEEDED' || isHeardAfter(operation, heardAt, byMs)) return 'NO';
    if (isConnectedBy(steps)) return 'NO';
    if (await touchedLink(from.operations, operation.id, steps))
      return wasFirst(operation, heardAt) ? 'FIRST' : 'YES';
  }
  return 'NO';
}

/**
 * How far the cloud's clock is ahead, at most: the newest code was redeemed in this step. Undefined: unknown,
 * as where a later one was.
 */
function clocksApartMs(steps: readonly OperationStep[], heard: Heard | undefined): number | undefined {
  const step = steps.find(({ name, state }) => name === REDEEM_CODE && state === 'SUCCEEDED');
  if (!step?.startedAt || !heard?.onboardedAt) return undefined;
  const ms = heard.onboardedAt.getTime() - step.startedAt.getTime();
  return Math.abs(ms) < SURELY_LATER_MS ? ms : undefined;
}

/**
 * Its file was restored, and the gateway was left running. One whose new credential stays in use has nothing
 * else to remember.
 */
function remembersCredential(steps: readonly OperationStep[]): boolean {
  const own = steps.filter(({ name }) => GATEWAY_STEPS.includes(name));
  const isRestored = own.some((step) => step.name === STORE_CREDENTIAL && outcome(step, 'restored') > 0);
  return isRestored && own.some((step) => outcome(step, 'notRestored') > 0);
}

function outcome({ result }: OperationStep, of: 'restored' | 'notRestored'): number {
  const restoration = result?.['restoration'] as Readonly<Record<typeof of, readonly string[]>> | undefined;
  return restoration?.[of].length ?? 0;
}

/** An earlier version kept only the case. */
function wasFirst(operation: Operation, heardAt: Date | undefined): boolean {
  const decision = operation.input['decision'] as
    | { readonly case?: string; readonly isNever?: boolean }
    | undefined;
  const isNever = decision?.isNever ?? decision?.case === 'FIRST_TIME';
  return isNever && !isHeardAfter(operation, heardAt, CLOCKS_MS);
}

function isHeardAfter({ finishedAt }: Operation, heardAt: Date | undefined, byMs: number): boolean {
  return finishedAt !== undefined && heardAt !== undefined && heardAt.getTime() - finishedAt.getTime() > byMs;
}

async function touchedLink(
  operations: OperationStore,
  id: string,
  steps: readonly OperationStep[],
): Promise<boolean> {
  const stateOf = (step: string) => steps.find(({ name }) => name === step)?.state ?? 'PENDING';
  if (stateOf(STORE_CREDENTIAL) !== 'PENDING' || stateOf(REDEEM_CODE) === 'SUCCEEDED') return true;
  if (stateOf(REDEEM_CODE) === 'PENDING') return false;
  const redemption = await operations.redemptionOf(id);
  return redemption?.state === 'REDEEMED' || redemption?.state === 'SENDING';
}
