/** Everything that speaks to the server, for one sign-in: urql over HTTP, graphql-ws for what is live. */
import { Client, type ExecutionResult, fetchExchange, mapExchange, subscriptionExchange } from '@urql/core';
import { createClient, type Client as Socket } from 'graphql-ws';
import { createCache } from './cache';
import { type Connection, createConnection } from './connection';
import { codesOf } from './failure';
import { moveOn } from './operation-events';
import type { Session } from './session';

export interface Backend {
  readonly client: Client;
  readonly socket: Socket;
  readonly connection: Connection;
  /** A step-up has replaced the token: the socket was opened with the old one. */
  renewSocket(): void;
  dispose(): void;
}

export function createBackend(session: Session): Backend {
  const connection = createConnection();
  const authorization = () => `Bearer ${session.token() ?? ''}`;
  let failures = 0;
  const socket = createClient({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    connectionParams: () => ({ authorization: authorization() }),
    // Open from the start, so that a lost server is noticed while nothing is asked.
    lazy: false,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => session.token() !== undefined,
    retryWait: () => pause(Math.min(4_000, 250 * 2 ** Math.min(failures, 5))),
    onNonLazyError: () => undefined,
    on: {
      connected: () => {
        failures = 0;
        connection.found();
      },
      closed: (event) => {
        failures += 1;
        const code = (event as CloseEvent).code;
        // 4403: the server knows the socket's token no more. 4499 is our own renewal.
        if (code === FORBIDDEN) void checkSession();
        else if (code !== RENEWED && code !== DONE) connection.lost();
      },
    },
  });
  const client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetchOptions: () => ({ headers: { authorization: authorization() } }),
    exchanges: [
      mapExchange({
        onResult: ({ error }) => {
          if (error?.networkError) connection.lost();
          else if (error && codesOf(error).includes('UNAUTHENTICATED')) void checkSession();
        },
      }),
      createCache(),
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

  /** A request may have been under way with the token that a step-up has just replaced, so the present one is asked about. */
  async function checkSession(): Promise<void> {
    const asked = session.token();
    // Signed out meanwhile: the server's 4403 and our own closing of the socket cross. There is nothing to ask about.
    if (asked === undefined) return;
    try {
      const answer = await fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: authorization() },
        body: '{"query":"{ viewer { id } }"}',
      });
      const { errors } = (await answer.json()) as { errors?: { extensions?: { code?: string } }[] };
      const isOver = errors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED');
      if (isOver && session.token() === asked) session.end('You were signed out. Sign in to go on.');
    } catch {
      connection.lost();
    }
  }

  return {
    client,
    socket,
    connection,
    renewSocket: () => socket.terminate(),
    // Waits for a reconnection that is under way, and hands on how that ended: of no interest any more.
    dispose: () => void Promise.resolve(socket.dispose()).catch(() => undefined),
  };
}

const FORBIDDEN = 4403;
const RENEWED = 4499;
const DONE = 1000;

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
