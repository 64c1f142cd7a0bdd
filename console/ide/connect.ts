/** How GraphiQL reaches our own address as the clerk who is signed in: HTTP for queries and mutations, graphql-ws for subscriptions. */
import type { Fetcher, FetcherParams, Observable } from '@graphiql/toolkit';
import { type DocumentNode, type FormattedExecutionResult, getOperationAST } from 'graphql';
import type { Client, ExecutionResult } from 'graphql-ws';
import type { Backend } from '../data/backend';
import { CLIENT_HEADER } from '../data/request';
import { doingOf } from '../data/send-action';
import type { Session } from '../data/session';
import type { StepUp } from '../data/use-action';
import { askingForToken, operationOf, parsed, takeToken } from './document';
import type { Journal, RunWriter } from './journal/journal';

export interface ConnectParts {
  readonly session: Session;
  readonly backend: Pick<Backend, 'socket' | 'renewSocket'>;
  readonly journal: Journal;
  /** Asks for the PIN once more; false when the clerk went back. */
  readonly stepUp: StepUp;
}

type Answer = FormattedExecutionResult;

export function connect(parts: ConnectParts): Fetcher {
  // The editor reports the document and the operation's name as of its last look: who types and runs at once is ahead of that.
  const fetcher = (params: FetcherParams) => {
    const document = parsed(params.query);
    const operationName = document ? operationOf(document, params.operationName) : params.operationName;
    const asked = { ...params, operationName: operationName ?? null };
    if (operationName === 'IntrospectionQuery') return post(parts, asked).then(({ answer }) => answer);
    const operation = document && getOperationAST(document, operationName);
    return operation?.operation === 'subscription'
      ? follow(parts.backend.socket, parts.journal, asked)
      : run(parts, asked, operation?.operation === 'mutation' ? document : undefined);
  };
  // Errors come as JSON and are shown as JSON; GraphiQL's types would have them as objects of graphql-js.
  return fetcher as Fetcher;
}

/** `mutations`: the document, when it changes something. */
async function run(
  parts: ConnectParts,
  asked: FetcherParams,
  mutations: DocumentNode | undefined,
): Promise<Answer> {
  const query = (mutations && askingForToken(mutations)) ?? asked.query;
  const send = () => once(parts, { ...asked, query }, mutations !== undefined);
  let taken = await send();
  if (!mutations || !isWantingStepUp(taken)) return taken;
  if (await parts.stepUp(doingOf(mutations, asked.operationName))) taken = await send();
  return taken;
}

async function once(parts: ConnectParts, asked: FetcherParams, isChange: boolean): Promise<Answer> {
  const { session, backend, journal } = parts;
  const writer = journal.begin('answer', asked.operationName ?? undefined);
  try {
    const { answer, status } = await post(parts, asked);
    const token = takeToken(answer);
    if (token !== undefined) {
      session.replace(token);
      backend.renewSocket();
    }
    writer.arrived(JSON.stringify(answer));
    writer.ended('Answered', status);
    return answer;
  } catch {
    writer.ended('No answer');
    return isChange
      ? notConnected(
          'The server does not respond. Whether this was done is unknown.',
          'Once it responds, check before you send it again.',
        )
      : notConnected(
          'The server does not respond.',
          'Check that Venue control is running on it, then run this again.',
        );
  }
}

async function post(
  { session }: ConnectParts,
  asked: FetcherParams,
): Promise<{ answer: Answer; status: number }> {
  const token = session.token();
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      authorization: `Bearer ${token ?? ''}`,
      ...CLIENT_HEADER,
    },
    body: JSON.stringify(asked),
  });
  const answer = (await response.json()) as Answer;
  // Asked with a token that a step-up has replaced meanwhile: the present one may well stand.
  if (isSignedOut(answer) && session.token() === token) session.end('elsewhere');
  return { answer, status: response.status };
}

/** By its code: GraphQL answers so with a status of 200. */
function isSignedOut({ errors }: Answer): boolean {
  return errors?.some(({ extensions }) => extensions?.['code'] === 'UNAUTHENTICATED') ?? false;
}

/** Every change was refused for want of fresh presence: nothing was done, so that it may be sent again as it is. */
function isWantingStepUp({ data, errors }: Answer): boolean {
  const refused = errors?.filter(({ extensions }) => extensions?.['gate'] === 'STEP_UP') ?? [];
  return refused.length > 0 && refused.length === Object.keys(data ?? {}).length;
}

/** A subscription, over the socket of the page. */
function follow(
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
  next(value: Answer): void;
  error(error: unknown): void;
  complete(): void;
}

/** What the server says of a refused subscription is an answer to read, as it is over HTTP; GraphiQL would throw it away unseen. */
function sinkFor(sink: Sink, writer: RunWriter): Sink {
  const next = (event: Answer) => {
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
function notConnected(message: string, remedy: string): FormattedExecutionResult {
  return { errors: [{ message, extensions: { code: 'NOT_CONNECTED', remedy } }] };
}
