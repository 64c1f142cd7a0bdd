import {
  type AnyVariables,
  Client,
  fetchExchange,
  subscriptionExchange,
  type TypedDocumentNode,
} from '@urql/core';
import { createCache } from '../../console/data/cache';
import {
  type OperationDetailFragment,
  OperationDocument,
  OperationProgressDocument,
  RestartServiceDocument,
  RunningOperationsDocument,
  ServiceChangedDocument,
  type ServiceRowFragment,
  ServicesDocument,
} from '../../console/generated/graphql';
import { operationWith, stepWith } from './operation-samples';
import { service } from './venue-samples';

/** urql as the console has it over a server that answers by the name of the operation, and pushes when a test does. */
function practiceClient(answers: Readonly<Record<string, object>>) {
  const asked: string[] = [];
  const pushed: ((data: object) => void)[] = [];
  const client = new Client({
    url: 'http://venue.test/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetch: async (_url, init) => {
      const { operationName } = JSON.parse(String(init?.body)) as { operationName: string };
      asked.push(operationName);
      return new Response(JSON.stringify({ data: answers[operationName] }), {
        headers: { 'content-type': 'application/json' },
      });
    },
    exchanges: [
      createCache(),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: () => ({
          subscribe: (sink) => {
            pushed.push((data) => sink.next({ data: data as Record<string, unknown> }));
            return { unsubscribe: () => undefined };
          },
        }),
      }),
    ],
  });
  return {
    asked,
    push: (data: object) => {
      for (const next of pushed) next(data);
    },
    /** Everything that a page which asks this would show, newest last. */
    watch<Data, Variables extends AnyVariables>(
      document: TypedDocumentNode<Data, Variables>,
      variables: Variables,
    ): Data[] {
      const shown: Data[] = [];
      client.query(document, variables).subscribe(({ data }) => {
        if (data) shown.push(data);
      });
      return shown;
    },
    follow<Data, Variables extends AnyVariables>(
      document: TypedDocumentNode<Data, Variables>,
      variables: Variables,
    ): void {
      client.subscription(document, variables).subscribe(() => undefined);
    },
    async mutate<Data, Variables extends AnyVariables>(
      document: TypedDocumentNode<Data, Variables>,
      variables: Variables,
    ): Promise<void> {
      await client.mutation(document, variables).toPromise();
    },
  };
}

const settled = () => new Promise((done) => setTimeout(done, 20));

/** As the wire carries it: with the names of types. */
function wire(operation: OperationDetailFragment): object {
  const steps = operation.steps.map((step) => ({ __typename: 'OperationStep', ...step }));
  return { __typename: 'Operation', ...operation, steps };
}

const listOf = (operation: OperationDetailFragment) => ({
  operations: {
    __typename: 'OperationConnection',
    edges: [{ __typename: 'OperationEdge', node: wire(operation) }],
  },
});

const row = (status: ServiceRowFragment['status']) => ({ __typename: 'Service', ...service({ status }) });

describe('what the console has in its cache', () => {
  it('takes over what an event carries, wherever the operation is shown, and asks nothing for it', async () => {
    const begun = operationWith();
    const { asked, push, watch, follow } = practiceClient({
      Operation: { operation: wire(begun) },
      RunningOperations: listOf(begun),
    });
    const page = watch(OperationDocument, { id: 'op-1' });
    const pill = watch(RunningOperationsDocument, {});
    follow(OperationProgressDocument, { id: 'op-1', after: 0 });
    await settled();
    expect(page.at(-1)?.operation).toMatchObject({ state: 'RUNNING', percent: 42.7 });

    const steps = begun.steps.map((step) => stepWith({ ...step, state: 'SUCCEEDED', percent: 100 }));
    const done = operationWith({ state: 'SUCCEEDED', percent: 100, summary: 'All is sent.', steps });
    const event = { sequence: 9, at: '2031-05-05T18:00:00Z', level: 'INFORMATION', message: 'Done.' };
    push({ operationProgress: { __typename: 'OperationEvent', ...event, operation: wire(done) } });
    await settled();
    expect(page.at(-1)?.operation).toMatchObject({
      state: 'SUCCEEDED',
      percent: 100,
      summary: 'All is sent.',
    });
    expect(page.at(-1)?.operation?.steps.map(({ state }) => state)).toEqual(Array(3).fill('SUCCEEDED'));
    expect(pill.at(-1)?.operations?.edges[0]?.node).toMatchObject({ state: 'SUCCEEDED', percent: 100 });
    expect(asked).toEqual(['Operation', 'RunningOperations']);
  });

  it('changes the row of a service by its key when that is pushed', async () => {
    const { asked, push, watch, follow } = practiceClient({
      Services: { services: [row('RUNNING')] },
    });
    const table = watch(ServicesDocument, {});
    follow(ServiceChangedDocument, {});
    await settled();
    push({ serviceChanged: row('STOPPED') });
    await settled();
    expect(table.at(-1)?.services?.map(({ status }) => status)).toEqual(['STOPPED']);
    expect(asked).toEqual(['Services']);
  });

  it('asks for the lists of operations again when something was begun: it belongs into them', async () => {
    const { asked, watch, mutate } = practiceClient({
      RunningOperations: listOf(operationWith()),
      Services: { services: [row('RUNNING')] },
      RestartService: { restartService: row('RUNNING') },
    });
    watch(RunningOperationsDocument, {});
    watch(ServicesDocument, {});
    await settled();
    await mutate(RestartServiceDocument, { key: 'netpos', reason: null });
    await settled();
    expect(asked).toEqual(['RunningOperations', 'Services', 'RestartService', 'RunningOperations']);
  });
});
