/** A small real server for these tests: a schema of its own, a control plane that knows two tokens, and raw requests to it. */
import { EventEmitter, on } from 'node:events';
import { buildSchema, GraphQLError, type GraphQLSchema } from 'graphql';
import type { ContextRequest, ControlPlane } from '../../../src/domain/control-plane.js';
import type { HealthReport } from '../../../src/domain/health/health.js';
import type { Viewer } from '../../../src/domain/request/viewer.js';
import { AppError } from '../../../src/errors/errors.js';
import type { Log } from '../../../src/server/log.js';
import { createServer, type Server } from '../../../src/server/server.js';
import { each, once } from '../../domain/stand-in.js';
import { type Answer, type SendOptions, send } from './raw-http.js';

export const TOKEN = 'token-of-clerk-1';
export const SENTINEL = 'S3NTINEL-7731';
export const JSON_HEADERS = { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` };
export const ACT = JSON.stringify({ query: 'mutation { act }' });

const SDL = `
  enum Colour { RED GREEN }
  input NestedInput { pin: Int, colour: Colour, more: [NestedInput!] }
  type Clerk { name: String!, boss: Clerk, group: Clerk }
  type Query {
    health: String!
    viewer: Clerk
    secret: String
    echo(text: String!, number: Int, colour: Colour, input: NestedInput): String
    correlation: String
    fails(how: String!): String
    slow(milliseconds: Int!): String
    neverNull: String!
  }
  type Mutation { signIn(clerkId: ID!, pin: String!): String, stepUp(pin: String!): String, act: Int }
  type Subscription { ticks(every: Int!): String, silent: String, spoken(loud: Boolean): String }
`;

export interface Practice {
  readonly server: Server;
  readonly port: number;
  readonly url: string;
  /** Lines that the server logged. */
  readonly logged: { level: string; facts: object; message: string }[];
  /** Tokens that hold now. */
  readonly tokens: Map<string, Viewer>;
  /** What ran, in order. */
  readonly ran: string[];
  /** Each look-up of a token: whether it counts as use of the session. */
  readonly reads: boolean[];
  /** Sources of events that were opened. */
  readonly opened: string[];
  /** How often a source of events was left. */
  readonly left: string[];
  /** Reported to all who follow `spoken`: one object. */
  readonly speech: EventEmitter;
  health: () => Promise<HealthReport>;
  send(options: SendOptions): Promise<Answer>;
  /** Posts `mutation { act }` with these headers more. */
  act(headers: NonNullable<SendOptions['headers']>): Promise<Answer>;
  query(
    query: string,
    options?: { variables?: object; token?: string; operationName?: string },
  ): Promise<Answer>;
}

/** `projectFolder`: of the built console; without it there is none. */
export async function startPractice(port = 0, projectFolder?: string): Promise<Practice> {
  const logged: Practice['logged'] = [];
  const tokens = new Map([[TOKEN, { clerk: { id: '1', name: 'Ada' } } as unknown as Viewer]]);
  const ran: string[] = [];
  const left: string[] = [];
  const reads: boolean[] = [];
  const opened: string[] = [];
  const speech = new EventEmitter();
  const practice = { logged, tokens, ran, left, reads, opened, speech } as unknown as {
    -readonly [Key in keyof Practice]: Practice[Key];
  };
  practice.health = async () => ({
    status: 'OK',
    version: '0.1.0',
    startedAt: new Date(),
    parts: [{ name: 'state', status: 'OK', detail: '/secret/path', since: new Date() }],
  });
  const controlPlane = {
    signIn: {
      async viewerOf(token: string, options?: { countsAsActivity: boolean }) {
        reads.push(options?.countsAsActivity !== false);
        return tokens.get(token);
      },
    },
    health: { report: () => practice.health(), watch: async () => undefined },
  } as unknown as ControlPlane;
  practice.server = createServer({
    config: { port, ...(projectFolder !== undefined && { projectFolder }) },
    controlPlane,
    schema: rehearsalSchema({ ran, left, opened, speech }),
    createContext: (request) => ({ ...request }),
    log: logTo(logged),
  });
  practice.port = (await practice.server.start()).port;
  practice.url = `http://127.0.0.1:${practice.port}/graphql`;
  practice.send = (options) => send(practice.port, options);
  practice.act = (headers) =>
    practice.send({ method: 'POST', headers: { ...JSON_HEADERS, ...headers }, body: ACT });
  practice.query = (query, { variables, token = TOKEN, operationName } = {}) =>
    send(practice.port, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables, operationName }),
    });
  return practice;
}

const stop = ({ server }: Practice) => server.stop();
/** Again for each test of a file. */
export const eachPractice = (): Practice => each(startPractice, stop);
/** Once for a file. */
export const oncePractice = (): Practice => once(startPractice, stop);

type Seen = Pick<Practice, 'ran' | 'left' | 'opened' | 'speech'>;

function rehearsalSchema({ ran, left, opened, speech }: Seen): GraphQLSchema {
  const schema = buildSchema(SDL);
  const set = (
    type: 'Query' | 'Mutation' | 'Subscription',
    name: string,
    resolve: (args: Record<string, never>, context: ContextRequest) => unknown,
  ) => {
    const field = schema.getRootType(type.toLowerCase() as never)?.getFields()[name];
    if (!field) throw new Error(`no field ${name}`);
    field.resolve = (source, args, context) => {
      ran.push(name);
      return type === 'Subscription' ? resolveEvent(source, context) : resolve(args, context);
    };
  };
  const clerk: Record<string, unknown> = { name: 'Ada' };
  clerk['boss'] = clerk['group'] = clerk;
  set('Query', 'health', () => 'OK');
  set('Query', 'viewer', (_args, { viewer }) => {
    if (!viewer) throw new AppError('UNAUTHENTICATED');
    return clerk;
  });
  set('Query', 'secret', () => SENTINEL);
  set('Query', 'echo', ({ text }) => text);
  set('Query', 'correlation', (_args, { correlationId }) => correlationId);
  set('Query', 'fails', ({ how }) => fail(String(how)));
  set('Query', 'slow', async ({ milliseconds }) => {
    await new Promise<void>((resolve) => setTimeout(() => resolve(), Number(milliseconds)).unref());
    return 'done';
  });
  set('Query', 'neverNull', () => null);
  set('Mutation', 'signIn', () => 'a token');
  set('Mutation', 'stepUp', () => 'a token');
  set('Mutation', 'act', () => 1);
  for (const name of ['ticks', 'silent', 'spoken']) {
    set('Subscription', name, () => undefined);
    const field = schema.getSubscriptionType()?.getFields()[name];
    if (!field) throw new Error(name);
    field.subscribe = (_source, args, { viewer }: ContextRequest) => {
      if (!viewer) throw new AppError('UNAUTHENTICATED');
      opened.push(name);
      if (name === 'spoken') return spoken(speech);
      return name === 'ticks' ? ticks(args['every'], left) : silent(left);
    };
  }
  return schema;
}

function resolveEvent(source: unknown, { viewer }: ContextRequest): unknown {
  if (!viewer) throw new AppError('UNAUTHENTICATED');
  if (viewer.clerk.name === 'Refused') throw new AppError('FORBIDDEN', { details: { gate: 'PERMISSION' } });
  return `${String(source)} for ${viewer.clerk.name}`;
}

async function* spoken(speech: EventEmitter): AsyncGenerator<object> {
  for await (const [text] of on(speech, 'said')) yield text;
}

async function* ticks(every: number, left: string[]): AsyncGenerator<number> {
  try {
    for (let tick = 1; ; tick++) {
      await new Promise((resolve) => setTimeout(resolve, every));
      yield tick;
    }
  } finally {
    left.push('ticks');
  }
}

function silent(left: string[]): AsyncIterableIterator<never> {
  return {
    next: () => new Promise<never>(() => undefined),
    async return() {
      left.push('silent');
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function fail(how: string): never {
  if (how === 'app')
    throw new AppError('PLAN_CHANGED', {
      details: { changes: [], code: 'X' },
      cause: new Error(`cause ${SENTINEL}`),
    });
  if (how === 'graphql') throw new GraphQLError(`thrown ${SENTINEL}`, { extensions: { code: 'MINE' } });
  if (how === 'validation')
    throw new GraphQLError('Argument Validation Error', {
      extensions: {
        code: 'BAD_USER_INPUT',
        validationErrors: [
          {
            property: 'pin',
            value: SENTINEL,
            target: { pin: SENTINEL },
            constraints: { a: `${SENTINEL} is short` },
          },
          { property: 'input', children: [{ property: 'reason', constraints: { b: 'must be text' } }] },
        ],
      },
    });
  if (how === 'string') throw `a string with ${SENTINEL}`;
  throw new Error(`SELECT * FROM clerks WHERE pin = '${SENTINEL}' in /srv/data/state.sqlite`);
}

function logTo(lines: Practice['logged']): Log {
  const say = (level: string) => (facts: object, message: string) =>
    void lines.push({ level, facts, message });
  return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
}
