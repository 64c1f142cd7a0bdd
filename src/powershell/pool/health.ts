/** Health and figures of the hosts, for the health report and for metrics. */
import type { Figure } from '../../domain/types/figures.js';
import type { SpareHosts } from './spare-host.js';
import type { WorkerPool } from './worker-pool.js';

export function figuresOf(pools: readonly WorkerPool[], spareHosts: SpareHosts): readonly Figure[] {
  const all = pools.map((pool) => pool.status());
  const busy = all.reduce((sum, { running }) => sum + running, 0);
  const hosts = all.reduce((sum, { pids }) => sum + pids.length, 0);
  const ofState = (state: string, value: number) =>
    ({ name: 'powershell.hosts', value, attributes: { state } }) as const;
  return [
    ...all.map(({ name: pool, queued }) => {
      return { name: 'powershell.queue.depth', value: queued, attributes: { pool } } as const;
    }),
    ofState('busy', Math.min(busy, hosts)),
    ofState('idle', Math.max(0, hosts - busy)),
    ofState('spare', spareHosts.spare === undefined ? 0 : 1),
  ];
}

export interface HostHealth {
  readonly status: 'OK' | 'DEGRADED' | 'DOWN';
  readonly detail?: string;
}

/** What the hosts' state means to someone who asks how the server is. Says nothing that names this machine. */
export function healthOf(pools: readonly WorkerPool[], spareHosts: SpareHosts): HostHealth {
  const states = pools.map((pool) => pool.status().state);
  const pauses = [spareHosts.backoff, ...pools.map((pool) => pool.backoff)].filter((one) => one.isPausing);
  const next = Math.max(0, ...pauses.map((one) => one.secondsLeft));
  const detail =
    pauses.length > 0
      ? `PowerShell hosts do not start, or end at once. The next attempt is in ${next} s.`
      : 'A PowerShell host is being started.';
  if (states.every((state) => state === 'up' || state === 'idle')) {
    return pauses.length > 0 ? { status: 'DEGRADED', detail } : { status: 'OK' };
  }
  const isDown = states.some((state) => state === 'backing-off' || state === 'stopped');
  return { status: isDown ? 'DOWN' : 'DEGRADED', detail };
}
