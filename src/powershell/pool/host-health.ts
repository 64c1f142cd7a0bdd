/** What the hosts' state means to someone who asks how the server is. Says nothing that names this machine. */

import type { SpareHosts } from './spare-host.js';
import type { Lane } from './worker-pool.js';

export interface HostHealth {
  readonly status: 'OK' | 'DEGRADED' | 'DOWN';
  readonly detail?: string;
}

export function healthOf(lanes: readonly Lane[], supply: SpareHosts): HostHealth {
  const states = lanes.map((lane) => lane.status().state);
  const pauses = [supply.backoff, ...lanes.map((lane) => lane.backoff)].filter((one) => one.isPausing);
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
