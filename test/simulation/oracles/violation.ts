/** What may be violated, and when two violations are the same. */

/** The nine invariants of the simulated venue; docs/explanation/simulation.md says what each means. */
export const INVARIANTS = [
  'ordering',
  'code',
  'owner',
  'end',
  'truth',
  'again',
  'audit',
  'undo',
  'clock',
] as const;
export type Invariant = (typeof INVARIANTS)[number];

export interface Violation {
  readonly invariant: Invariant;
  readonly text: string;
}

/** IDs and times differ from run to run. */
export function signatureOf({ invariant, text }: Violation): string {
  const plain = text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replaceAll(/\d+/g, '<n>');
  return `${invariant}: ${plain}`;
}
