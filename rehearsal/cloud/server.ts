/** The cloud's HTTP server on 127.0.0.1: guards, then a rehearsal page or a route of the contract. */
import { setTimeout as wait } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Refusal, Silence } from '../model/cloud/answers.js';
import { bearerOf } from '../model/cloud/redemptions.js';
import { VENUE } from '../model/seed.js';
import { RehearsalError } from '../rehearsal-error.js';
import { holdSilent, refusalBefore, sendAnswer, sendFile, sendRefusal } from './deliver.js';
import { type PageContext, type PageRoute, pageRoutes } from './pages.js';
import { type CloudAnswer, type CloudRequest, type CloudRoute, HangUp, jsonObject } from './request.js';
import { cloudRoutes } from './routes.js';

const slowMs = 3000;
const bodyLimit = 65_536;

/** A server that isn't listening yet. */
export function makeCloudServer(context: PageContext): FastifyInstance {
  const app = Fastify({
    bodyLimit,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    requestTimeout: 30_000,
    keepAliveTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (_: unknown, text: string) =>
    jsonObject(text),
  );
  app.addHook('onRequest', async (request) => {
    refuseUnknownOrigin(request);
    const fault = faultOf(context, request);
    if (fault === 'down') throw new HangUp();
    const before = refusalBefore(fault);
    if (before) throw before;
    if (fault === 'slow') await wait(slowMs, undefined, { ref: false });
  });
  app.setErrorHandler((error, request, reply) => fail(context, error, request, reply));
  app.setNotFoundHandler(() => {
    throw new Refusal(404, 'PATH_UNKNOWN', 'There is nothing at this path.');
  });
  for (const route of cloudRoutes) answerContract(app, context, route);
  for (const page of pageRoutes) answerPage(app, context, page);
  refuseOtherMethods(app);
  return app;
}

/** What isn't of the contract has no fault. */
function faultOf({ faults }: PageContext, { url }: FastifyRequest): string | undefined {
  return url.startsWith('/v1/') ? faults.now().cloud : undefined;
}

/** A page of a browser can't reach the cloud by another name for 127.0.0.1, nor from another site. */
function refuseUnknownOrigin({ headers }: FastifyRequest): void {
  const host = headers.host ?? '';
  if (!/^127\.0\.0\.1(:\d{1,5})?$/.test(host)) {
    throw new Refusal(403, 'HOST_REFUSED', 'Call the rehearsal cloud as 127.0.0.1.');
  }
  if (headers.origin === undefined || headers.origin === `http://${host}`) return;
  throw new Refusal(403, 'ORIGIN_REFUSED', 'The rehearsal cloud answers no page of another site.');
}

function answerPage(app: FastifyInstance, context: PageContext, { method, path, answer }: PageRoute): void {
  app.route<Sent>({
    method,
    url: path,
    handler: async ({ body, headers }, reply) => {
      const { type, text } = answer(context, body ?? {}, headers.accept ?? '');
      reply.headers({
        'content-type': `${type}; charset=utf-8`,
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      return text;
    },
  });
}

function answerContract(app: FastifyInstance, context: PageContext, route: CloudRoute): void {
  app.route<Sent>({
    method: route.method,
    url: patternOf(route.path),
    bodyLimit: route.bodyLimit ?? bodyLimit,
    handler: async (request, reply) => {
      const { params, query, body } = request;
      if (params['customerNumber'] !== undefined && params['customerNumber'] !== VENUE.customerNumber) {
        throw new Refusal(404, 'VENUE_UNKNOWN', 'The cloud knows no venue with this Customer Number.');
      }
      const { memory, dataFolder } = context;
      const faults = context.faults.now();
      const found = await memory.atOnce(faults, (cloud) =>
        answerOf(route, { cloud, memory, dataFolder, faults, params, query, body: body ?? {} }, request),
      );
      reply.hijack();
      const fault = faultOf(context, request);
      if (found.file && (fault === undefined || fault === 'slow'))
        await sendFile(request.raw, reply.raw, found.file);
      else sendAnswer(reply.raw, found, fault);
    },
  });
}

function answerOf(
  route: CloudRoute,
  request: CloudRequest,
  { headers }: FastifyRequest,
): CloudAnswer | Promise<CloudAnswer> {
  if (!route.auth) return route.handle(request);
  const credential = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  return route.handle({
    ...request,
    bearer: bearerOf(request.cloud, request.memory.secrets.stored(credential)),
  });
}

function refuseOtherMethods(app: FastifyInstance): void {
  const paths = Map.groupBy([...cloudRoutes, ...pageRoutes], ({ path }) => path);
  for (const [path, routes] of paths) {
    const allowed: readonly string[] = routes.map(({ method }) => method);
    const allow = allowed.join(', ');
    app.route({
      method: app.supportedMethods.filter((method) => !allowed.includes(method)),
      url: patternOf(path),
      handler: () => {
        throw new Refusal(405, 'METHOD_REFUSED', `This path takes ${allow}.`, {}, { allow });
      },
    });
  }
}

/** Of /v1/venues/{customerNumber}, as Fastify has it. */
const patternOf = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1');

interface Sent {
  // Of the text /a?b=c; several of one name are a list.
  readonly Querystring: Readonly<Record<string, unknown>>;
  readonly Params: Readonly<Record<string, string>>;
  readonly Body: Readonly<Record<string, unknown>> | undefined;
}

function fail(context: PageContext, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  if (reply.raw.destroyed) return;
  if (error instanceof HangUp) reply.raw.destroy();
  else if (error instanceof Silence)
    holdSilent(reply.raw, () => context.faults.now()[error.fault] === error.value);
  else sendRefusal(reply.raw, refusalOf(error), faultOf(context, request));
}

/** Our own mistake: the client learns that, our output what it was; neither shows a body. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof RehearsalError) return new Refusal(400, error.code, error.message);
  const { statusCode } = error as { statusCode?: number };
  if (statusCode === 413) return new Refusal(413, 'BODY_TOO_LARGE', 'The body is too large.');
  if (statusCode === 415) return new Refusal(415, 'JSON_ONLY', 'Send the body as application/json.');
  process.stderr.write(
    `The rehearsal cloud failed: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  return new Refusal(500, 'CLOUD_BROKEN', 'The rehearsal cloud made a mistake.');
}
