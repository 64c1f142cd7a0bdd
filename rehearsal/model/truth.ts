/** What is really so, for those who judge what the control plane says and does. */
import { lastCompletedAt, openJob } from './cloud/jobs.js';
import { isExpired, isLicensed } from './cloud/reach.js';
import { connectionOf } from './cloud/venue.js';
import { beatOutcome } from './gateway.js';
import { machineId } from './machine.js';
import type { VenueModel } from './state.js';
import { isRunning } from './windows/services.js';

export interface Verdict {
  readonly works: boolean;
  readonly because: string;
}

export interface Consumer extends Verdict {
  readonly name: string;
}

const WORKS: Verdict = { works: true, because: 'it works' };
const ORDERING = ['OrderAway', 'TouchMini', 'Third-party ordering'];

/** Guests can order: the gateway runs, the link is up, SwiftAPI responds, the registration is current, and no job sends all data. */
export function orderingWorks(model: VenueModel): Verdict {
  const way = throughGateway(model);
  if (!way.works) return way;
  const job = openJob(model);
  return job ? off(`a ${job.kind} sync is ${job.state}`) : WORKS;
}

export function consumersOf(model: VenueModel): Consumer[] {
  const job = openJob(model);
  const duringSend = (name: string, verdict: Verdict): Consumer => {
    const isOff = verdict.works && job !== undefined && model.offDuringSend.includes(name);
    return { name, ...(isOff ? off(`a ${job.kind} sync is ${job.state}`) : verdict) };
  };
  const gateway = throughGateway(model);
  const cloudSync = throughCloudSync(model);
  const analytics =
    cloudSync.works && lastCompletedAt(model) === null ? off('the venue was never synced') : cloudSync;
  return [
    ...ORDERING.map((name) => duringSend(name, gateway)),
    duringSend('SwiftAPI', gateway),
    duringSend('Doshii', cloudSync),
    duringSend('Cloud BackOffice Analytics', analytics),
  ];
}

function throughGateway(model: VenueModel): Verdict {
  if (!isRunning(model, 'gateway-client')) return off('Gateway Client does not run');
  const connection = connectionOf(model);
  if (connection.state !== 'connected') return off(`the link is ${connection.state}`);
  // A fresh heartbeat may be another server's.
  if (connection.machineId !== machineId(model)) return off('another server is connected');
  if (model.machine.webServer === 'Stopped' || model.faults['swiftpos'] === 'web-server-down')
    return off('the web server of SwiftAPI is stopped');
  return isExpired(model) ? off('the registration has expired') : WORKS;
}

/** Its own heartbeats are taken as the gateway's are. */
function throughCloudSync(model: VenueModel): Verdict {
  if (!isLicensed(model)) return off('Cloud Sync is not licensed');
  if (!isRunning(model, 'cloud-sync')) return off('Cloud Sync does not run');
  // Its consumers use the venue's connection, which the gateway makes.
  const connection = connectionOf(model);
  if (connection.state === 'never') return off('the link is never');
  if (connection.machineId !== machineId(model)) return off('another server is connected');
  const outcome = beatOutcome(model, model.credentials.current?.redemptionId ?? null);
  if (outcome !== 'connected') return off(`Cloud Sync is not heard: ${outcome}`);
  return isExpired(model) ? off('the registration has expired') : WORKS;
}

function off(because: string): Verdict {
  return { works: false, because };
}
