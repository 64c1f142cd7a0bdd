/** Heartbeats of Gateway Client and Cloud Sync: what the cloud calls "connected". */
import { readFaults } from '../faults.js';
import { linkEvents, NO_ANSWER, outcomeOf, whySilent } from '../model/link.js';
import { askCloud, findCredential, findMachine, refusalOf } from './cloud-client.js';
import { record, type ServiceRun } from './run.js';

/** Returns a function that sends one heartbeat; it reports a change of the link, not every beat, and answers whether the cloud took it. */
export function heartbeats(run: ServiceRun): () => Promise<boolean> {
  let before = '';
  return async () => {
    const now = await beat(run);
    if (now !== before && !run.signal.aborted) say(run, now);
    before = now;
    return now === 'connected';
  };
}

async function beat(run: ServiceRun): Promise<string> {
  const { dataFolder, cloudUrl } = run.config;
  const known = findCredential(dataFolder);
  const machine = findMachine(dataFolder);
  const silent = whySilent(known !== undefined, readFaults(dataFolder));
  if (silent !== undefined) return silent;
  if (known === undefined || machine === undefined) return 'no machine identity';
  try {
    const answer = await askCloud(
      cloudUrl,
      {
        method: 'POST',
        path: `/v1/venues/${encodeURIComponent(known.customerNumber)}/heartbeats`,
        credential: known.credential,
        body: { ...machine, service: run.key, processId: process.pid },
      },
      run.signal,
    );
    return outcomeOf(answer.status < 300 ? undefined : refusalOf(answer));
  } catch {
    return NO_ANSWER;
  }
}

function say(run: ServiceRun, outcome: string): void {
  for (const event of linkEvents(run, outcome)) record(run, event);
}
