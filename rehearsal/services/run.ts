/** What one running service knows: its folder, its stop signal, its log, its faults. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogEvent } from '../model/records.js';
import type { ServiceKey } from '../model/service-keys.js';
import { writeEvent } from './event-log.js';

/** The part of the configuration that a service process needs. */
export interface ServiceConfig {
  readonly dataFolder: string;
  readonly cloudUrl: string;
  /** 1: a first sync of about a minute; 0: as fast as it goes. */
  readonly rehearsalPace: number;
}

export interface ServiceRun {
  readonly key: ServiceKey;
  readonly displayName: string;
  readonly config: ServiceConfig;
  /** Aborted when the service has to stop. */
  readonly signal: AbortSignal;
}

/** Does a service's work until `run.signal` is aborted. */
export type ServiceWork = (run: ServiceRun) => Promise<void>;

/** One line in the service's own log, with the time. */
export function log(message: string): void {
  process.stdout.write(`${new Date().toISOString()} ${message}\n`);
}

/** An event under the service's own name, and in its log. */
export function report(run: ServiceRun, level: LogEvent['level'], eventId: number, message: string): void {
  record(run, { level, source: run.displayName, eventId, message, service: run.key });
}

/** An event, and in the service's log. */
export function record({ config }: ServiceRun, event: Omit<LogEvent, 'at'>): void {
  log(`${event.level} ${event.message}`);
  writeEvent(config.dataFolder, event);
}

/** Waits, or returns early when the service has to stop. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
