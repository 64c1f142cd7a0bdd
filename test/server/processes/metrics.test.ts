import { buildSchema } from 'graphql';
import type { ControlPlane } from '../../../src/domain/control-plane.js';
import { Permission } from '../../../src/domain/types/permissions.js';
import { AppError } from '../../../src/errors/errors.js';
import { createServer } from '../../../src/server/server.js';
import { HeardLog } from '../../domain/heard-log.js';
import { send } from './raw-http.js';

const API_TOKEN = `vct_0123456789abcdef_${'a'.repeat(43)}`;

describe('/metrics', () => {
  const log = new HeardLog();
  const activity: boolean[] = [];
  let opened = 0;
  let lookUp: () => unknown;
  let text: () => Promise<string>;
  const controlPlane = {
    signIn: {
      async viewerOf(_token: string, { countsAsActivity }: { countsAsActivity: boolean }) {
        activity.push(countsAsActivity);
        return lookUp();
      },
    },
    security: {
      gateAgainst: ({ permissions }: { permissions: ReadonlySet<Permission> }, wanted: Permission) =>
        permissions.has(wanted) ? undefined : 'PERMISSION',
      refusal: async () => new AppError('FORBIDDEN'),
    },
  } as unknown as ControlPlane;
  const server = createServer({
    config: { port: 0 },
    controlPlane,
    schema: buildSchema('type Query { one: Int }'),
    createContext: (request) => request,
    log,
    async metrics() {
      opened += 1;
      return () => text();
    },
  });
  let port: number;
  beforeAll(async () => {
    ({ port } = await server.start());
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    for (const list of [log.lines, activity]) list.splice(0);
    text = async () => 'venue_status{state="OK"} 1\n';
    opened = 0;
  });

  const holds = (...permissions: Permission[]) => {
    lookUp = () => ({ clerk: { id: '7' }, permissions: new Set(permissions) });
  };
  const get = (token?: string, more: object = {}) =>
    send(port, {
      path: '/metrics',
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      ...more,
    });

  it('answers the text of Prometheus to a token with METRICS_VIEW, and a session stays as old as it is', async () => {
    holds(Permission.METRICS_VIEW);
    const answer = await get(API_TOKEN);
    expect([answer.status, answer.text]).toEqual([200, 'venue_status{state="OK"} 1\n']);
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    await get('a-session');
    expect(activity).toEqual([true, false]);
  });

  it('refuses all others, and measures nothing for them', async () => {
    holds(Permission.SERVICES_VIEW);
    expect((await get(API_TOKEN)).status).toBe(403);
    lookUp = () => undefined;
    const unknown = await get(API_TOKEN);
    expect([unknown.status, unknown.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    expect((await get()).json.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    holds(Permission.METRICS_VIEW);
    expect((await get(API_TOKEN, { method: 'POST' })).status).toBe(405);
    lookUp = () => ({ clerk: { id: '7' }, permissions: new Set(), mustChangePin: true });
    expect((await get(API_TOKEN)).json.errors[0].extensions.code).toBe('PIN_TEMPORARY');
    lookUp = () => {
      throw new AppError('VENUE_DATABASE_UNAVAILABLE');
    };
    expect((await get(API_TOKEN)).status).toBe(503);
    expect(opened).toBe(0);
    expect(log.lines[0]).toMatchObject({
      msg: 'Request refused',
      code: 'FORBIDDEN',
      field: 'metrics',
      clerkId: '7',
    });
  });

  it('masks what goes wrong with the figures', async () => {
    holds(Permission.METRICS_VIEW);
    text = async () => {
      throw new Error('/secret/path');
    };
    const answer = await get(API_TOKEN);
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret');
    expect(log.lines).toEqual([expect.objectContaining({ level: 'error', msg: 'metrics cannot be read' })]);
  });
});
