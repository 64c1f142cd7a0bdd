/** The seven services: read live, controlled as SERVICE_CONTROL operations. */
import { AppError, isErrorCode } from '../../errors/errors.js';
import type { Intent, Intents } from '../operations/intents.js';
import type { VenueMaintenance } from '../operations/maintenance.js';
import type { Runner } from '../operations/runner.js';
import type { Sagas } from '../operations/saga.js';
import type { Clock, Log } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { Caller } from '../request/viewer.js';
import { asAppError } from '../scripts/failure.js';
import { isTerminal, type Operation } from '../types/operation.js';
import { isServiceKey, SERVICE_KEYS, type ServiceKey } from '../types/services.js';
import type { Settings } from '../types/settings.js';
import { TickCoalescer } from '../types/tick-coalescer.js';
import type { EventLog } from '../venue/event-log.js';
import { dependentsOf, getHostServices, type HostService } from '../venue/host.js';
import type { RegistrationReader } from '../venue/registration.js';
import type { ControlInput, ServiceCommand } from './control.js';
import { isUp, servicesBefore } from './memory.js';
import { type Orders, readOrders } from './orders.js';
import { ServiceTrouble } from './trouble.js';
import {
  type Impediment,
  impededBy,
  type ServiceView,
  type Surroundings,
  suspended,
  viewOf,
} from './view.js';
import { ServiceWatch } from './watch.js';

interface AskedControl extends Pick<Intent, 'reason' | 'request' | 'idempotencyKey'> {
  readonly key: ServiceKey;
  readonly command: ServiceCommand;
}

/** How long a service mutation waits before it answers with what is seen then. */
const ANSWER_MS = 30_000;

export interface ServicesParts {
  readonly scripts: ScriptRunner;
  readonly registration: RegistrationReader;
  readonly state: StateDatabase;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly runner: Runner;
  readonly maintenance: VenueMaintenance;
  readonly intents: Intents;
  readonly sagas: Sagas;
  readonly eventLog: EventLog;
  readonly log: Log;
  /** What the venue's status says of their consumers, at once. */
  readonly impediments: () => readonly Impediment[];
}

export class VenueServices {
  readonly #parts: ServicesParts;
  readonly #watch: ServiceWatch;
  readonly #turn = new TickCoalescer();
  readonly #orders = new WeakMap<readonly HostService[], Promise<Orders>>();
  readonly #trouble: ServiceTrouble;

  constructor(parts: ServicesParts) {
    this.#parts = parts;
    this.#trouble = new ServiceTrouble(parts);
    this.#watch = new ServiceWatch({ read: () => this.all(), clock: parts.clock, log: parts.log });
  }

  /** Each service as it is now first, then each one whenever something about it changes, until `signal` aborts. */
  changes(signal: AbortSignal): AsyncIterable<ServiceView> {
    return this.#watch.changes(signal);
  }

  /** All seven, live from PowerShell. */
  async all(): Promise<readonly ServiceView[]> {
    const impediments = this.#parts.impediments();
    return (await this.own()).map((service) => impededBy(impediments, service));
  }

  /** Each on its own: what the venue's status is judged from. */
  own(): Promise<readonly ServiceView[]> {
    return this.#turn.ask('own', () => this.#own());
  }

  async one(key: string): Promise<ServiceView | undefined> {
    if (!isServiceKey(key)) return undefined;
    return (await this.all()).find((service) => service.key === key);
  }

  /**
   * Runs as a SERVICE_CONTROL operation; answers when settled, or after 30 s with what is seen then. A failed one rejects with its failure's
   * code. Asked again under the same `idempotencyKey` it is the same operation, and nothing is done twice.
   */
  async control(
    caller: Caller,
    key: string,
    command: ServiceCommand,
    reason: string | undefined,
    idempotencyKey?: string,
  ): Promise<ServiceView> {
    const parts = this.#parts;
    if (!isServiceKey(key)) throw unknownService(key);
    const request = { kind: 'SERVICE_CONTROL', key, command };
    const operation = await parts.intents.once(caller, idempotencyKey, request, () =>
      this.#begin(caller, { key, command, reason, request, idempotencyKey }),
    );
    await parts.runner.settled(operation.id, ANSWER_MS);
    const ended = await parts.state.operations.find(operation.id);
    // It has its failure from the beginning of its rollback on.
    if (ended?.failure && isTerminal(ended.state)) {
      const { code, message, remedy } = ended.failure;
      const known = isErrorCode(code) ? code : 'SCRIPT_FAILED';
      throw new AppError(known, { message, remedy, details: { operationId: operation.id } });
    }
    const view = await this.one(key);
    if (!view) throw unknownService(key);
    return view;
  }

  async #begin(caller: Caller, { key, command, ...asked }: AskedControl): Promise<Operation> {
    const { intents, maintenance } = this.#parts;
    const services = await this.#readServices(SERVICE_KEYS);
    const service = services.find((candidate) => candidate.key === key);
    if (!service) throw unknownService(key);
    refuseWhatCannotBe(service, command);
    const stops = command.do === 'stop' || command.do === 'restart';
    const dependents = stops
      ? dependentsOf(services, key).filter(isUp)
      : await this.#stoppedWith(services, key, command);
    await maintenance.requireOff(caller);
    const input = {
      key,
      displayName: service.displayName,
      command,
      dependents: dependents.map(({ key, displayName }) => ({ key, displayName })),
      was: servicesBefore([service, ...dependents]),
    } satisfies ControlInput;
    return intents.begin(caller, { kind: 'SERVICE_CONTROL', input, ...asked });
  }

  /** What the stop of a service stopped with it, and what no one has changed since: its start restores it. */
  async #stoppedWith(services: readonly HostService[], key: string, command: ServiceCommand) {
    if (command.do !== 'start') return [];
    const orders = await readOrders(this.#parts, services, this.#parts.clock.now());
    const stop = orders(key).stoppedBy?.operationId;
    return dependentsOf(services, key).filter(
      (each) =>
        stop !== undefined &&
        !isUp(each) &&
        each.startMode !== 'Disabled' &&
        // An operation that waits to start it needs no start beside its own.
        orders(each.key).heldBy === undefined &&
        orders(each.key).stoppedBy?.operationId === stop,
    );
  }

  async #own(): Promise<readonly ServiceView[]> {
    const checkedAt = this.#parts.clock.now();
    const [services, around] = await Promise.all([this.#readServices(SERVICE_KEYS), this.#surroundings()]);
    // Of callers that share a call of PowerShell (ADR 0006) the first began before it did, and orders are read after it.
    const orders = this.#orders.get(services) ?? readOrders(this.#parts, services, checkedAt);
    this.#orders.set(services, orders);
    return judgedBy(services, around, await orders);
  }

  /** `services` as they were read from `checkedAt` on, judged by themselves. */
  async judged(services: readonly HostService[], checkedAt: Date): Promise<readonly ServiceView[]> {
    const around = await this.#surroundings();
    return judgedBy(services, around, await readOrders(this.#parts, services, checkedAt));
  }

  async #readServices(keys: readonly string[]): Promise<readonly HostService[]> {
    try {
      return await getHostServices(this.#parts.scripts, keys);
    } catch (error) {
      throw asAppError(error);
    }
  }

  async #surroundings(): Promise<Omit<Surroundings, 'ordered'>> {
    const [{ licences, timeZone }, trouble] = await Promise.all([
      this.#parts.registration.read(),
      this.#trouble.recent(),
    ]);
    return { cloudSyncLicensed: licences.includes('CLOUD_SYNC'), trouble, timeZone };
  }
}

export type Services = Pick<VenueServices, 'all' | 'one' | 'changes' | 'control'>;

function judgedBy(
  services: readonly HostService[],
  around: Omit<Surroundings, 'ordered'>,
  orders: Orders,
): readonly ServiceView[] {
  return services.map((service) =>
    viewOf(service, { ...around, ordered: orders(service.key) }, dependentsOf(services, service.key)),
  );
}

function refuseWhatCannotBe(service: HostService, command: ServiceCommand): void {
  if (!service.installed) {
    throw new AppError('SERVICE_NOT_INSTALLED', { message: `${service.displayName} is not installed.` });
  }
  const starts = command.do === 'start' || command.do === 'restart';
  if (starts && service.startMode === 'Disabled') {
    throw new AppError('SERVICE_DISABLED', { message: `${service.displayName} is disabled.` });
  }
  if (starts && service.stoppedFor) throw new AppError('MONITOR_SUSPENDED', suspended(service));
}

function unknownService(key: string): AppError {
  return new AppError('NOT_FOUND', {
    message: `Service ${JSON.stringify(key)} does not exist.`,
    remedy: `Use one of: ${SERVICE_KEYS.join(', ')}.`,
  });
}
