/** How GraphiQL reaches our own address as the clerk who is signed in: HTTP for queries and mutations, graphql-ws for subscriptions. */
import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { type Client, createClient } from 'graphql-ws';
import type { Session } from '../data/session';
import { operationOf, parsed } from './chosen-operation';

export function connect(session: Session): { readonly fetcher: Fetcher; readonly socket: Client } {
  const authorization = () => `Bearer ${session.token() ?? ''}`;
  const socket = createClient({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    connectionParams: () => ({ authorization: authorization(), client: 'IDE' }),
  });
  const send = createGraphiQLFetcher({
    url: '/graphql',
    fetch: async (input, init) => {
      const headers = {
        ...(init?.headers as Record<string, string>),
        authorization: authorization(),
        'x-venue-control-client': 'IDE',
      };
      const answer = await fetch(input, { ...init, headers });
      if (answer.status === 401) session.end('elsewhere');
      return answer;
    },
    wsClient: answeringErrors(socket),
  });
  // The editor tells the document and the operation's name as of its last look: who types and runs at once is ahead of that.
  const fetcher: Fetcher = (params, options) => {
    const document = parsed(params.query);
    if (!document) return send(params, options);
    const operationName = operationOf(document, params.operationName);
    return send({ ...params, operationName }, { ...options, documentAST: document });
  };
  return { fetcher, socket };
}

/** What the server says of a refused subscription is an answer to read, as it is over HTTP; the toolkit would throw it away unseen. */
function answeringErrors(socket: Client): Client {
  return {
    ...socket,
    subscribe: (payload, sink) =>
      socket.subscribe(payload, {
        ...sink,
        error(error) {
          if (!Array.isArray(error)) return sink.error(error);
          sink.next({ errors: error });
          sink.complete();
        },
      }),
  };
}
