/** What both sides answered, made comparable, and the few fields in which they may differ. */
import type { Outcome } from './scene.js';

/** Fields whose values differ by their nature; both have one, or both have none. */
const EITHER: Readonly<Record<string, string>> = {
  Sha256: 'the model has no bytes',
  Path: 'the model has no folder',
  Account: 'the account that runs the tests is not known to the model',
  Why: 'the sentence names an address',
  RecordId: 'a caller hands it back and reads nothing from it',
  CloudClientId: 'the cloud chooses it at random',
};

/** Times that go on while nothing happens, or that belong to a row which another call has at another place. */
const ANY_MOMENT = ['ObservedAt', 'CloudTime', 'LastHeartbeatAt', 'UpdatedAt', 'At'];

interface Allowed {
  readonly scene: string;
  /** Counted from 1. */
  readonly step: number;
  /** It, and what it has. */
  readonly field: string;
  readonly reason: string;
}

const CRASHED = 'a service that crashes';
const LOGGED = 'the event log of services that start, stop, change and die';
const SET_UP = 'the model has no event of a rehearsal that was set up: it begins as a venue in use';
const LATE =
  'Windows logs a crash at once, as the model does; without Services Monitor the rehearsal does so at the next start';

/** Where the model is meant to differ. One that no longer does is an error too. */
export const ALLOWED: readonly Allowed[] = [
  { scene: LOGGED, step: 1, field: '0', reason: SET_UP },
  { scene: LOGGED, step: 11, field: '8', reason: SET_UP },
  { scene: CRASHED, step: 3, field: '0.EventIds', reason: LATE },
  { scene: CRASHED, step: 6, field: '0.EventIds', reason: LATE },
  { scene: CRASHED, step: 6, field: '0.Outcome', reason: LATE },
];
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Of one side, for a scene: the same ID, process or moment has the same name each time. */
export class Names {
  readonly #ids = new Map<string, string>();
  readonly #at = new Map<string, string[]>();

  comparable(outcome: Outcome): unknown {
    return 'output' in outcome
      ? outcome.output.map((row, index) => this.#named(row, '', String(index)))
      : { errorId: outcome.errorId, detail: this.#named(texts(outcome.detail), '', 'detail') };
  }

  #named(value: unknown, field: string, owner: string): unknown {
    if (Array.isArray(value)) return value.map((each) => this.#named(each, field, owner));
    if (typeof value === 'object' && value !== null) {
      const { Key, JobId, jobId } = value as Record<string, unknown>;
      const name = String(Key ?? this.#text(String(JobId ?? jobId ?? owner)));
      const entries = Object.entries(value).map(([key, each]) => [key, this.#named(each, key, name)]);
      return Object.fromEntries(entries);
    }
    if (value !== null && field in EITHER) return 'there';
    if (field === 'ProcessId' && value !== null) return `process ${this.#nth(owner, String(value))}`;
    if (typeof value !== 'string') return value;
    if (/^\d{4}-\d\d-\d\dT/.test(value)) return this.#moment(value, field, owner);
    if (/^\d{4}-\d\d-\d\d$/.test(value))
      return `in ${Math.ceil((Date.parse(value) - Date.now()) / DAY_MS)} days`;
    return this.#text(value);
  }

  #moment(value: string, field: string, owner: string): string {
    const ahead = Math.round((Date.parse(value) - Date.now()) / MINUTE_MS);
    if (ahead > 0) return `in ${ahead} minutes`;
    return ANY_MOMENT.includes(field) ? 'a moment' : `moment ${this.#nth(`${owner} ${field}`, value)}`;
  }

  #nth(of: string, value: string): number {
    const seen = this.#at.get(of) ?? [];
    this.#at.set(of, seen);
    if (!seen.includes(value)) seen.push(value);
    return seen.indexOf(value) + 1;
  }

  #text(text: string): string {
    return text.replaceAll(UUID, (id) => {
      const known = this.#ids.get(id.toLowerCase()) ?? `id ${this.#ids.size + 1}`;
      this.#ids.set(id.toLowerCase(), known);
      return known;
    });
  }
}

/** As the wire has them. */
function texts(detail: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, String(value)]));
}

export interface Difference {
  readonly field: string;
  readonly real: unknown;
  readonly model: unknown;
}

/** Each field by its path. */
export function differences(real: unknown, model: unknown, field = ''): Difference[] {
  if (Object.is(real, model)) return [];
  if (isTable(real) && isTable(model)) {
    const names = new Set([...Object.keys(real), ...Object.keys(model)]);
    return [...names].flatMap((name) =>
      differences(real[name], model[name], field === '' ? name : `${field}.${name}`),
    );
  }
  return [{ field, real, model }];
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
