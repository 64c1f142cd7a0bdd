/** The real schema, guards and domain behind the real server: who loses the right to see something sees no event more of it. */
import 'reflect-metadata';
import type { Viewer } from '../../src/operations/clerks/viewer.js';
import type { ServiceView } from '../../src/operations/services/service-view.js';
import type { OperationEvent } from '../../src/operations/words/operation.js';
import { Permission } from '../../src/operations/words/permissions.js';
import { createRequestContext } from '../../src/resolvers/request/context.js';
import { buildGuardedSchema } from '../../src/resolvers/schema/build-schema.js';
import { createServer, type Server } from '../../src/server/server.js';
import { callerOf, type PracticeDomain, practiceDomain } from '../operations/practice-domain.js';
import { fakeControlPlane } from '../resolvers/fake-control-plane.js';
import { newOperation } from '../sql/samples.js';
import { type Client, ready, until } from './socket-client.js';

const EVERY_MS = 20;
/** A look at who the caller is may be half a second old; the rest is for a busy machine. */
const AT_MOST_MS = 1_000;

const PROGRESS = 'subscription { operationProgress(id: "op") { sequence } }';
const SERVICES = 'subscription { serviceChanged { key } }';

let domain: PracticeDomain;
let server: Server;
let client: Client;
/** Who the token stands for. */
let now: Viewer | undefined;
/** Sources of events that were left. */
let left: string[];

beforeAll(async () => {
  domain = await practiceDomain();
  const { id } = newOperation({ requestedById: '2' });
  await domain.state.operations.create(newOperation({ requestedById: '2' }));
  const started = await domain.state.operations.find(id);
  if (!started) throw new Error('It was not made.');
  const { operations, security } = domain.plane;
  server = createServer({
    config: { port: 0 },
    controlPlane: {
      ...fakeControlPlane({
        signIn: { viewerOf: async () => now },
        services: { changes: (signal) => ticking('services', signal, () => service) },
        operations: {
          find: (viewer, id) => operations.find(viewer, id),
          requireVisible: (caller, operation) => operations.requireVisible(caller, operation),
          follow: (operationId, _after, signal) =>
            ticking('progress', signal, (sequence) => ({
              operation: started,
              event: event(operationId, sequence),
            })),
        },
      }).controlPlane,
      security,
    },
    schema: buildGuardedSchema(),
    createContext: createRequestContext,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  const { port } = await server.start();
  connect = () => ready(port);
});
afterAll(async () => {
  await server.stop();
  await domain.close();
});

let connect: () => Promise<Client>;
beforeEach(async () => {
  now = callerOf('1').viewer;
  left = [];
  client = await connect();
});
afterEach(() => client.socket.close());

const losses: readonly (readonly [string, Partial<Viewer>, object])[] = [
  ['the tick box is cleared', { permissions: new Set([Permission.AUDIT_VIEW]) }, { gate: 'PERMISSION' }],
  [
    'the clerk is in no Security Group any more',
    { securityGroup: undefined, permissions: new Set() },
    { gate: 'PERMISSION' },
  ],
  [
    'the Clerk Group sees no Location Group any more',
    { scope: { every: false, locationGroupIds: new Set() } },
    { gate: 'SCOPE' },
  ],
];

describe.each([
  ['operationProgress of an operation that somebody else started', PROGRESS, 'progress'],
  ['serviceChanged', SERVICES, 'services'],
])('%s', (_what, subscription, source) => {
  it.each(losses)(
    'ends with FORBIDDEN within a second when %s, and the socket stays',
    async (_why, loss, why) => {
      client.subscribe('1', subscription);
      expect((await client.next('1')).payload.errors).toBeUndefined();
      now = callerOf('1', loss).viewer;
      const lost = performance.now();
      let message = await client.next('1');
      while (!message.payload.errors && performance.now() - lost < 3 * AT_MOST_MS)
        message = await client.next('1');
      expect(performance.now() - lost).toBeLessThan(AT_MOST_MS);
      expect(message.payload.errors[0].extensions).toMatchObject({
        code: 'FORBIDDEN',
        permission: 'SERVICES_VIEW',
        ...why,
      });
      expect((await client.next('1')).type).toBe('complete');
      await until(() => left.includes(source));
      await client.isServed();
    },
  );

  it('ends with its socket when the clerk is switched off', async () => {
    client.subscribe('1', subscription);
    await client.next('1');
    now = undefined;
    const lost = performance.now();
    expect(await client.closed).toBe(4403);
    expect(performance.now() - lost).toBeLessThan(AT_MOST_MS);
    await until(() => left.includes(source));
  });

  it('lets go of its source at once when the reader leaves', async () => {
    client.subscribe('1', subscription);
    await client.next('1');
    client.send({ type: 'complete', id: '1' });
    await until(() => left.includes(source));
  });
});

it('is followed to its end by whoever started it, tick box or not', async () => {
  now = callerOf('2').viewer;
  client.subscribe('1', PROGRESS);
  await client.next('1');
  now = callerOf('2', { permissions: new Set() }).viewer;
  const until = performance.now() + AT_MOST_MS;
  while (performance.now() < until) expect((await client.next('1')).payload.errors).toBeUndefined();
});

async function* ticking<Event>(name: string, signal: AbortSignal, eventAt: (tick: number) => Event) {
  try {
    for (let tick = 1; !signal.aborted; tick += 1) {
      yield eventAt(tick);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  } finally {
    left.push(name);
  }
}

const service = { key: 'connect' } as ServiceView;

function event(operationId: string, sequence: number): OperationEvent {
  return {
    operationId,
    sequence,
    at: new Date(),
    step: undefined,
    level: 'INFORMATION',
    percent: undefined,
    message: 'goes on',
  };
}
