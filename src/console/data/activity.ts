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
