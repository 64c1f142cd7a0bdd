/**
 * Where a kill strikes real processes, as data: where a code or a full send is on its way, where only a write
 * to the disk is missing, and at random times. The simulated venue strikes each persisted transition
 * (test/simulation/faults/points.txt).
 */
import type { Chance } from '../shared/seeded.js';

export type Kind = 'ONBOARD' | 'RESYNC';

export interface KillPoint {
  readonly kind: Kind;
  /** For the table. */
  readonly name: string;
  /** What has to be seen in the rows first; `undefined`: nothing, a time decides. */
  readonly seen?: string;
  /**
   * `after`: at once when it is seen. `before`: the write lock of the database is taken from outside, so that the work continues and what
   * it leads to can't be stored; then the kill. `random`: at a random time. `cancelled`: a cancel at a random time, the kill in the rollback.
   */
  readonly when: 'after' | 'before' | 'random' | 'cancelled';
}

const POINTS: readonly KillPoint[] = [
  {
    kind: 'ONBOARD',
    when: 'before',
    seen: 'redemption:SENDING',
    name: 'before step redeem-code SUCCEEDED',
  },
  { kind: 'ONBOARD', when: 'after', seen: 'redemption:REDEEMED', name: 'after redemption REDEEMED' },
  { kind: 'ONBOARD', when: 'random', name: 'random time' },
  { kind: 'ONBOARD', when: 'cancelled', name: 'in the rollback after a cancel' },
  {
    kind: 'RESYNC',
    when: 'before',
    seen: 'begun:expect-full-send',
    name: 'before step expect-full-send SUCCEEDED',
  },
  {
    kind: 'RESYNC',
    when: 'after',
    seen: 'step:send-all-rows:RUNNING',
    name: 'after step send-all-rows RUNNING',
  },
  { kind: 'RESYNC', when: 'random', name: 'random time' },
  { kind: 'RESYNC', when: 'cancelled', name: 'in the rollback after a cancel' },
];

export const killPoints = (kind: Kind): readonly KillPoint[] => POINTS.filter((point) => point.kind === kind);

/** Every point of a kind in turn, shuffled afresh when all were had. */
export class PointDeck {
  readonly #chance: Chance;
  readonly #left = new Map<Kind, KillPoint[]>();

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  take(kind: Kind): KillPoint {
    const left = this.#left.get(kind) ?? [];
    if (left.length === 0) left.push(...this.#chance.shuffled(killPoints(kind)));
    this.#left.set(kind, left);
    return left.pop() as KillPoint;
  }
}
