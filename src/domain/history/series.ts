/** Figures of the venue over time, in few enough buckets for a chart. */
import type { Metric } from '../ports/history-store.js';
import type { StateDatabase } from '../ports/state-database.js';
import { requireSpan } from '../request/period.js';

interface MetricFacts {
  readonly column: Metric;
  /** SI, or what is counted. */
  readonly unit: string;
  /** In the API, whose enum is made of this table. */
  readonly description: string;
}

export const METRIC_NAMES = {
  LINK_HEARTBEAT_AGE: {
    column: 'heartbeatAge',
    unit: 's',
    description: 'Seconds since the cloud received the last heartbeat.',
  },
  SYNC_ROWS_SENT: {
    column: 'rowsSent',
    unit: 'rows',
    description: 'Rows of the last send of all data that the cloud has received.',
  },
  SYNC_ROWS_WAITING: {
    column: 'rowsWaiting',
    unit: 'messages',
    description: 'Messages that wait to be sent to the cloud.',
  },
  SYNC_ROWS_FAILED: {
    column: 'rowsFailed',
    unit: 'rows',
    description: 'Rows that could not be sent since the last complete send.',
  },
} as const satisfies Readonly<Record<string, MetricFacts>>;
export type MetricName = keyof typeof METRIC_NAMES;

export interface MetricSeries {
  readonly name: MetricName;
  readonly unit: string;
  /** Whole minutes. */
  readonly from: Date;
  readonly stepSeconds: number;
  /** Without a break; one in which the server was off, or the figure was unknown, has none. */
  readonly buckets: readonly MetricBucket[];
}

export interface MetricBucket {
  readonly at: Date;
  readonly min: number | undefined;
  readonly mean: number | undefined;
  readonly max: number | undefined;
}

export interface MetricQuery {
  readonly name: MetricName;
  readonly from: Date;
  readonly to: Date;
  /** At most so many buckets. */
  readonly points: number;
}

/** There is one sample in a minute. */
const MINUTE_MS = 60_000;

export class VenueMetrics {
  readonly #history: StateDatabase['history'];

  constructor({ state }: { readonly state: Pick<StateDatabase, 'history'> }) {
    this.#history = state.history;
  }

  async series({ name, from: asked, to, points }: MetricQuery): Promise<MetricSeries> {
    requireSpan({ from: asked, to });
    const from = new Date(Math.floor(asked.getTime() / MINUTE_MS) * MINUTE_MS);
    const minutes = Math.ceil((to.getTime() - from.getTime()) / MINUTE_MS);
    const step = Math.ceil(minutes / points);
    const { column, unit } = METRIC_NAMES[name];
    const found = await this.#history.listBuckets({ metric: column, from, to, stepSeconds: step * 60 });
    const byIndex = new Map(found.map((bucket) => [bucket.index, bucket]));
    const buckets = Array.from({ length: Math.ceil(minutes / step) }, (_, index) => {
      const bucket = byIndex.get(index);
      const at = new Date(from.getTime() + index * step * MINUTE_MS);
      return { at, min: bucket?.min, mean: bucket?.mean, max: bucket?.max };
    });
    return { name, unit, from, stepSeconds: step * 60, buckets };
  }
}

export type Metrics = Pick<VenueMetrics, 'series'>;
