/** What the state's writes say of the operations, as far as oracles judge by it. */
import type { VenueModel } from '../../../rehearsal/model/venue-model.js';
import type { ControlInput } from '../../../src/domain/services/control.js';
import { isTerminal, type Operation } from '../../../src/domain/types/operation.js';
import { DISTURBED_MS, type Surroundings } from '../faults/surroundings.js';
import type { StateWrite } from '../server/life.js';
import type { Points } from '../server/points.js';

interface Seen {
  readonly model: VenueModel;
  readonly time: { readonly at: number };
  readonly points: Points;
  readonly surroundings: Surroundings;
}

/** An operation at the moment of its end. */
export interface EndedOperation {
  readonly id: string;
  readonly kind: string | undefined;
  readonly state: string;
  readonly restored: readonly string[];
  readonly notRestored: readonly string[];
  /** Other people, clerks or faults changed services since its rollback began, or Windows was started. */
  readonly wasDisturbed: boolean;
  /** They did so since it was requested. */
  readonly wasTouched: boolean;
  /** How the venue was when it was requested. */
  readonly before: Before | undefined;
}

export interface Before {
  readonly at: number;
  /** What was asked of a service. */
  readonly asked: Partial<Pick<ControlInput, 'key' | 'command'>>;
  readonly services: VenueModel['services'];
  /** Of the sync jobs that the cloud knew. */
  readonly jobIds: readonly string[];
  /** What Services Monitor starts again when it stops, or is about to. */
  readonly monitored: readonly string[];
  /** Redemption whose credential was in use; undefined: none. */
  readonly inUse: string | undefined;
}

export class Written {
  readonly ended: EndedOperation[] = [];
  /** Operations by the redemptions that they stored. */
  readonly redemptions = new Map<string, string>();
  readonly #before = new Map<string, Before>();
  /** A clerk asked for a change of a service last. */
  #controlledAt = Number.NEGATIVE_INFINITY;
  readonly #rolledBackSince = new Map<string, number>();

  /** How the venue was when an operation was requested. */
  beforeOf(operationId: string): Before | undefined {
    return this.#before.get(operationId);
  }

  add({ store, method, args }: StateWrite, { model, time, points, surroundings }: Seen): void {
    if (store !== 'operations') return;
    if (method === 'create') {
      const { id, kind, input } = args[0] as Operation;
      this.#before.set(id, asBefore(model, time.at, input as Before['asked']));
      if (kind === 'SERVICE_CONTROL') this.#controlledAt = time.at;
    }
    if (method === 'storeRedemption') {
      const { id, operationId } = args[0] as { id: string; operationId: string };
      this.redemptions.set(id, operationId);
    }
    const [id, , third, fourth] = args as [string, unknown, unknown, unknown];
    if (method === 'progress' && (third as { failure?: unknown }).failure && !this.#rolledBackSince.has(id))
      this.#rolledBackSince.set(id, time.at);
    if (method !== 'transition' || !isTerminal(third as Operation['state'])) return;
    const failure = (fourth as { failure?: Operation['failure'] } | undefined)?.failure;
    const since = this.#rolledBackSince.get(id) ?? time.at;
    const before = this.#before.get(id);
    const { disturbedAt } = surroundings;
    const changes = surroundings.changesServices();
    this.ended.push({
      id,
      kind: points.kindOf(id),
      state: String(third),
      restored: failure?.restored ?? [],
      notRestored: failure?.notRestored ?? [],
      wasDisturbed: disturbedAt >= since - DISTURBED_MS || changes || this.#controlledAt > since,
      wasTouched: disturbedAt >= (before?.at ?? 0) || changes,
      before,
    });
  }
}

export function monitored({ sawRunning, stoppedSince }: VenueModel['monitor']): readonly string[] {
  return [...sawRunning, ...Object.keys(stoppedSince)];
}

function asBefore(
  { services, cloud, credentials, monitor }: VenueModel,
  at: number,
  asked: Before['asked'],
): Before {
  return {
    at,
    asked,
    services: structuredClone(services),
    jobIds: cloud.jobs.map(({ id }) => id),
    monitored: monitored(monitor),
    inUse: credentials.current?.redemptionId,
  };
}
