/** What `venue-control doctor` says of one part. */
export interface Finding {
  readonly part: string;
  readonly ok: boolean;
  /** It works, and somebody should see to it. */
  readonly warning?: true;
  readonly detail: string;
  readonly remedy?: string;
}
