/** What /healthz says: only what a watchdog needs, and 503 when the answer is DOWN. */
import type { HealthReader, HealthStatus } from '../../domain/health/health.js';
import type { Log } from '../log.js';

export interface HealthAnswer {
  readonly status: number;
  readonly body: { status: HealthStatus; parts: { name: string; status: HealthStatus }[] };
}

export async function healthAnswer(health: HealthReader, log: Log): Promise<HealthAnswer> {
  try {
    const report = await health.report();
    const parts = report.parts.map(({ name, status }) => ({ name, status }));
    return { status: report.status === 'DOWN' ? 503 : 200, body: { status: report.status, parts } };
  } catch (err) {
    log.error({ err }, 'health cannot be read');
    return { status: 503, body: { status: 'DOWN', parts: [] } };
  }
}
