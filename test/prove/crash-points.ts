/** Where a kill strikes, as data: before and after each persisted transition, inside the rollback, and at random times. */
import type { Chance } from './seeded.js';

export type Kind = 'ONBOARD' | 'RESYNC';

export interface KillPoint {
  readonly kind: Kind;
  /** For the table, e.g. "after step redeem-code SUCCEEDED". */
  readonly name: string;
  /** What has to be seen in the rows first; `undefined`: nothing, a time decides. */
  readonly seen?: string;
  /**
   * `after`: at once when it is seen. `before`: the write lock of the database is taken from outside, so that the work continues and what
   * it leads to can't be stored; then the kill. `random`: at a random time. `cancelled`: a cancel at a random time, the kill in the rollback.
   */
  readonly when: 'after' | 'before' | 'random' | 'cancelled';
  /** The steps of Cloud Sync's package are there at the first onboarding only. */
  readonly firstTimeOnly?: boolean;
}

const FIRST_TIME_STEPS = ['download-cloud-sync', 'install-cloud-sync'];

const STEPS: Readonly<Record<Kind, readonly string[]>> = {
  ONBOARD: [
    'confirm-venue',
    'redeem-code',
    'keep-credential',
    ...FIRST_TIME_STEPS,
    'set-start-modes',
    'start-gateway-client',
    'heartbeat',
    'start-cloud-sync',
    'first-sync',
    'forget-previous-credential',
  ],
  RESYNC: [
    'hold-daily-restart',
    'tell-services-monitor',
    'expect-full-send',
    'send-all-rows',
    'compare-counts',
    'release',
  ],
};

const RANDOM_SHARE = 10;
const CANCELLED_SHARE = 6;

export function killPoints(kind: Kind): readonly KillPoint[] {
  const last = STEPS[kind].at(-1);
  return [
    point(kind, 'after', 'operation:PENDING'),
    point(kind, 'before', 'operation:PENDING', 'operation RUNNING'),
    ...(kind === 'ONBOARD' ? redemptionPoints() : []),
    ...STEPS[kind].flatMap((step) => stepPoints(kind, step)),
    point(kind, 'before', `step:${last}:SUCCEEDED`, 'operation SUCCEEDED'),
    point(kind, 'after', 'operation:SUCCEEDED'),
    ...Array.from({ length: RANDOM_SHARE }, (): KillPoint => ({ kind, when: 'random', name: 'random time' })),
    ...Array.from(
      { length: CANCELLED_SHARE },
      (): KillPoint => ({ kind, when: 'cancelled', name: 'in the rollback after a cancel' }),
    ),
  ];
}

function stepPoints(kind: Kind, step: string): readonly KillPoint[] {
  return [
    point(kind, 'after', `step:${step}:RUNNING`),
    // Redeeming writes before it works: there the lock comes when the code is on its way.
    point(
      kind,
      'before',
      step === 'redeem-code' ? 'redemption:SENDING' : `begun:${step}`,
      `step ${step} SUCCEEDED`,
    ),
    point(kind, 'after', `step:${step}:SUCCEEDED`),
  ].map((each) => (FIRST_TIME_STEPS.includes(step) ? { ...each, firstTimeOnly: true } : each));
}

function redemptionPoints(): readonly KillPoint[] {
  return [
    point('ONBOARD', 'after', 'redemption:STORED'),
    point('ONBOARD', 'after', 'redemption:SENDING'),
    point('ONBOARD', 'after', 'redemption:REDEEMED'),
  ];
}

function point(kind: Kind, when: 'after' | 'before', seen: string, transition?: string): KillPoint {
  return { kind, when, seen, name: `${when} ${transition ?? seen.replaceAll(':', ' ')}` };
}

/** Every point in turn, shuffled afresh when all were had: anyone who takes says what would suit. */
export class PointDeck {
  readonly #chance: Chance;
  readonly #left = new Map<Kind, KillPoint[]>();

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  take(kind: Kind, venueIsNew: boolean): KillPoint {
    const left = this.#left.get(kind) ?? [];
    if (left.length === 0) left.push(...this.#chance.shuffled(killPoints(kind)));
    this.#left.set(kind, left);
    const suits = (candidate: KillPoint) => venueIsNew || !candidate.firstTimeOnly;
    // A new venue serves what only it can serve first.
    const preferred = venueIsNew ? left.findIndex((candidate) => candidate.firstTimeOnly) : -1;
    const index = preferred >= 0 ? preferred : left.findIndex(suits);
    if (index >= 0) return left.splice(index, 1)[0] as KillPoint;
    const random = { kind, when: 'random', name: 'random time' } as const;
    return random;
  }
}
