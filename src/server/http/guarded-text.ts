/**
 * Texts that signed-in clerks and API tokens may read, such as the metrics. Refusals are shaped as GraphQL's.
 */
import type { FastifyInstance } from 'fastify';
import type { Caller } from '../../domain/request/viewer.js';
import { readToken } from '../../domain/tokens/token-text.js';
import { AppError, type ErrorCode } from '../../errors/errors.js';
import { bearerToken } from '../caller.js';
import { errorBody } from '../documents/mask-errors.js';
import type { RefusalLog } from '../documents/refusal-log.js';
import type { Log } from '../log.js';
import type { Viewers } from '../viewers.js';

export interface GuardedTextParts {
  readonly viewers: Viewers;
  readonly refusals: RefusalLog;
  readonly log: Log;
}

export interface GuardedText {
  /** With its slash; the log names it without. */
  readonly path: string;
  readonly type: string;
  /** Of the refusal of one who is not signed in. */
  readonly signedOut: { readonly message: string; readonly remedy: string };
  /** Throws what refuses this caller. Default: each signed-in caller may read it. */
  readonly admit?: (caller: Caller) => Promise<void>;
  read(): Promise<string>;
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  PIN_TEMPORARY: 403,
  TOO_MANY_REQUESTS: 429,
  VENUE_DATABASE_UNAVAILABLE: 503,
  VENUE_ROW_MALFORMED: 503,
  STATE_DATABASE_UNAVAILABLE: 503,
};

export function serveText(app: FastifyInstance, text: GuardedText, parts: GuardedTextParts): void {
  const field = text.path.slice(1);
  app.get(text.path, async (request, reply) => {
    let clerkId: string | undefined;
    try {
      const viewer = await viewerOf(request.headers.authorization, text, parts);
      clerkId = viewer.clerk.id;
      await text.admit?.({ viewer, correlationId: request.id });
      const body = await text.read();
      return reply.type(text.type).send(body);
    } catch (error) {
      const known = error instanceof AppError ? error : new AppError('INTERNAL_SERVER_ERROR');
      const { code } = known;
      if (known === error) parts.refusals.note({ code, field, clerkId, correlationId: request.id });
      else parts.log.error({ correlationId: request.id, err: error }, `${field} cannot be read`);
      return reply
        .code(STATUS[code] ?? 500)
        .headers(code === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer' } : {})
        .send({ errors: [errorBody(known, request.id)] });
    }
  });
}

async function viewerOf(
  authorization: string | undefined,
  { signedOut }: GuardedText,
  { viewers }: GuardedTextParts,
) {
  const token = bearerToken(authorization);
  // What polls must not keep a clerk's session open; a token shows when it was last used.
  const countsAsActivity = token !== undefined && readToken(token) !== undefined;
  const viewer = token === undefined ? undefined : await viewers.of(token, { countsAsActivity });
  if (viewer?.mustChangePin) throw new AppError('PIN_TEMPORARY');
  if (viewer) return viewer;
  throw new AppError('UNAUTHENTICATED', signedOut);
}
