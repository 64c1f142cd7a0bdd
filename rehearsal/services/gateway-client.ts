/** Gateway Client: holds the venue's link to the cloud by a heartbeat each second. */
import { BEAT_MS } from '../model/link.js';
import { heartbeats } from './heartbeat.js';
import { rest, type ServiceRun } from './run.js';

export async function gatewayClient(run: ServiceRun): Promise<void> {
  const beat = heartbeats(run);
  while (!run.signal.aborted) {
    const began = performance.now();
    await beat();
    await rest(Math.max(50, BEAT_MS - (performance.now() - began)), run.signal);
  }
}
