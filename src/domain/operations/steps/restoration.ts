/** The result of a rollback: which items were restored, and which were not. */
import { AppError } from '../../../errors/errors.js';
import type { Restoration } from './step.js';

export const nothing: Restoration = { restored: [], notRestored: [] };

/** One item, by what was seen after it was restored. */
export function restoration(held: boolean, restored: string, notRestored: string): Restoration {
  if (held) return { restored: [restored], notRestored: [] };
  return {
    restored: [],
    notRestored: [notRestored],
    ...(restored !== '' && { denied: { [notRestored]: restored } }),
  };
}

/**
 * Each of several things, whatever became of those before it. What could be neither restored nor seen is named
 * by `of`: the end of "Whether ... is unknown", and the sentence that a later step says where it is so.
 */
export async function restoreEach<Item>(
  items: readonly Item[],
  of: (item: Item) => { readonly unseen: string; readonly restored: string },
  restore: (item: Item) => Promise<Restoration>,
): Promise<Restoration> {
  const outcomes: Restoration[] = [];
  for (const item of items)
    outcomes.push(
      await restore(item).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error;
        const { unseen, restored } = of(item);
        return restoration(
          false,
          restored,
          `Whether ${unseen} is unknown: ${error.message} Check the services.`,
        );
      }),
    );
  return together(outcomes);
}

export function together(outcomes: readonly Restoration[]): Restoration {
  const denied = Object.assign({}, ...outcomes.map((outcome) => outcome.denied));
  const found = outcomes.flatMap((outcome) => outcome.found ?? []);
  return {
    restored: outcomes.flatMap((outcome) => outcome.restored),
    notRestored: outcomes.flatMap((outcome) => outcome.notRestored),
    ...(Object.keys(denied).length > 0 && { denied }),
    ...(found.length > 0 && { found }),
    ...(outcomes.some(({ isDeferred }) => isDeferred) && { isDeferred: true as const }),
  };
}

/** All of a rollback, in its order: of one thing only what was seen last, as a later step may restore what an earlier one could not. */
export function seenLast(outcomes: readonly Restoration[]): Pick<Restoration, 'restored' | 'notRestored'> {
  const last = new Map<string, number>();
  const known = new Set<string>();
  for (const [index, { restored, denied = {}, found = [] }] of outcomes.entries()) {
    const said = [...restored, ...Object.values(denied)];
    for (const line of said) known.add(line);
    for (const line of [...said, ...found]) last.set(line, index);
  }
  const only = ({ restored, notRestored, denied = {}, found = [] }: Restoration, index: number) => {
    // One that denies nothing names no one thing: two may be left that are called the same.
    const isLast = (line: string | undefined) => line === undefined || last.get(line) === index;
    return {
      restored: [...restored, ...found.filter((line) => known.has(line))].filter(isLast),
      notRestored: notRestored.filter((line) => isLast(denied[line])),
    };
  };
  return together(outcomes.map(only));
}
