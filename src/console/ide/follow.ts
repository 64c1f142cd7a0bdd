/** A subscription, over the socket of the page. */
import type { FetcherParams, Observable } from '@graphiql/toolkit';
import type { FormattedExecutionResult } from 'graphql';
import type { Client, ExecutionResult } from 'graphql-ws';
import type { Journal, RunWriter } from './journal/journal';

type Event = FormattedExecutionResult;

export function follow(
  socket: Pick<Client, 'subscribe'>,
  journal: Journal,
  { query, variables, operationName = null }: FetcherParams,
): Observable<ExecutionResult> {
  const subscribe = (sink: Sink) => {
    const writer = journal.begin('events', operationName ?? undefined);
    const stop = socket.subscribe({ query, variables, operationName }, sinkFor(sink, writer));
    return {
      unsubscribe() {
        writer.ended('Stopped');
        stop();
      },
    };
  };
  return { subscribe: subscribe as Observable<ExecutionResult>['subscribe'] };
}

interface Sink {
  next(value: Event): void;
  error(error: unknown): void;
  complete(): void;
}

/** What the server says of a refused subscription is an answer to read, as it is over HTTP; GraphiQL would throw it away unseen. */
function sinkFor(sink: Sink, writer: RunWriter): Sink {
  const next = (event: Event) => {
    writer.arrived(JSON.stringify(event));
    sink.next(event);
  };
  const end = (ending: string) => {
    writer.ended(ending);
    sink.complete();
  };
  return {
    next,
    complete: () => end('Ended'),
    error(error) {
      if (Array.isArray(error)) {
        next({ errors: error });
        return end('Refused');
      }
      sink.next(notConnected('The connection was lost.', 'Run it again to continue following.'));
      end('Lost');
    },
  };
}

/** In the shape of the server's own refusals: a thrown error would be shown with its stack. */
export function notConnected(message: string, remedy: string): FormattedExecutionResult {
  return { errors: [{ message, extensions: { code: 'NOT_CONNECTED', remedy } }] };
}
