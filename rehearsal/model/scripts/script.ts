/** What a script of the model is: it waits by yielding ms, and answers with the objects that the real one writes. */
import { Refusal, Silence } from '../cloud/answers.js';
import { cloudTakes } from '../cloud/reach.js';
import { bearerOf } from '../cloud/redemptions.js';
import type { Redemption } from '../records.js';
import { ModelRefusal } from '../refusal.js';
import type { ServiceKey } from '../service-keys.js';
import type { VenueModel } from '../state.js';

/**
 * Yields ms to wait, and returns the output. The caller advances the model between. One that is dropped is as one whose host was killed: what was
 * done stays done. One whose `return` is called is as one that was stopped: its clean-up runs.
 */
export type Wait<Result> = Generator<number, Result, void>;
export type Output = readonly object[];
export type ScriptRun = Wait<Output>;

export interface ScriptCall {
  readonly script: string;
  readonly parameters: Record<string, unknown>;
  readonly secrets: Record<string, string>;
  progress?(percent: number, message: string): void;
}

export interface Script {
  /** It changes something outside of the control plane. */
  readonly changes: boolean;
  /** One that waits for nothing answers at once. */
  readonly run: (model: VenueModel, call: ScriptCall) => ScriptRun | Output;
}

export function text({ parameters }: ScriptCall, name: string): string {
  return String(parameters[name] ?? '');
}

export function number({ parameters }: ScriptCall, name: string, otherwise: number): number {
  return Number(parameters[name] ?? otherwise);
}

export function key(call: ScriptCall): ServiceKey {
  return text(call, 'Key') as ServiceKey;
}

/** PowerShell takes one text for a list of one. */
export function keys({ parameters }: ScriptCall): ServiceKey[] {
  return [parameters['Key'] ?? []].flat() as ServiceKey[];
}

interface Request {
  /** Reads that are asked to wait are tried once more. */
  readonly isRead?: boolean;
  readonly timeoutMs?: number;
  readonly customerNumber?: string;
}

const TIMEOUT_MS = 10_000;
export const REDEMPTION_MS = 15_000;
const SLOW_MS = 3000;
const RETRY_AFTER_MS = 5000;
const POLL_SILENCE_MS = 1000;

/** One request to the cloud, with what the fault `cloud` makes of it. `act` is what the cloud does; it may throw a refusal. */
export function* askCloud<Result>(
  model: VenueModel,
  { isRead = false, customerNumber, timeoutMs = TIMEOUT_MS }: Request,
  act: () => Result,
): Wait<Result> {
  for (let isFirst = true; ; isFirst = false) {
    yield model.timing.cloud;
    if (model.cloud.isUnreachable)
      throw new ModelRefusal('CLOUD_UNREACHABLE', "swiftpos Cloud can't be reached. Nothing was sent.");
    const fault = model.faults['cloud'];
    if (fault === 'error-429') {
      if (!isRead || !isFirst) throw refused(429, 'TOO_MANY_REQUESTS');
      yield RETRY_AFTER_MS;
      continue;
    }
    if (!cloudTakes(model)) throw noAnswer();
    if (fault === 'slow') yield SLOW_MS;
    if (customerNumber === undefined || customerNumber === model.database.customerNumber)
      return yield* answer(model, fault, timeoutMs, act);
    yield model.timing.cloud;
    throw isLost(fault) ? noAnswer() : refused(404, 'VENUE_UNKNOWN');
  }
}

function* answer<Result>(
  model: VenueModel,
  fault: string | undefined,
  timeoutMs: number,
  act: () => Result,
): Wait<Result> {
  let result: Result;
  try {
    result = act();
  } catch (error) {
    if (error instanceof Silence) return yield* silence(model, error, timeoutMs);
    yield model.timing.cloud;
    if (!(error instanceof Refusal)) throw error;
    throw isLost(fault) ? noAnswer() : refused(error.status, error.code, error.details);
  }
  yield model.timing.cloud;
  if (isLost(fault)) throw noAnswer();
  return result;
}

function isLost(fault: string | undefined): boolean {
  return fault !== undefined && fault !== 'slow';
}

function noAnswer(): ModelRefusal {
  return new ModelRefusal(
    'CLOUD_NO_ANSWER',
    'The cloud gave no usable response. Whether it acted is unknown.',
  );
}

/** No response comes, until the request times out or the fault is over. */
function* silence({ faults }: VenueModel, { fault, value }: Silence, timeoutMs: number): Wait<never> {
  for (let waited = 0; waited < timeoutMs && faults[fault] === value; waited += POLL_SILENCE_MS)
    yield POLL_SILENCE_MS;
  throw noAnswer();
}

/** Refusals of the cloud that its scripts have no name for. */
const UNNAMED = ['WITHDRAWAL_REFUSED'];

function refused(status: number, code: string, details: Readonly<Record<string, unknown>> = {}) {
  const errorId = UNNAMED.includes(code) ? 'CLOUD_REFUSED' : code;
  const { jobId, attemptsLeft } = details;
  return new ModelRefusal(errorId, `The cloud refused with ${status}: ${errorId}.`, {
    Status: status,
    ...(jobId === undefined ? {} : { jobId }),
    ...(attemptsLeft === undefined ? {} : { attemptsLeft }),
  });
}

export function currentCredential({ credentials }: VenueModel): string {
  if (credentials.current) return credentials.current.credential;
  throw new ModelRefusal('CREDENTIAL_MISSING', 'This venue has no gateway credential. Onboard it first.');
}

/** A request that carries the gateway's credential. */
export function* askAsVenue<Result>(
  model: VenueModel,
  request: Request,
  act: (bearer: Redemption) => Result,
  credential = currentCredential(model),
): Wait<Result> {
  return yield* askCloud(model, request, () => act(bearerOf(model, credential)));
}
