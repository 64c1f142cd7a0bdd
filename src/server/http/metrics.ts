/** GET /metrics: figures for Prometheus, for who has METRICS_VIEW. */
import type { FastifyInstance } from 'fastify';
import type { ControlPlane } from '../../domain/control-plane.js';
import { Permission } from '../../domain/types/permissions.js';
import { type GuardedTextParts, serveText } from './guarded-text.js';

/** Resolves to what answers the text of one scrape. */
export type OpenMetrics = () => Promise<() => Promise<string>>;

export interface MetricsParts extends GuardedTextParts {
  readonly controlPlane: Pick<ControlPlane, 'security'>;
  readonly metrics: OpenMetrics;
}

export function serveMetrics(app: FastifyInstance, parts: MetricsParts): void {
  const { security } = parts.controlPlane;
  const metrics = {
    path: '/metrics',
    type: 'text/plain; version=0.0.4; charset=utf-8',
    signedOut: {
      message: 'Metrics need an API token with METRICS_VIEW.',
      remedy: 'Create one with "venue-control token create", and send it as "Authorization: Bearer TOKEN".',
    },
    async admit(caller: Parameters<typeof security.refusal>[0]) {
      const gate = security.gateAgainst(caller.viewer, Permission.METRICS_VIEW);
      if (gate) throw await security.refusal(caller, gate, Permission.METRICS_VIEW);
    },
    read: async () => (await parts.metrics())(),
  };
  serveText(app, metrics, parts);
}
