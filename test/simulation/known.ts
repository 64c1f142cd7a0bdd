/**
 * What today's heart is known to break, because its rule lives in several places: each names the issue that gives the rule one home. A run
 * counts these apart. An entry that a nightly run no longer meets is to be deleted.
 */
import { signatureOf, type Violation } from './oracles/violation.js';

export interface Known {
  readonly invariant: Violation['invariant'];
  readonly matches: RegExp;
  /** Letter of the issue. */
  readonly issue: 'U';
  readonly why: string;
  /** Of a run that shows it. */
  readonly seed: number;
}

export const KNOWN: readonly Known[] = [];

export function knownOf(violation: Violation): Known | undefined {
  const signature = signatureOf(violation);
  return KNOWN.find(({ invariant, matches }) => invariant === violation.invariant && matches.test(signature));
}
