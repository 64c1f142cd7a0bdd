/** For the server's own end: which service processes of a rehearsal run, and how to end them all in time. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DIED } from '../model/control-events.js';
import { SERVICE_KEYS, type ServiceKey } from '../model/service-keys.js';
import { isAlive } from './process-identity.js';
import { changeService, findRecorded, servicesFolder, stopped } from './state.js';

export interface RunningService {
  readonly key: ServiceKey;
  readonly pid: number;
  readonly startTicks: string | null;
}

const IN_ORDER_MS = 4_000;
const AFTER_KILL_MS = 1_000;

/** Services whose process lives, by id and start time. */
export function runningServices(dataFolder: string): readonly RunningService[] {
  return SERVICE_KEYS.flatMap((key) => {
    const recorded = findRecorded(dataFolder, key);
    if (recorded === undefined || recorded.pid === null || !isAlive(recorded.pid, recorded.startTicks))
      return [];
    return [{ key, pid: recorded.pid, startTicks: recorded.startTicks }];
  });
}

/**
 * Ends every service process: the Services Monitor first, so that it starts nothing again, then the others together. What doesn't end in
 * order within 4 s (both rounds together) is killed. Returns the keys that had to be killed; a second call finds nothing to do.
 */
export async function stopAllServices(dataFolder: string): Promise<readonly ServiceKey[]> {
  const deadline = Date.now() + IN_ORDER_MS;
  const monitor = runningServices(dataFolder).filter(({ key }) => key === 'services-monitor');
  // The watchdog gets the smaller share: the others wait for it.
  const killed = await stop(dataFolder, monitor, Math.min(deadline, Date.now() + 1_500));
  return [...killed, ...(await stop(dataFolder, runningServices(dataFolder), deadline))];
}

async function stop(
  dataFolder: string,
  services: readonly RunningService[],
  deadline: number,
): Promise<readonly ServiceKey[]> {
  for (const { key, pid } of services) {
    writeFileSync(join(servicesFolder(dataFolder), `${key}.stop.${pid}`), 'server shutdown\n');
  }
  const stubborn = await leftAfter(services, deadline);
  for (const service of stubborn) kill(service);
  await leftAfter(stubborn, Date.now() + AFTER_KILL_MS);
  for (const { key, pid } of stubborn) {
    changeService(dataFolder, key, (now) => (now.pid === pid ? stopped(DIED) : undefined));
  }
  return stubborn.map(({ key }) => key);
}

async function leftAfter(
  services: readonly RunningService[],
  deadline: number,
): Promise<readonly RunningService[]> {
  let left = services;
  for (;;) {
    left = left.filter(({ pid, startTicks }) => isAlive(pid, startTicks));
    if (left.length === 0 || Date.now() >= deadline) return left;
    await sleep(50);
  }
}

function kill({ pid }: RunningService): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended unexpectedly just now.
  }
}
