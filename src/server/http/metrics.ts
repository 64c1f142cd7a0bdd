/** GET /metrics: figures for Prometheus, for who has METRICS_VIEW. */
import type { FastifyInstance } from 'fastify';
import type { ControlPlane } from '../../domain/control-plane.js';
import { readToken } from '../../domain/tokens/token-text.js';
import { Permission } from '../../domain/types/permissions.js';
import { AppError, type ErrorCode } from '../../errors/errors.js';
import { bearerToken } from '../caller.js';
import { errorBody } from '../documents/mask-errors.js';
import type { RefusalLog } from '../documents/refusal-log.js';
import type { Log } from '../log.js';
import type { Viewers } from '../viewers.js';

/** Resolves to what answers the text of one scrape. */
export type OpenMetrics = () => Promise<() => Promise<string>>;

export interface MetricsParts {
  readonly controlPlane: Pick<ControlPlane, 'security'>;
  readonly viewers: Viewers;
  readonly metrics: OpenMetrics;
  readonly refusals: RefusalLog;
  readonly log: Log;
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

export function serveMetrics(app: FastifyInstance, parts: MetricsParts): void {
  app.get('/metrics', async (request, reply) => {
    let clerkId: string | undefined;
    try {
      const viewer = await viewerOf(request.headers.authorization, parts);
      clerkId = viewer.clerk.id;
      await requireMetrics({ viewer, correlationId: request.id }, parts);
      const text = await (await parts.metrics())();
      return reply.type('text/plain; version=0.0.4; charset=utf-8').send(text);
    } catch (error) {
      const known = error instanceof AppError ? error : new AppError('INTERNAL_SERVER_ERROR');
      const { code } = known;
      if (known === error)
        parts.refusals.note({ code, field: 'metrics', clerkId, correlationId: request.id });
      else parts.log.error({ correlationId: request.id, err: error }, 'metrics cannot be read');
      return reply
        .code(STATUS[code] ?? 500)
        .headers(code === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer' } : {})
        .send({ errors: [errorBody(known, request.id)] });
    }
  });
}

async function viewerOf(authorization: string | undefined, { viewers }: MetricsParts) {
  const token = bearerToken(authorization);
  // A collector must not keep a clerk's session open; a token shows when it was last used.
  const countsAsActivity = token !== undefined && readToken(token) !== undefined;
  const viewer = token === undefined ? undefined : await viewers.of(token, { countsAsActivity });
  if (viewer?.mustChangePin) throw new AppError('PIN_TEMPORARY');
  if (viewer) return viewer;
  throw new AppError('UNAUTHENTICATED', {
    message: 'Metrics need an API token with METRICS_VIEW.',
    remedy: 'Create one with "venue-control token create", and send it as "Authorization: Bearer TOKEN".',
  });
}

async function requireMetrics(
  caller: Parameters<ControlPlane['security']['refusal']>[0],
  { controlPlane: { security } }: MetricsParts,
): Promise<void> {
  const gate = security.gateAgainst(caller.viewer, Permission.METRICS_VIEW);
  if (gate) throw await security.refusal(caller, gate, Permission.METRICS_VIEW);
}
