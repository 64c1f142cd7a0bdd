/** Sales Processing, Connect, End of Day, NetPOS: nothing to onboard, but processes that run, log, stop and crash. */
import { log, rest, type ServiceRun } from './run.js';

const SIGN_OF_LIFE_MS = 60_000;

export async function siteService(run: ServiceRun): Promise<void> {
  while (!run.signal.aborted) {
    await rest(SIGN_OF_LIFE_MS, run.signal);
    if (!run.signal.aborted) log(`${run.displayName} is idle.`);
  }
}
