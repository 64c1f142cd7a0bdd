/** Made once: with localeCompare a list of 10,000 takes a second to sort, and not 20 ms. */
const NUMERIC = new Intl.Collator('en', { numeric: true });

/** IDs are text that mostly holds a number: 2 comes before 10, and text after both. */
export function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return NUMERIC.compare(one.id, other.id);
}
