/** What `venue-control doctor`, or whoever checks a part for it, says of that part: what is bad has a remedy. */
export type Finding = {
  readonly part: string;
  /** It works, and someone should see to it. */
  readonly warning?: true;
  readonly detail: string;
} & ({ readonly ok: true; readonly remedy?: string } | { readonly ok: false; readonly remedy: string });
