/** The text that Prometheus reads. Nothing of it is loaded or measured before the first scrape. */
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import type { FiguresReader } from '../../domain/types/figures.js';
import { measureWork } from './durations.js';
import { observeFigures, observeProcess, temporalityOf } from './meters.js';

/** Returns the text of one scrape; who asks meanwhile gets the same one. */
export async function openScrape(figures: FiguresReader): Promise<() => Promise<string>> {
  const reader = new ScrapeReader();
  const resource = resourceFromAttributes(await figures.resource());
  const provider = new MeterProvider({ readers: [reader], resource });
  const meter = provider.getMeter('venue-control');
  observeFigures(meter, figures);
  observeProcess(meter);
  measureWork(meter);
  // Without the scope, of which there is one.
  const serializer = new PrometheusSerializer(undefined, false, undefined, false, true);
  let running: Promise<string> | undefined;
  return () => {
    running ??= scrape(reader, serializer).finally(() => {
      running = undefined;
    });
    return running;
  };
}

async function scrape(reader: ScrapeReader, serializer: PrometheusSerializer): Promise<string> {
  const { resourceMetrics, errors } = await reader.collect();
  if (errors.length > 0) throw new AggregateError(errors, 'Figures could not be read');
  return serializer.serialize(resourceMetrics);
}

/** Read only when a collector asks. */
class ScrapeReader extends MetricReader {
  constructor() {
    super({ aggregationTemporalitySelector: temporalityOf });
  }

  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}
