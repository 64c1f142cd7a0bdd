/**
 * The whole domain over a real SQLite store, with a clock that makes no progress and scripts that answer from
 * the model.
 */

import { randomUUID } from 'node:crypto';
import { createControlPlane, type RunningControlPlane } from '../../src/domain/create-control-plane.js';
import type { ClerkStore } from '../../src/domain/ports/clerk-store.js';
import type { Log } from '../../src/domain/ports/machine.js';
import type { StateDatabase } from '../../src/domain/ports/state-database.js';
import type { VenueStore } from '../../src/domain/ports/venue-store.js';
import type { Caller, Viewer } from '../../src/domain/request/viewer.js';
import { isTerminal, type Operation } from '../../src/domain/types/operation.js';
import { ALL_PERMISSIONS } from '../../src/domain/types/permissions.js';
import { Secret } from '../../src/domain/types/secret.js';
import { DEFAULT_SETTINGS, type Settings } from '../../src/domain/types/settings.js';
import { AppError } from '../../src/errors/errors.js';
import type { StatementObserver } from '../../src/storage/database.js';
import { quietLog, sqliteEngine, testKeys } from '../storage/engines.js';
import { FakeVenue, noAnchors, noBackups, RANKS } from './fake-venue.js';
import { LockableState } from './lockable-state.js';
import { each } from './stand-in.js';
import { StillClock } from './still-clock.js';

const engine = sqliteEngine();

export interface PracticeDomain {
  readonly state: StateDatabase;
  readonly plane: RunningControlPlane;
  readonly clock: StillClock;
  readonly venue: FakeVenue;
  /** As it is stored for this PIN. */
  pinHash(pin: string): string;
  /** Whether the state database is away for writes. */
  lock(locked: boolean): void;
  /** Away as soon as the change is stored that this action's audit row belongs to. */
  lockAfter(action: string): void;
  /** The same state under a new boot, as after a kill: the old life is dropped without a word. */
  reborn(): Promise<RunningControlPlane>;
  find(id: string): Promise<Operation>;
  /** Lets time pass until the operation is in this state. */
  until(id: string, state: Operation['state']): Promise<Operation>;
  close(): Promise<void>;
}

export async function practiceDomain(
  given: {
    settings?: Partial<Settings>;
    now?: Date;
    restartsGateway?: boolean;
    /** Clerks and venue from a database instead of from the fake venue. */
    database?: (now: () => Date) => Promise<{ clerks: ClerkStore; venue: VenueStore }>;
    /** Sees each statement of the state. */
    onStatement?: StatementObserver;
    log?: Log;
  } = {},
): Promise<PracticeDomain> {
  const lockable = new LockableState(await engine.state(given.onStatement));
  const { state } = lockable;
  const clock = new StillClock(given.now ?? new Date('2031-05-05T17:10:00.000Z'));
  const venue = new FakeVenue(clock, await given.database?.(() => clock.now()));
  const settings = { ...DEFAULT_SETTINGS, ...given.settings };
  let boot = 0;
  const live = (): RunningControlPlane => {
    boot += 1;
    return createControlPlane({
      state,
      venue: venue.stores.venue,
      clerks: venue.stores.clerks,
      scripts: venue.runner,
      keys: testKeys,
      newId: randomUUID,
      pins: { hash: async (pin) => pin, verify: async (pin, hash) => pin === hash, isFull: () => false },
      peerUsers: { userOf: async () => undefined },
      clock,
      log: given.log ?? quietLog,
      settings,
      health: {
        report: () => Promise.reject(new AppError('NOT_AVAILABLE_YET')),
        watch: async () => undefined,
      },
      anchors: noAnchors,
      backups: noBackups,
      bootId: `boot ${boot}`,
      rehearsal: true,
      restartsGateway: given.restartsGateway,
      version: '0.0.0',
    });
  };
  const plane = live();
  await plane.start();
  const lives = [plane];
  const find = async (id: string): Promise<Operation> =>
    (await state.operations.find(id)) ?? Promise.reject(new Error(`There is no operation ${id}`));
  return {
    state,
    pinHash: (pin) => testKeys.hmac('pin', pin),
    lock: (locked) => lockable.lock(locked),
    lockAfter: (action) => lockable.lockAfter(action),
    plane,
    clock,
    venue,
    find,
    async reborn() {
      const next = live();
      lives.push(next);
      await next.start();
      return next;
    },
    async until(id, wanted) {
      for (let turn = 0; turn < 400; turn += 1) {
        const found = await find(id);
        if (found.state === wanted) return found;
        if (isTerminal(found.state)) throw new Error(`${found.state}: ${found.failure?.message}`);
        await clock.pass(100);
      }
      throw new Error(`It never became ${wanted}: ${(await find(id)).state}`);
    },
    async close() {
      const stopped = Promise.all(lives.map((life) => life.stop()));
      // What doesn't hear that it must stop is waited for a little.
      await clock.pass(4000);
      await stopped;
      await engine.cleanUp();
    },
  };
}

/** One of its own for each test around the call. */
export const eachDomain = (given?: Parameters<typeof practiceDomain>[0]): PracticeDomain =>
  each(
    () => practiceDomain(given),
    (domain) => domain.close(),
  );

/** Stepped up for ever, with every permission unless said. */
export function callerOf(id: string, given: Partial<Viewer> = {}): Caller {
  const rank = RANKS[id] ?? 9;
  return {
    correlationId: `correlation of ${id}`,
    viewer: {
      clerk: { id, name: `Clerk ${id}`, active: true, clerkGroupId: '0', securityGroupId: String(rank) },
      sessionId: `session of ${id}`,
      securityGroup: { id: String(rank), name: `Rank ${rank}`, rank },
      permissions: new Set(ALL_PERMISSIONS),
      scope: { every: id !== '5', locationGroupIds: new Set(id === '5' ? ['1'] : ['1', '2']) },
      steppedUpUntil: new Date('2099-01-01T00:00:00.000Z'),
      ...given,
    },
  };
}

/** Plans and asks for a resync as this clerk. */
export async function askResync(
  { plane }: Pick<PracticeDomain, 'plane'>,
  clerk: string,
  more: { startAt?: Date; overrides?: readonly string[]; as?: Partial<Viewer> } = {},
): Promise<Operation> {
  const caller = callerOf(clerk, more.as);
  const { fingerprint } = await plane.resync.plan(caller.viewer, more.startAt);
  return plane.resync.start(caller, {
    customerNumber: '10482213',
    planFingerprint: fingerprint,
    reason: 'rows are missing',
    confirmation: 'Harbour View Hotel',
    overrides: more.overrides ?? [],
    ...(more.startAt ? { startAt: more.startAt } : {}),
  });
}

/** Plans and asks for an onboarding of a venue that was never connected. */
export async function askOnboarding({ plane }: Pick<PracticeDomain, 'plane'>): Promise<Operation> {
  const caller = callerOf('1');
  const { fingerprint } = await plane.onboarding.plan();
  return plane.onboarding.start(caller, {
    customerNumber: '10482213',
    authenticationCode: new Secret('ABCD2345'),
    planFingerprint: fingerprint,
    reason: 'first time',
    overrides: [],
  });
}
