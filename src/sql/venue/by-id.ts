/** IDs are text that mostly holds a number: 2 comes before 10, and text after both. */
export function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id.localeCompare(other.id, 'en', { numeric: true });
}
