/** What masking must know about the request that it is called for: Apollo's `formatError` is shown nothing but the error. */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface RequestScope {
  readonly correlationId: string;
  /** Set once the token has been read. */
  signedIn: boolean;
  /** Why it isn't, where a token was given that is not over. */
  refusal?: unknown;
}

const scopes = new AsyncLocalStorage<RequestScope>();

export function inScope<T>(scope: RequestScope, work: () => T): T {
  return scopes.run(scope, work);
}

/** Of the request being answered. Outside of any: no clerk is signed in, and there is nothing to correlate. */
export function currentScope(): RequestScope {
  return scopes.getStore() ?? { correlationId: 'none', signedIn: false };
}
