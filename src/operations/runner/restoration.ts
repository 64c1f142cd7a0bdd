/** What a way back says of itself: which items were put back, and which weren't. */
import type { Restoration } from './step.js';

export const nothing: Restoration = { restored: [], notRestored: [] };

/** One item, by what was seen after it was put back. */
export function restoration(held: boolean, restored: string, notRestored: string): Restoration {
  if (held) return { restored: [restored], notRestored: [] };
  return {
    restored: [],
    notRestored: [notRestored],
    ...(restored !== '' && { denied: { [notRestored]: restored } }),
  };
}

export function together(outcomes: readonly Restoration[]): Restoration {
  const denied = Object.assign({}, ...outcomes.map((outcome) => outcome.denied));
  return {
    restored: outcomes.flatMap((outcome) => outcome.restored),
    notRestored: outcomes.flatMap((outcome) => outcome.notRestored),
    ...(Object.keys(denied).length > 0 && { denied }),
  };
}

/** All of a way back, in its order: of one thing only what was seen last, as a later step may put back what an earlier one could not. */
export function seenLast(outcomes: readonly Restoration[]): Restoration {
  const last = new Map<string, number>();
  for (const [index, { restored, denied = {} }] of outcomes.entries())
    for (const line of [...restored, ...Object.values(denied)]) last.set(line, index);
  const only = ({ restored, notRestored, denied = {} }: Restoration, index: number): Restoration => {
    // One that denies nothing names no one thing: two may be left that are called the same.
    const isLast = (line: string | undefined) => line === undefined || last.get(line) === index;
    return {
      restored: restored.filter(isLast),
      notRestored: notRestored.filter((line) => isLast(denied[line])),
    };
  };
  return together(outcomes.map(only));
}
