/** What `venue-control doctor`, or code that checks a part for it, says of that part. */
export interface Finding {
  readonly part: string;
  readonly ok: boolean;
  /** It works, and someone should see to it. */
  readonly warning?: true;
  readonly detail: string;
  readonly remedy?: string;
}
