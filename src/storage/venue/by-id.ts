/**
 * Made once: with localeCompare a list of 10,000 takes a second to sort, and not 20 ms. By the first who compares: a process' first takes 7 ms of
 * its start.
 */
let numeric: Intl.Collator | undefined;

/** IDs are text that mostly holds a number: 2 comes before 10, and text after both. */
export function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  numeric ??= new Intl.Collator('en', { numeric: true });
  return numeric.compare(one.id, other.id);
}
