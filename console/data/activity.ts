/** When someone last used this page with their own hands: what the page asks automatically is no activity. */
export interface Activity {
  /** In milliseconds. */
  idleMs(): number;
  end(): void;
}

/** Clicks and input as well: who speaks, or uses a switch, sends no key and no pointer. */
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'click', 'input'] as const;

export function watchActivity(
  target: EventTarget = document,
  now: () => number = () => Date.now(),
): Activity {
  let last = now();
  const seen = () => {
    last = now();
  };
  for (const sign of SIGNS) target.addEventListener(sign, seen, { capture: true, passive: true });
  return {
    idleMs: () => now() - last,
    end() {
      for (const sign of SIGNS) target.removeEventListener(sign, seen, { capture: true });
    },
  };
}

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
