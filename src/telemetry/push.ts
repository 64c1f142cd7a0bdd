/** Pushes spans and metrics by OTLP over HTTP. Loaded only where config.json says where to. */
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { InstrumentType, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { headerTo, OTLP } from '../domain/types/channels.js';
import type { FiguresReader } from '../domain/types/figures.js';
import type { ProxySaid } from './channels/open-channels.js';
import { type ProxyAddress, proxyEnvOf } from './channels/post.js';
import { measureWork } from './metrics/durations.js';
import { observeFigures, observeProcess, temporalityOf } from './metrics/meters.js';
import { ChosenIds } from './traces/ids.js';
import { traceWork } from './traces/spans.js';

export interface Collector {
  /** Where it takes OTLP over HTTP, without /v1/traces. */
  readonly endpoint: string;
  /** As stored by `otlp set-header`; read at each push, so that a changed one counts at once. */
  header(): string | undefined;
  readonly proxy: ProxyAddress;
}

export interface PushParts extends Collector {
  readonly figures: FiguresReader;
  /** Between two pushes. Default: a minute for metrics, five seconds for spans. */
  readonly everyMs?: number;
}

export interface Push {
  /** Sends what waits, for five seconds at most, and ends. Never rejects. */
  stop(): Promise<void>;
}

const TIMEOUT_MS = 5_000;
const MINUTE_MS = 60_000;

/** What no collector takes is dropped: it never holds up the server. */
export async function openPush({ figures, everyMs, ...collector }: PushParts): Promise<Push> {
  const resource = resourceFromAttributes(await figures.resource());
  const to = exportTo(collector);
  const exporter = new OTLPMetricExporter(to('metrics'));
  exporter.selectAggregationTemporality = (instrument: InstrumentType) => temporalityOf(instrument);
  const exportIntervalMillis = everyMs ?? MINUTE_MS;
  const exportTimeoutMillis = Math.min(TIMEOUT_MS, exportIntervalMillis);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis, exportTimeoutMillis });
  const meters = new MeterProvider({ resource, readers: [reader] });
  const meter = meters.getMeter('venue-control');
  observeFigures(meter, figures);
  const ids = new ChosenIds();
  const wait = everyMs === undefined ? {} : { scheduledDelayMillis: everyMs };
  const processor = new BatchSpanProcessor({ exporter: new OTLPTraceExporter(to('traces')), ...wait });
  const tracers = new TracerProvider({ resource, idGenerator: ids, spanProcessors: [processor] });
  const ends = [
    observeProcess(meter),
    measureWork(meter),
    traceWork(tracers.getTracer('venue-control'), ids),
  ];
  return {
    async stop() {
      for (const end of ends) end();
      await Promise.allSettled([tracers.shutdown(), meters.shutdown()]);
    },
  };
}

function exportTo({ endpoint, header, proxy }: Collector) {
  const base = endpoint.replace(/\/+$/, '');
  const proxyEnv = proxyEnvOf(proxy, new URL(endpoint).hostname);
  /** Must not throw. A header that can't be read is a push that the collector refuses. */
  async function headers(): Promise<Record<string, string>> {
    try {
      return headerTo(endpoint, header());
    } catch {
      return {};
    }
  }
  return (signal: string) => ({
    url: `${base}/v1/${signal}`,
    timeoutMillis: TIMEOUT_MS,
    headers,
    httpAgentOptions: { keepAlive: true, proxyEnv },
  });
}

interface CollectorParts {
  readonly secrets: { read(name: typeof OTLP, what: 'header'): string | undefined };
  readonly config: ProxySaid;
}

/** The same control plane, of which a collector hears until it has stopped. */
export async function pushedBy<Plane extends { readonly figures: FiguresReader; stop(): Promise<void> }>(
  plane: Plane,
  { otlpEndpoint: endpoint }: { readonly otlpEndpoint: string },
  { secrets, config }: CollectorParts,
): Promise<Plane> {
  const push = await openPush({
    endpoint,
    header: () => secrets.read(OTLP, 'header'),
    proxy: config.venueFile?.said?.cloud.proxy ?? null,
    figures: plane.figures,
  });
  return {
    ...plane,
    async stop() {
      await plane.stop();
      await push.stop();
    },
  };
}
