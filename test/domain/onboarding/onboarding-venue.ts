/** A venue before its first onboarding, whose cloud has sent a code, in the words of the tests of onboardings. */

import { addRedemption } from '../../../rehearsal/model/cloud/redemptions.js';
import { plannedStops } from '../../../rehearsal/model/monitor.js';
import type { ServiceKey } from '../../../rehearsal/model/service-keys.js';
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import type { FakeVenue } from '../fake-venue.js';
import { untilAborted } from '../operations/runner-bench.js';

type Work = (parameters: Readonly<Record<string, unknown>>) => unknown;

/** What is after an onboarding that never was. */
export const UNTOUCHED = {
  'gateway-client': { installed: true, running: false, startMode: 'Manual' },
  'cloud-sync': { installed: false, running: false, startMode: null },
};

export class OnboardingVenue {
  readonly #venue: FakeVenue;
  readonly #bornAt: number;

  constructor(venue: FakeVenue) {
    this.#venue = venue;
    venue.connection = 'never';
    this.#bornAt = venue.model.at;
    this.send('ABCD2345');
  }

  /** The cloud sends a code, unless one that it sent is still valid. */
  send(code: string): void {
    const { cloud, at } = this.#model;
    if (cloud.codes.some(({ state }) => state === 'LIVE')) return;
    cloud.codes.push({ code, sentAt: at, expiresAt: Infinity, attemptsLeft: 5, state: 'LIVE' });
  }

  get #model() {
    return this.#venue.advance();
  }

  get services() {
    const of = (key: ServiceKey) => {
      const { installed, state, startMode } = this.#model.services[key];
      return { installed, running: state === 'Running', startMode: installed ? startMode : null };
    };
    return { 'gateway-client': of('gateway-client'), 'cloud-sync': of('cloud-sync') };
  }

  /** Installed, Automatic and running. */
  run(...keys: ServiceKey[]): void {
    for (const key of keys)
      Object.assign(this.#model.services[key], { installed: true, startMode: 'Automatic' });
    this.#venue.start(...keys);
  }

  /** By its redemption. */
  get credential(): string {
    return this.#model.credentials.current?.redemptionId ?? 'none';
  }

  /** One that was redeemed before the test, and has connected and sent all data. */
  set credential(redemptionId) {
    const model = this.#model;
    const { customerNumber } = model.database;
    const credential = `gw_${redemptionId}`;
    const { id: machineId, swiftposVersion } = model.machine;
    const at = model.at - 3_600_000;
    const given = { redemptionId, credential, machineId, swiftposVersion };
    Object.assign(addRedemption(model, given), { at, firstHeartbeatAt: at, lastHeartbeatAt: at });
    model.credentials.current = { customerNumber, credential, redemptionId, by: 'onboarding', since: at };
    this.#venue.isSent = true;
  }

  get previous(): string | undefined {
    return this.#model.credentials.previous?.redemptionId;
  }

  /** Redeemed and not taken into use. */
  get pending(): string | undefined {
    return this.#model.credentials.pending?.redemptionId;
  }

  get packages(): number {
    return this.#model.packages.kept.length;
  }

  /** Whether Gateway Client reads its file again while it runs; else only when it starts. */
  set rereads(rereads: boolean) {
    this.#model.gateway.rereads = rereads;
  }

  /** Which credential Gateway Client's process uses. */
  get read(): string {
    return this.#model.gateway.inUse ?? 'none';
  }

  /** Planned stops that Services Monitor knows. */
  get plannedStops(): readonly string[] {
    return plannedStops(this.#model);
  }

  /** What the cloud has redeemed since the test began, by redemption ID. */
  get redeemed(): string[] {
    const { redemptions } = this.#model.cloud;
    return redemptions
      .filter(({ state, at }) => state === 'REDEEMED' && at >= this.#bornAt)
      .map(({ id }) => id);
  }

  /** This service alone does not come up. */
  refuseToStart(key: ServiceKey): void {
    this.#venue.model.faults['service'] = `${key}:never-starts`;
  }

  /** The next run of this script does its work and then never says so, as when the answer is lost with the server. */
  loseAnswerOf(script: string): { readonly reached: Promise<void> } {
    return this.#once(script, async (work, parameters) => void (await work(parameters)));
  }

  /** The next run of this script does nothing and never ends automatically. */
  holdUp(script: string): { readonly reached: Promise<void> } {
    return this.#once(script, async () => {});
  }

  #once(script: string, first: (work: Work, parameters: Parameters<Work>[0]) => Promise<void>) {
    const work = this.#venue.scripts.get(script);
    if (!work) throw new Error(`No script ${script}`);
    const reached = Promise.withResolvers<void>();
    this.#venue.scripts.set(script, async (parameters, signal, onEvent, secrets) => {
      this.#venue.scripts.set(script, work);
      await first((given) => work(given, signal, onEvent, secrets), parameters);
      reached.resolve();
      return untilAborted({ signal }).catch(() => {
        throw new ScriptError(script, 'CANCELLED', 'asked to end');
      });
    });
    return { reached: reached.promise };
  }
}
