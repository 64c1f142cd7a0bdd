/** The HTTP server: Fastify with our guards before everything, and the routes behind them. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { ApolloServer, BaseContext } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { ContextFactory, ControlPlane } from '../../domain/control-plane.js';
import type { HealthReader, HealthStatus } from '../../domain/health/health.js';
import { CHALLENGE, isReader, type ProofKeys, serverProof } from '../../domain/health/server-proof.js';
import { briefStatus } from '../../domain/status/brief-status.js';
import { TRACES } from '../../domain/types/traces.js';
import { AppError } from '../../errors/errors.js';
import { bearerToken, CLIENT_HEADER, clientNameOf, peerOf } from '../caller.js';
import { currentScope, errorBody, inScope } from '../documents/mask-errors.js';
import type { RefusalLog } from '../documents/refusal-log.js';
import { sendRawResponse } from '../guards/raw-response.js';
import { BODY_LIMIT, bodyTooLarge, isVisit, type Refusal, refusal } from '../guards/refusal.js';
import { SECURITY_HEADERS } from '../guards/security-headers.js';
import type { Log } from '../log.js';
import type { Viewers } from '../viewers.js';
import { serveText } from './guarded-text.js';
import { type OpenMetrics, serveMetrics } from './metrics.js';
import { serveStaticFiles } from './static-files.js';

export interface HttpParts {
  readonly apollo: ApolloServer<BaseContext>;
  readonly controlPlane: ControlPlane;
  readonly createContext: ContextFactory;
  readonly viewers: Viewers;
  readonly log: Log;
  readonly refusals: RefusalLog;
  /** The port we really listen on. */
  readonly port: () => number;
  readonly stopping: () => boolean;
  /** Proves to doctor which data folder is served; undefined: nothing is proven. */
  readonly keys: ProofKeys | undefined;
  /** Folder of the built console; undefined: there is none to serve. */
  readonly consoleFolder: string | undefined;
  /** Undefined: no metrics are served. */
  readonly metrics: OpenMetrics | undefined;
  /** Undefined: no schema is served as a file. */
  readonly printSchema: (() => Promise<string>) | undefined;
}

const SCHEMA = {
  path: '/schema.graphql',
  type: 'text/plain; charset=utf-8',
  signedOut: {
    message: 'Only a signed-in clerk or an API token may read the schema.',
    remedy: 'Send the token as "Authorization: Bearer TOKEN".',
  },
} as const;

export function createHttp(parts: HttpParts): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    // We answer it ourselves, in the shape of our errors.
    return503OnClosing: false,
    requestTimeout: 15_000,
    http: {
      headersTimeout: 10_000,
      // A missing Host is refused by our own guard, like a foreign one.
      requireHostHeader: false,
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    clientErrorHandler: sendInvalidRequest,
    frameworkErrors: (error, request, reply) => {
      prepare(request, reply);
      const refused = refusalOf(request.raw, parts.port()) ?? unreadable(error.statusCode ?? 400);
      void sendRefusal(request, reply, refused, parts);
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    app.getDefaultJsonParser('error', 'error'),
  );

  app.addHook('onRequest', async (request, reply) => {
    prepare(request, reply);
    const refused = refusalOf(request.raw, parts.port()) ?? (parts.stopping() ? shuttingDown() : undefined);
    if (refused) await sendRefusal(request, reply, refused, parts);
  });
  app.setNotFoundHandler((request, reply) => sendRefusal(request, reply, notFound(), parts));
  app.setErrorHandler<FastifyError>((error, request, reply) => sendFailure(error, request, reply, parts));

  app.route({ method: ['GET', 'POST'], url: '/graphql', handler: graphql(parts) });
  app.get('/healthz', async (request, reply) => {
    const { status, body } = await readHealth(parts.controlPlane.health, parts.log);
    return reply.code(status).send({ ...body, ...proofIn(parts, request) });
  });
  app.get('/healthz/venue', async (request, reply) => {
    const status = briefStatus(parts.controlPlane.status.status(), isReaderOf(parts, request));
    return reply.code(status.state === 'DOWN' ? 503 : 200).send({ ...status, ...proofIn(parts, request) });
  });
  if (parts.metrics) serveMetrics(app, { ...parts, metrics: parts.metrics });
  if (parts.printSchema) serveText(app, { ...SCHEMA, read: parts.printSchema }, parts);
  if (parts.consoleFolder !== undefined) serveStaticFiles(app, parts.consoleFolder);
  return app;
}

/** For a caller with a challenge: that this server has the keys of its data folder. */
function proofIn({ keys, port }: HttpParts, { query }: FastifyRequest): { readonly proof?: string } {
  const { challenge } = query as { readonly challenge?: unknown };
  const isAsked = typeof challenge === 'string' && CHALLENGE.test(challenge);
  return isAsked && keys ? { proof: serverProof(keys, challenge, port()) } : {};
}

/** A caller on this machine who has the keys of the data folder, as its commands do. */
function isReaderOf({ keys, port }: HttpParts, { query }: FastifyRequest): boolean {
  const { challenge, reader } = query as Readonly<Record<string, unknown>>;
  const isAsked = typeof challenge === 'string' && CHALLENGE.test(challenge) && typeof reader === 'string';
  return isAsked && keys !== undefined && isReader(keys, challenge, port(), reader);
}

/** A page that no one has touched for a while says so of what it asks automatically: that keeps no session awake. */
const UNATTENDED_HEADER = 'x-venue-control-unattended';

function graphql({ apollo, controlPlane, createContext, viewers, port, consoleFolder }: HttpParts) {
  const handler = fastifyApolloHandler(apollo, {
    context: async (request: FastifyRequest) => {
      const token = bearerToken(request.headers.authorization);
      const scope = currentScope();
      const countsAsActivity = scope.mayAct || !request.headers[UNATTENDED_HEADER];
      const viewerNow = async () =>
        token === undefined ? undefined : viewers.of(token, { countsAsActivity });
      let viewerFailure: unknown;
      const viewer = await viewerNow().catch((error: unknown) => {
        viewerFailure = error;
        return undefined;
      });
      scope.signedIn = viewer !== undefined && !viewer.mustChangePin;
      scope.clerkId = viewer?.clerk.id;
      scope.refusal = viewerFailure ?? (viewer?.mustChangePin ? new AppError('PIN_TEMPORARY') : undefined);
      const peer = peerOf(request.socket);
      const client = clientNameOf(request.headers[CLIENT_HEADER], request.headers['user-agent']);
      const who = { viewer, viewerFailure, viewerNow, peer, client };
      return createContext({ controlPlane, correlationId: request.id, ...who });
    },
  });
  return function answer(this: FastifyInstance, request: FastifyRequest, reply: FastifyReply): unknown {
    if (consoleFolder && isVisit(factsOf(request.raw, port()))) return reply.sendFile('api.html');
    const scope = { correlationId: request.id, mayAct: mayAct(request), signedIn: false };
    const handle = () => inScope(scope, () => handler.call(this, request, reply) as Promise<unknown>);
    return TRACES.request.tracePromise(handle, scope);
  };
}

/** Before it is read: no document acts that doesn't say the word. */
function mayAct({ body }: FastifyRequest): boolean {
  const query = (body as { readonly query?: unknown } | null | undefined)?.query;
  return typeof query === 'string' && query.includes('mutation');
}

function prepare(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({ ...SECURITY_HEADERS, 'x-correlation-id': request.id });
}

/** The first guard that refuses it; undefined when all let it pass. */
export function refusalOf(
  request: IncomingMessage,
  port: number,
  kind: 'http' | 'upgrade' = 'http',
): Refusal | undefined {
  return refusal(factsOf(request, port, kind));
}

function factsOf(request: IncomingMessage, port: number, kind: 'http' | 'upgrade' = 'http') {
  return {
    remoteAddress: request.socket.remoteAddress,
    port,
    method: request.method ?? '',
    target: request.url ?? '',
    header: (name: string) => request.headersDistinct[name] ?? [],
    kind,
  };
}

function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, error, headers }: Refusal,
  { refusals }: Pick<HttpParts, 'refusals'>,
) {
  refusals.note({ code: error.code, correlationId: request.id });
  return reply
    .code(status)
    .headers(headers ?? {})
    .send({ errors: [errorBody(error, request.id)] });
}

function notFound(): Refusal {
  return { status: 404, error: new AppError('NOT_FOUND', { message: 'Nothing is served at that address.' }) };
}

/** Said to anyone who comes while the server drains. */
export function shuttingDown(): Refusal {
  return { status: 503, error: new AppError('SHUTTING_DOWN'), headers: { connection: 'close' } };
}

function unreadable(status: number): Refusal {
  return {
    status,
    error: new AppError('BAD_REQUEST', { message: 'The request cannot be read.' }),
  };
}

/** Fastify's own refusals while it reads a body; anything else is a fault of ours. */
function sendFailure(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
  parts: Pick<HttpParts, 'log' | 'refusals'>,
) {
  if (error.statusCode === 413) return sendRefusal(request, reply, bodyTooLarge(), parts);
  const refused = error instanceof SyntaxError || (error.statusCode ?? 500) < 500;
  if (refused) return sendRefusal(request, reply, unreadable(error.statusCode ?? 400), parts);
  parts.log.error({ correlationId: request.id, err: error }, 'request failed');
  return sendRefusal(request, reply, { status: 500, error: new AppError('INTERNAL_SERVER_ERROR') }, parts);
}

/** Bytes that aren't HTTP never become a request: the answer is written to the socket. */
function sendInvalidRequest(this: FastifyInstance, error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[error.code ?? ''] ?? 400;
  sendRawResponse(socket, unreadable(status), randomUUID());
}

export interface HealthResponse {
  readonly status: number;
  readonly body: { status: HealthStatus; parts: { name: string; status: HealthStatus }[] };
}

/** What /healthz says: only what a watchdog needs, and 503 when the answer is DOWN. */
async function readHealth(health: HealthReader, log: Log): Promise<HealthResponse> {
  try {
    const report = await health.report();
    const parts = report.parts.map(({ name, status }) => ({ name, status }));
    return { status: report.status === 'DOWN' ? 503 : 200, body: { status: report.status, parts } };
  } catch (err) {
    log.error({ err }, 'health cannot be read');
    return { status: 503, body: { status: 'DOWN', parts: [] } };
  }
}
