/** What happens to calls while SQL Server fails: a circuit breaker and retries. */
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  halfJitterGenerator,
  handleWhen,
  type IBackoff,
  type IHalfOpenAfterBackoffContext,
  retry,
} from 'cockatiel';
import { DatabaseError } from '../database-error.js';
import { isRefusedLogin, verdictOf } from './errors.js';

/** Failures in a row that open the circuit. */
const FAILURES = 3;
/** Short enough that a database is used again within five seconds of its return. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 2000;
/** A password that is refused more often than an account lockout policy allows locks the login. */
const REFUSED_PAUSE_MS = 300_000;

/** Whether another password than the one that was refused is there to try. */
type IsPasswordChanged = () => boolean;

/** While SQL Server can't be reached, callers are refused at once instead of waiting for another time-out. One call at a time tries again. */
export class Breaker {
  readonly #circuit: CircuitBreakerPolicy;

  constructor(isPasswordChanged: IsPasswordChanged = () => false) {
    // A pool whose connections are all lent has a server that answers.
    this.#circuit = circuitBreaker(
      handleWhen((error) => verdictOf(error)?.failure === 'GONE'),
      {
        breaker: new RefusalBreaker(() => this.#last),
        halfOpenAfter: { next: (why) => pauseAfter(why, isPasswordChanged) },
      },
    );
  }

  /** Throws what `attempt` throws, or GONE with the last reason where the circuit is open. */
  async reach<T>(attempt: () => Promise<T>): Promise<T> {
    // A second caller would wait for the one that tries, as long as a time-out.
    if (this.#circuit.state === CircuitState.HalfOpen) throw this.#away();
    try {
      return await this.#circuit.execute(attempt);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? this.#away() : error;
    }
  }

  get #last(): unknown {
    return errorOf(this.#circuit.lastFailure);
  }

  #away(): DatabaseError {
    const message = 'SQL Server was unreachable a moment ago. The server has not retried yet.';
    return new DatabaseError('GONE', message, { cause: this.#last });
  }
}

/** A refused login opens the circuit at once. */
class RefusalBreaker extends ConsecutiveBreaker {
  readonly #last: () => unknown;

  constructor(last: () => unknown) {
    super(FAILURES);
    this.#last = last;
  }

  override failure(): boolean {
    return super.failure() || isRefusedLogin(this.#last());
  }
}

/** cockatiel compares the duration with the wall clock, which may be set back for hours. This duration ends by the steady clock. */
function pauseAfter(
  { result }: IHalfOpenAfterBackoffContext,
  isPasswordChanged: IsPasswordChanged,
  pauseMs = FIRST_PAUSE_MS,
): IBackoff<IHalfOpenAfterBackoffContext> {
  const isRefused = isRefusedLogin(errorOf(result));
  const until = performance.now() + (isRefused ? REFUSED_PAUSE_MS : pauseMs);
  return {
    get duration() {
      const isWaiting = performance.now() < until && !(isRefused && isPasswordChanged());
      return isWaiting ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    },
    next: (why) => pauseAfter(why, isPasswordChanged, Math.min(pauseMs * 2, LONGEST_PAUSE_MS)),
  };
}

function errorOf(failure: object | undefined): unknown {
  return failure && 'error' in failure ? failure.error : undefined;
}

/** Tries at most three times more what may succeed automatically. What the venue's stores send has the same effect when it is done duplicate. */
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
