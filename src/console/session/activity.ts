/** When somebody last used this page with their own hands: what the page asks by itself is no activity. */
export interface Activity {
  /** In milliseconds. */
  idleMs(): number;
  subscribe(listener: () => void): () => void;
  end(): void;
}

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

export function watchActivity(
  target: EventTarget = document,
  now: () => number = () => Date.now(),
): Activity {
  const listeners = new Set<() => void>();
  let last = now();
  const seen = () => {
    last = now();
    for (const listener of listeners) listener();
  };
  for (const sign of SIGNS) target.addEventListener(sign, seen, { capture: true, passive: true });
  return {
    idleMs: () => now() - last,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end() {
      for (const sign of SIGNS) target.removeEventListener(sign, seen, { capture: true });
      listeners.clear();
    },
  };
}
