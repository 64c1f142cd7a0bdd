import { ExponentialBackoff, halfJitterGenerator, handleWhen, retry } from 'cockatiel';
import { verdictOf } from './errors.js';

/** Tries at most three times more what may succeed automatically. What the venue's stores send has the same effect when it is done twice. */
export const whileTransient = retry(
  handleWhen((error) => verdictOf(error)?.isTransient === true),
  {
    maxAttempts: 3,
    backoff: new ExponentialBackoff({
      generator: halfJitterGenerator,
      initialDelay: 80,
      maxDelay: 320,
    }),
  },
);
