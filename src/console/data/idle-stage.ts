/** After so long without use the server ends a session, in milliseconds; the page is no later than it. */
export const SIGN_OUT_AFTER = 15 * 60_000;
const WARN_BEFORE = 2 * 60_000;
/** What is asked after so long is asked by the page itself, in milliseconds. */
const OWN_ASKING = 30_000;

export function idleStage(idleMs: number): 'used' | 'warned' | 'over' {
  if (idleMs >= SIGN_OUT_AFTER) return 'over';
  return idleMs >= SIGN_OUT_AFTER - WARN_BEFORE ? 'warned' : 'used';
}

export function isUnattended(idleMs: number): boolean {
  return idleMs >= OWN_ASKING;
}
