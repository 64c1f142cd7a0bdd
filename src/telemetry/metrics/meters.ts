/** The instruments of OpenTelemetry, for each collector the same: figures of the domain, and of this process. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Meter, Observable } from '@opentelemetry/api';
import { AggregationTemporality, InstrumentType } from '@opentelemetry/sdk-metrics';
import { FIGURES, type FigureName, type FiguresReader } from '../../domain/types/figures.js';

/** Cumulative, a gauge would be reported with its last value after it has none any more. */
export function temporalityOf(instrument: InstrumentType): AggregationTemporality {
  return instrument === InstrumentType.OBSERVABLE_GAUGE
    ? AggregationTemporality.DELTA
    : AggregationTemporality.CUMULATIVE;
}

/** A figure without a value at this moment is left out. */
export function observeFigures(meter: Meter, source: FiguresReader): void {
  const instruments = new Map<FigureName, Observable>();
  for (const [name, { kind, unit, meaning }] of Object.entries(FIGURES)) {
    const options = { unit, description: meaning };
    const make = kind === 'counter' ? meter.createObservableCounter : meter.createObservableGauge;
    instruments.set(name as FigureName, make.call(meter, name, options));
  }
  meter.addBatchObservableCallback(
    async (result) => {
      for (const { name, value, attributes } of await source.read()) {
        const instrument = instruments.get(name);
        if (instrument) result.observe(instrument, value, attributes ?? {});
      }
    },
    [...instruments.values()],
  );
}

const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;

/** As OpenTelemetry's semantic conventions name them. Returns what ends the measurement. */
export function observeProcess(meter: Meter): () => void {
  const delay = monitorEventLoopDelay();
  delay.enable();
  const read = {
    min: () => delay.min,
    max: () => delay.max,
    mean: () => delay.mean,
    stddev: () => delay.stddev,
    p50: () => delay.percentile(50),
    p90: () => delay.percentile(90),
    p99: () => delay.percentile(99),
  };
  const gauges = Object.entries(read).map(([name, value]) => {
    const description = `Delay of the event loop since the last collection: ${name}.`;
    const gauge = meter.createObservableGauge(`nodejs.eventloop.delay.${name}`, { unit: 's', description });
    return { gauge, value };
  });
  meter.addBatchObservableCallback(
    (result) => {
      // Nothing measured yet: its minimum is the largest number.
      if (delay.count === 0) return;
      for (const { gauge, value } of gauges) result.observe(gauge, value() / NANOSECONDS);
      delay.reset();
    },
    gauges.map(({ gauge }) => gauge),
  );
  meter
    .createObservableCounter('process.cpu.time', { unit: 's', description: 'CPU time of the server.' })
    .addCallback((result) => {
      const { user, system } = process.cpuUsage();
      result.observe(user / MICROSECONDS, { 'cpu.mode': 'user' });
      result.observe(system / MICROSECONDS, { 'cpu.mode': 'system' });
    });
  meter
    .createObservableGauge('process.memory.usage', { unit: 'By', description: 'Memory of the server.' })
    .addCallback((result) => result.observe(process.memoryUsage.rss()));
  meter
    .createObservableGauge('process.uptime', { unit: 's', description: 'Time since the server started.' })
    .addCallback((result) => result.observe(process.uptime()));
  return () => delay.disable();
}
