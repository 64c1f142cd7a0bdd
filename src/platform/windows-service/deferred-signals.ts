/** Ctrl+C between a service that was stopped and one that runs again would leave neither: it is held until the step has ended. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface HeldSignals {
  /** Throws, in words, once a signal has come. */
  readonly requireNone: () => void;
  readonly release: () => void;
}

/** From now on such a signal ends nothing; the first of them is reported, with what becomes of it (`follows`) at that moment. */
export function holdSignals(tell: (words: string) => void, follows: () => string): HeldSignals {
  let came: string | undefined;
  const hold = (signal: string) => {
    if (came === undefined) tell(`${signal} is delayed until this step has ended; ${follows()}.`);
    came = signal;
  };
  for (const signal of SIGNALS) process.on(signal, hold);
  return {
    requireNone() {
      if (came !== undefined) throw new Error(`${came} ended it before this step.`);
    },
    release() {
      for (const signal of SIGNALS) process.off(signal, hold);
    },
  };
}
