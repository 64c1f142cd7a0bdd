/**
 * A campaign on a machine that isn't Windows wants to run a real venue's program all the same. No argument, file or variable of the
 * environment says so: only a program that loads ours into itself can, as test/prove does before it imports main.
 */

const PROOF_ONLY = Symbol.for('venue-control.proof-only');

/** What can't be verified on this machine is then said by `doctor`, and doesn't keep `serve` from serving. */
export function isProofOnly(): boolean {
  return Reflect.get(globalThis, PROOF_ONLY) === true;
}
