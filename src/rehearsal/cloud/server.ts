/** The cloud's HTTP server on 127.0.0.1: guards, then a rehearsal page or a route of the contract. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { RehearsalError } from '../rehearsal-error.js';
import { seedVenue } from '../seed-venue.js';
import { holdSilent, refusalBefore, sendAnswer, sendFile, sendRefusal } from './deliver.js';
import { digest, type Row } from './memory.js';
import { type PageContext, type PageRoute, pageRoutes } from './pages.js';
import { type CloudAnswer, type CloudRoute, HangUp, Refusal, readBody, Silence } from './request.js';
import { cloudRoutes } from './routes.js';

const slowMs = 3000;
const bodyLimit = 65_536;

/** A server that isn't listening yet. */
export function makeCloudServer(context: PageContext): Server {
  const server = createServer((request, response) => {
    answer(context, request, response).catch((error: unknown) => fail(response, error));
  });
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 30_000;
  return server;
}

async function answer(
  context: PageContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const strange = refuseUnknownOrigin(request);
  if (strange) return sendRefusal(response, strange);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (url.pathname.startsWith('/v1/')) return answerContract(context, request, response, url);
  return answerPage(context, request, response, url);
}

/** A page of a browser can't reach the cloud by another name for 127.0.0.1, nor from another site. */
function refuseUnknownOrigin({ headers }: IncomingMessage): Refusal | undefined {
  const host = headers.host ?? '';
  if (!/^127\.0\.0\.1(:\d{1,5})?$/.test(host)) {
    return new Refusal(403, 'HOST_REFUSED', 'Call the rehearsal cloud as 127.0.0.1.');
  }
  if (headers.origin === undefined || headers.origin === `http://${host}`) return undefined;
  return new Refusal(403, 'ORIGIN_REFUSED', 'The rehearsal cloud answers no page of another site.');
}

async function answerPage(
  context: PageContext,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const paths = pageRoutes.filter((page) => page.path === url.pathname);
  const page = methodOf<PageRoute>(paths, request.method);
  if (page instanceof Refusal) return sendRefusal(response, page);
  try {
    const body = page.method === 'PUT' ? await readBody(request, bodyLimit) : {};
    const { type, text } = page.answer(context, body, request.headers.accept ?? '');
    response.writeHead(200, {
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    response.end(text);
  } catch (error) {
    if (error instanceof RehearsalError) {
      return sendRefusal(response, new Refusal(400, error.code, error.message));
    }
    fail(response, error);
  }
}

async function answerContract(
  context: PageContext,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const fault = context.faults.now().cloud;
  if (fault === 'down') {
    response.destroy();
    return;
  }
  const before = refusalBefore(fault);
  if (before) return sendRefusal(response, before);
  if (fault === 'slow') await wait(slowMs, undefined, { ref: false });
  try {
    const found = await handle(context, request, url);
    if (found.file && (fault === undefined || fault === 'slow'))
      await sendFile(request, response, found.file);
    else sendAnswer(response, found, fault);
  } catch (error) {
    if (error instanceof Refusal) sendRefusal(response, error, fault);
    else if (error instanceof Silence) holdSilent(response, error);
    else if (error instanceof HangUp) response.destroy();
    else fail(response, error);
  }
}

async function handle(context: PageContext, request: IncomingMessage, url: URL): Promise<CloudAnswer> {
  const { route, params } = routeOf(request.method, url.pathname);
  if (params['customerNumber'] !== undefined && params['customerNumber'] !== seedVenue.customerNumber) {
    throw new Refusal(404, 'VENUE_UNKNOWN', 'The cloud knows no venue with this Customer Number.');
  }
  const bearer = route.auth ? bearerOf(context, request) : {};
  const body = await readBody(request, route.bodyLimit ?? bodyLimit);
  return route.handle({
    memory: context.memory,
    dataFolder: context.dataFolder,
    faults: context.faults.now(),
    faultsNow: () => context.faults.now(),
    params,
    query: url.searchParams,
    body,
    bearer,
  });
}

function bearerOf({ memory }: PageContext, request: IncomingMessage): Row {
  const credential = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const row =
    credential && memory.find('SELECT * FROM redemption WHERE credential_digest = ?', digest(credential));
  if (row) return row;
  throw new Refusal(401, 'CREDENTIAL_REFUSED', 'This gateway credential is not valid.');
}

const patterns = cloudRoutes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]{1,200})')}$`),
}));

function routeOf(
  method: string | undefined,
  path: string,
): { route: CloudRoute; params: Record<string, string> } {
  const matches = patterns.filter(({ pattern }) => pattern.test(path));
  const route = methodOf<CloudRoute>(
    matches.map((match) => match.route),
    method,
  );
  if (route instanceof Refusal) throw route;
  const groups = matches.find((match) => match.route === route)?.pattern.exec(path)?.groups ?? {};
  const params = Object.entries(groups).map(([name, value]) => [name, decoded(value)]);
  return { route, params: Object.fromEntries(params) };
}

/** Of the routes of one path the one with this method, or why there is none. */
function methodOf<T extends { readonly method: string }>(
  routes: readonly T[],
  method: string | undefined,
): T | Refusal {
  if (routes.length === 0) return new Refusal(404, 'PATH_UNKNOWN', 'There is nothing at this path.');
  const allow = routes.map((route) => route.method).join(', ');
  const refusal = new Refusal(405, 'METHOD_REFUSED', `This path takes ${allow}.`, {}, { allow });
  return routes.find((route) => route.method === method) ?? refusal;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Our own mistake: the client learns that, our output what it was; neither shows a body. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.destroyed) return;
  if (error instanceof Refusal) {
    sendRefusal(response, error);
    return;
  }
  process.stderr.write(
    `The rehearsal cloud failed: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  if (response.headersSent) response.destroy();
  else sendRefusal(response, new Refusal(500, 'CLOUD_BROKEN', 'The rehearsal cloud made a mistake.'));
}
