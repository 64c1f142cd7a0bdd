/** Heartbeats of Gateway Client and Cloud Sync: what the cloud calls "connected". */
import { readFaults } from '../faults.js';
import { askCloud, findCredential, findMachine, refusalOf } from './cloud-client.js';
import { writeEvent } from './event-log.js';
import { report, type ServiceRun } from './run.js';

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
  if (known === undefined) return 'no credential: the venue is not onboarded';
  if (machine === undefined) return 'no machine identity';
  if (readFaults(dataFolder).link === 'down') return 'link down';
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
    return answer.status < 300 ? 'connected' : `refused with ${refusalOf(answer)}`;
  } catch {
    return 'no answer from the cloud';
  }
}

function say(run: ServiceRun, state: string): void {
  if (state === 'connected') report(run, 'INFORMATION', 100, 'The link to swiftpos Cloud is up.');
  else report(run, 'WARNING', 101, `The link to swiftpos Cloud is down: ${state}.`);
  if (run.key === 'gateway-client') sayAsSwiftpos(run, state);
}

/** What the cloud itself answered about the onboarding is under swiftpos' own source, where support searches for it. */
function sayAsSwiftpos(run: ServiceRun, state: string): void {
  const source = 'swiftpos SQL Application';
  const line = { source, service: run.key };
  const { dataFolder } = run.config;
  if (state === 'connected') {
    const message = 'Cloud Onboarding: swiftpos Cloud knows this venue and its server.';
    writeEvent(dataFolder, { ...line, level: 'INFORMATION', eventId: 1001, message });
  } else if (state.startsWith('refused')) {
    const message = `Cloud Onboarding: swiftpos Cloud ${state}.`;
    writeEvent(dataFolder, { ...line, level: 'ERROR', eventId: 1002, message });
  }
}
