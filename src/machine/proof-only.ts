/**
 * A campaign on a machine that isn't Windows wants to run a real venue's program all the same. No argument, file or variable of ours says so:
 * only code that is loaded into our process before main, as test/prove does (NODE_OPTIONS could load it, as it could anything). A program that
 * came as an archive doesn't ask.
 */
import { isPackaged } from './installation/program-files.js';

const PROOF_ONLY = Symbol.for('venue-control.proof-only');

/** What can't be verified on this machine is then said by `doctor`, and doesn't keep `serve` from serving. */
export function isProofOnly(projectFolder: string): boolean {
  return Reflect.get(globalThis, PROOF_ONLY) === true && !isPackaged(projectFolder);
}
