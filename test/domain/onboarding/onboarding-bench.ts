/** The practice domain with an onboarding before it, and what its tests ask again and again. */

import type { OnboardingPlan } from '../../../src/domain/plans/plan.js';
import type { Operation } from '../../../src/domain/types/operation.js';
import { Secret } from '../../../src/domain/types/secret.js';
import type { Settings } from '../../../src/domain/types/settings.js';
import { callerOf, type PracticeDomain, practiceDomain } from '../rehearsal-domain.js';
import { each } from '../stand-in.js';
import { OnboardingVenue } from './onboarding-venue.js';

export interface Asked {
  readonly code?: string;
  readonly key?: string;
  readonly by?: string;
  readonly steppedUpUntil?: Date;
  readonly customer?: string;
  readonly overrides?: readonly string[];
}

export class OnboardingBench {
  readonly domain: PracticeDomain;
  readonly venue: OnboardingVenue;

  private constructor(domain: PracticeDomain) {
    this.domain = domain;
    this.venue = new OnboardingVenue(domain.venue);
  }

  static async of(settings: Partial<Settings> = {}): Promise<OnboardingBench> {
    return new OnboardingBench(await practiceDomain({ settings: { heartbeatMs: 10_000, ...settings } }));
  }

  plan(): Promise<OnboardingPlan> {
    return this.domain.plane.onboarding.plan();
  }

  ask(
    fingerprint: string,
    { code = 'ABCD2345', key, by = '1', steppedUpUntil, customer, overrides = [] }: Asked = {},
  ) {
    this.venue.send(code);
    return this.domain.plane.onboarding.start(callerOf(by, steppedUpUntil ? { steppedUpUntil } : {}), {
      customerNumber: customer ?? '10482213',
      authenticationCode: new Secret(code),
      planFingerprint: fingerprint,
      reason: 'first time',
      overrides,
      ...(key ? { idempotencyKey: key } : {}),
    });
  }

  finish(fingerprint: string): Promise<Operation> {
    return this.domain.plane.onboarding.finish(callerOf('1'), {
      customerNumber: '10482213',
      planFingerprint: fingerprint,
      reason: 'to the end',
      overrides: [],
    });
  }

  async begin(asked?: Asked): Promise<Operation> {
    return this.ask((await this.plan()).fingerprint, asked);
  }

  /** Time passes until it is so. */
  async passing(reached: Promise<void>): Promise<void> {
    let isSo = false;
    void reached.then(() => {
      isSo = true;
    });
    while (!isSo) await this.domain.clock.pass(100);
  }

  /** How often the code left. */
  get sent(): number {
    return this.domain.venue.calls.filter((script) => script === 'Invoke-CodeRedemption').length;
  }

  close(): Promise<void> {
    return this.domain.close();
  }
}

/** One of its own for each test around the call. */
export const eachOnboarding = (settings?: Partial<Settings>): OnboardingBench =>
  each(
    () => OnboardingBench.of(settings),
    (bench) => bench.close(),
  );
