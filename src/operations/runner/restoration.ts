/** What a way back says of itself: which items were put back, and which weren't. */
import type { Restoration } from './step.js';

export const nothing: Restoration = { restored: [], notRestored: [] };

/** One item, by what was seen after it was put back. */
export function restoration(held: boolean, restored: string, notRestored: string): Restoration {
  return held ? { restored: [restored], notRestored: [] } : { restored: [], notRestored: [notRestored] };
}

export function together(outcomes: readonly Restoration[]): Restoration {
  return {
    restored: outcomes.flatMap((outcome) => outcome.restored),
    notRestored: outcomes.flatMap((outcome) => outcome.notRestored),
  };
}
