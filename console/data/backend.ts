/** Everything that speaks to the server, for one sign-in: urql over HTTP, graphql-ws for what is live. */

import { Client, type ExecutionResult, fetchExchange, mapExchange, subscriptionExchange } from '@urql/core';
import { retryExchange } from '@urql/exchange-retry';
import { createClient } from 'graphql-ws';
import { isUnattended, watchActivity } from './activity';
import { createCache } from './cache';
import { type Connection, createConnection } from './connection';
import { codesOf } from './failure';
import { moveOn } from './operations';
import { whereItIsMissing } from './partial-results';
import { CLIENT, CLIENT_HEADER, pause, UNATTENDED_HEADER } from './request';
import { forgetSeen } from './seen-operations';
import type { Session } from './session';

export type Backend = ReturnType<typeof createBackend>;

/** A request that takes longer is asked about, in milliseconds; it may well be under way. */
const SLOW = 10_000;
/** What the server can answer at once should come within this time, in milliseconds. */
const SOON = 5_000;

export function createBackend(session: Session) {
  const activity = watchActivity();
  // What a page asks that no one uses keeps no session awake.
  const headers = () => ({
    authorization: authorization(),
    ...CLIENT_HEADER,
    ...(isUnattended(activity.idleMs()) ? UNATTENDED_HEADER : {}),
  });
  const authorization = () => `Bearer ${session.token() ?? ''}`;
  const connection = createConnection({ ask: askWho });
  let failures = 0;
  const socket = createClient({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    connectionParams: () => ({ authorization: authorization(), client: CLIENT }),
    // Open from the start, so that a lost server is noticed while nothing is asked.
    lazy: false,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => session.token() !== undefined,
    retryWait: () => pause(Math.min(4_000, 250 * 2 ** Math.min(failures, 5))),
    onNonLazyError: () => undefined,
    on: {
      connected: () => {
        failures = 0;
        connection.socketOpened();
      },
      closed: (event) => {
        failures += 1;
        // 4499 is our own renewal. After any other the server is asked, and says as well whether it knows the token still.
        const { code } = event as CloseEvent;
        if (code !== RENEWED && code !== DONE && session.token() !== undefined) connection.socketClosed();
      },
    },
  });
  const client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetchOptions: () => ({ headers: headers() }),
    fetch: watchedFetch(connection),
    exchanges: [
      mapExchange({
        onResult: ({ error }) => {
          if (error && codesOf(error).includes('UNAUTHENTICATED')) void askWho();
        },
      }),
      createCache(),
      mapExchange({ onResult: whereItIsMissing }),
      // A question is asked again; what changes something is not.
      retryExchange({
        initialDelayMs: 300,
        maxNumberAttempts: 3,
        randomDelay: false,
        retryIf: ({ networkError }, { kind }) => networkError !== undefined && kind === 'query',
      }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables: given }) => ({
          subscribe: (sink) => {
            const variables: Record<string, unknown> = { ...given };
            const next = (result: unknown) => {
              moveOn(variables, (result as ExecutionResult).data);
              sink.next(result as ExecutionResult);
            };
            return { unsubscribe: socket.subscribe({ query, variables }, { ...sink, next }) };
          },
        }),
      }),
    ],
  });

  /**
   * Whether the server answers; it says as well whether the token still belongs to someone. A request may have been under way with
   * a token that a step-up has just replaced, so the present one is asked about.
   */
  async function askWho(): Promise<boolean> {
    const asked = session.token();
    // Signed out meanwhile: the server's 4403 and our own closing of the socket cross. There is nothing to ask about.
    if (asked === undefined) return true;
    try {
      const answer = await fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers() },
        body: '{"query":"{ viewer { id } }"}',
        signal: AbortSignal.timeout(SOON),
      });
      const { errors } = (await answer.json()) as { errors?: { extensions?: { code?: string } }[] };
      const isOver = errors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED');
      if (isOver && session.token() === asked) session.end('elsewhere');
      return true;
    } catch {
      return false;
    }
  }

  return {
    client,
    socket,
    connection,
    activity,
    /** A step-up has replaced the token: the socket was opened with the old one. */
    renewSocket: () => socket.terminate(),
    dispose() {
      connection.end();
      activity.end();
      forgetSeen();
      // Waits for a reconnection that is under way, and hands on how that ended: of no interest any more.
      void Promise.resolve(socket.dispose()).catch(() => undefined);
    },
  };
}

/** Every request shows whether the server answers; one that is given up by its page reveals nothing. */
function watchedFetch(connection: Connection): typeof fetch {
  return async (input, init) => {
    const slow = setTimeout(connection.failed, SLOW);
    try {
      const answer = await fetch(input, init);
      connection.answered();
      return answer;
    } catch (error) {
      if (!init?.signal?.aborted) connection.failed();
      throw error;
    } finally {
      clearTimeout(slow);
    }
  };
}

const RENEWED = 4499;
const DONE = 1000;
