/** One row of `venue-control doctor`: the state of a part. A bad one has a remedy. */
export type DoctorRow = {
  readonly part: string;
  /** It works, but requires attention. */
  readonly warning?: true;
  readonly detail: string;
} & ({ readonly ok: true; readonly remedy?: string } | { readonly ok: false; readonly remedy: string });
