/**
 * The first guards, the same for an HTTP request and for a WebSocket upgrade, asked before anything of the body is read.
 * Loopback is no protection: any web page that a browser on this machine shows can send requests here. So each fact must be exactly ours.
 */
import { AppError, type ErrorCode } from '../../errors/errors.js';
import { isBearer } from '../caller.js';

export interface RequestFacts {
  /** Of the socket, never of a header. */
  readonly remoteAddress: string | undefined;
  /** The port we listen on. */
  readonly port: number;
  readonly method: string;
  /** As it is in the request line, query included. */
  readonly target: string;
  /** Every value sent under this (lower-case) name: a repeated Host or Authorization must be seen, not joined or dropped. */
  readonly header: (name: string) => readonly string[];
  readonly kind: 'http' | 'upgrade';
}

export interface Refusal {
  readonly status: number;
  readonly error: AppError;
  readonly headers?: Readonly<Record<string, string>>;
}

/** 64 KB: the longest request that is read. */
export const BODY_LIMIT = 65_536;

const METHODS: Readonly<Record<string, readonly string[]>> = {
  '/graphql': ['GET', 'POST'],
  '/healthz': ['GET'],
  '/healthz/venue': ['GET'],
  '/metrics': ['GET'],
  '/schema.graphql': ['GET'],
};

/** Pages that a link may open, and the files that they load: names as the console's build gives them. */
const PAGE = /^\/(?:ide|help(?:\/[a-z][a-z-]*)?)?$/;
const FILE = /^\/(?:favicon\.svg|(?:assets|help\/pictures)\/[\w.-]+)$/;

/** The first guard that says no; undefined when all let it pass. */
export function refusal(facts: RequestFacts): Refusal | undefined {
  for (const guard of GUARDS) {
    const refused = guard(facts);
    if (refused) return refused;
  }
  return undefined;
}

const GUARDS: readonly ((facts: RequestFacts) => Refusal | undefined)[] = [
  foreignSocket,
  foreignHost,
  foreignOrigin,
  foreignSite,
  unknownPath,
  wrongMethod,
  notJson,
  tooLarge,
  unguardedGet,
  malformedAuthorization,
];

function foreignSocket({ remoteAddress }: RequestFacts): Refusal | undefined {
  const loopback = /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/;
  if (remoteAddress !== undefined && loopback.test(remoteAddress)) return undefined;
  return refuse(403, 'REQUEST_REFUSED', 'Only this machine may connect.');
}

function foreignHost({ header, port }: RequestFacts): Refusal | undefined {
  const [host, ...more] = header('host');
  if (more.length === 0 && (host === `127.0.0.1:${port}` || host === `localhost:${port}`)) return undefined;
  return refuse(
    421,
    'REQUEST_REFUSED',
    `The Host header is not 127.0.0.1:${port} or localhost:${port}.`,
    atThe(port),
  );
}

function foreignOrigin({ header, port }: RequestFacts): Refusal | undefined {
  const [origin, ...more] = header('origin');
  if (origin === undefined) return undefined;
  const ours = origin === `http://127.0.0.1:${port}` || origin === `http://localhost:${port}`;
  if (ours && more.length === 0) return undefined;
  return refuse(403, 'REQUEST_REFUSED', 'The request comes from a foreign web page.', atThe(port));
}

/** Forwarded from another port, a browser names that one. */
const atThe = (port: number) => ({
  remedy: `Open http://127.0.0.1:${port} on this machine. From another machine, forward the same port: "ssh -L ${port}:127.0.0.1:${port} USER@SERVER", then open that address there.`,
});

/**
 * Browsers send no Origin with a plain GET, but say where it comes from. `same-site` is another port of this machine: foreign too.
 * A link that leads here from elsewhere opens a page, which nothing can be read from or done by.
 */
function foreignSite({ header, target, kind }: RequestFacts): Refusal | undefined {
  if (kind === 'http' && PAGE.test(pathOf(target)) && header('sec-fetch-mode').join() === 'navigate')
    return undefined;
  if (header('sec-fetch-site').every((site) => site === 'same-origin' || site === 'none')) return undefined;
  return refuse(403, 'REQUEST_REFUSED', 'The request comes from a foreign web page.');
}

function unknownPath({ target, kind }: RequestFacts): Refusal | undefined {
  const path = pathOf(target);
  const known = kind === 'upgrade' ? path === '/graphql' : Object.hasOwn(METHODS, path) || isFile(path);
  if (known) return undefined;
  return refuse(404, 'NOT_FOUND', 'Nothing is served at that address.', {
    remedy:
      'The console is at /, its help at /help, the API at /graphql, its schema at /schema.graphql, its health at /healthz, its metrics at /metrics.',
  });
}

function wrongMethod({ target, method, kind }: RequestFacts): Refusal | undefined {
  const allowed = kind === 'upgrade' ? ['GET'] : (METHODS[pathOf(target)] ?? ['GET']);
  if (allowed.includes(method)) return undefined;
  return refuse(405, 'BAD_REQUEST', `Only ${allowed.join(' and ')} can be used here.`, {
    headers: { allow: allowed.join(', ') },
  });
}

function notJson({ method, header }: RequestFacts): Refusal | undefined {
  if (method !== 'POST') return undefined;
  const json = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;
  const [type, ...more] = header('content-type');
  if (type === undefined || more.length > 0 || !json.test(type)) {
    return refuse(415, 'BAD_REQUEST', 'The body must be sent as application/json in UTF-8.');
  }
  if (header('content-encoding').some((encoding) => encoding !== 'identity')) {
    return refuse(415, 'BAD_REQUEST', 'The body must not be compressed.');
  }
  return undefined;
}

/** A body that doesn't say its length is counted while it is read (Fastify's bodyLimit). */
function tooLarge({ header }: RequestFacts): Refusal | undefined {
  return header('content-length').some((length) => Number(length) > BODY_LIMIT) ? bodyTooLarge() : undefined;
}

/** The refusal for a body past the limit, noticed before or while reading. */
export function bodyTooLarge(): Refusal {
  return refuse(413, 'DOCUMENT_TOO_LARGE', 'The request is larger than 64 KB.');
}

/** A header that a foreign page can't add without asking first (we never answer its question). */
function unguardedGet(facts: RequestFacts): Refusal | undefined {
  const { kind, method, target, header } = facts;
  if (kind === 'upgrade' || method !== 'GET' || pathOf(target) !== '/graphql') return undefined;
  if (header('authorization').length > 0 || isVisit(facts)) return undefined;
  return refuse(403, 'REQUEST_REFUSED', 'A query by GET needs an Authorization header.', {
    remedy: 'POST it as JSON, or send a token. The console is at /, the IDE at /ide.',
  });
}

/** A person opened the API's address in a browser: without a query there is nothing to run, and a page to show. */
export function isVisit({ method, target, header }: RequestFacts): boolean {
  if (method !== 'GET' || target !== '/graphql' || header('authorization').length > 0) return false;
  return header('accept').some((accepted) => accepted.includes('text/html'));
}

function malformedAuthorization({ header }: RequestFacts): Refusal | undefined {
  const values = header('authorization');
  if (values.length === 0 || (values.length === 1 && isBearer(values[0]))) return undefined;
  return refuse(400, 'BAD_REQUEST', 'The Authorization header is not "Bearer <token>".', {
    remedy: 'Send the token from signIn once, as "Authorization: Bearer <token>".',
  });
}

function isFile(path: string): boolean {
  return PAGE.test(path) || FILE.test(path);
}

/** Without the query; an absolute or encoded target is no path of ours. */
function pathOf(target: string): string {
  const end = target.indexOf('?');
  return end < 0 ? target : target.slice(0, end);
}

function refuse(
  status: number,
  code: ErrorCode,
  message: string,
  more: { remedy?: string; headers?: Readonly<Record<string, string>> } = {},
): Refusal {
  return {
    status,
    error: new AppError(code, { message, ...(more.remedy && { remedy: more.remedy }) }),
    ...(more.headers && { headers: more.headers }),
  };
}
