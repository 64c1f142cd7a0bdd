import { buildSchema, printSchema } from 'graphql';
import type { ControlPlane } from '../../../src/domain/control-plane.js';
import { createServer } from '../../../src/server/server.js';
import { HeardLog } from '../../domain/heard-log.js';
import { send } from './raw-http.js';

describe('/schema.graphql', () => {
  let viewer: unknown;
  const schema = buildSchema('type Query { "How many." one: Int }');
  const controlPlane = { signIn: { viewerOf: async () => viewer } } as unknown as ControlPlane;
  const server = createServer({
    config: { port: 0 },
    controlPlane,
    schema,
    printSchema: async () => printSchema(schema),
    createContext: (request) => request,
    log: new HeardLog(),
  });
  let port: number;
  beforeAll(async () => {
    ({ port } = await server.start());
  });
  afterAll(() => server.stop());

  const get = (headers: Record<string, string> = {}) => send(port, { path: '/schema.graphql', headers });

  it('has the schema with its descriptions, for a signed-in caller', async () => {
    viewer = { clerk: { id: '7' }, permissions: new Set() };
    const { status, text, headers } = await get({ authorization: 'Bearer a-session' });
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(buildSchema(text).getQueryType()?.getFields()['one']?.description).toBe('How many.');
  });

  it('is refused to all others', async () => {
    viewer = undefined;
    for (const headers of [{}, { authorization: 'Bearer unknown' }]) {
      const { status, json } = await get(headers);
      expect([status, json.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    }
    viewer = { clerk: { id: '7' }, permissions: new Set(), mustChangePin: true };
    const { status, json } = await get({ authorization: 'Bearer a-session' });
    expect([status, json.errors[0].extensions.code]).toEqual([403, 'PIN_TEMPORARY']);
  });
});
