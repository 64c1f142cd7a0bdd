/** Runs scripts of the model for tests, in the model's own time. */
import { ModelRefusal, runScript } from '../../../rehearsal/model/scripts.js';
import { advance, type VenueModel } from '../../../rehearsal/model/venue-model.js';

export const AT = Date.parse('2031-05-05T17:10:00.000Z');
export const VENUE = { CustomerNumber: '10482213' };

export type Row = Record<string, unknown>;

/** Its output objects. */
export function run(
  model: VenueModel,
  script: string,
  parameters: Record<string, unknown> = {},
  secrets: Record<string, string> = {},
): Row[] {
  const running = runScript(model, { script, parameters, secrets });
  for (;;) {
    const step = running.next();
    if (step.done) return step.value as Row[];
    advance(model, model.at + step.value);
  }
}

/** Lets time pass. */
export function pass(model: VenueModel, ms: number): void {
  advance(model, model.at + ms);
}

/** Its error ID and details. */
export function refusal(...call: Parameters<typeof run>): {
  errorId: string;
  detail: Record<string, unknown>;
} {
  try {
    run(...call);
  } catch (error) {
    if (error instanceof ModelRefusal) return { errorId: error.errorId, detail: error.detail };
    throw error;
  }
  throw new Error(`${call[1]} was not refused.`);
}

/** A UUID for each number. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
