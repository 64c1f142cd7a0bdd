/** Scripts that ask the cloud: the venue, codes, redemptions, sync jobs, locations. */

import { newId, secretsOf } from '../chance.js';
import { requestCode } from '../cloud/codes.js';
import { describeJob, findJob, openJob, putJob, withdrawJob } from '../cloud/jobs.js';
import { closeRedemption, redeem } from '../cloud/redemptions.js';
import { activate, describeVenue } from '../cloud/venue.js';
import { machineId, programVersion } from '../machine.js';
import { ModelRefusal } from '../refusal.js';
import type { ServiceKey } from '../service-keys.js';
import type { VenueModel } from '../state.js';
import { iso, machineNow } from '../time.js';
import { stopOrder } from '../windows/services.js';
import { keepPending } from './credentials.js';
import { confirmPackage } from './package.js';
import {
  askAsVenue,
  askCloud,
  number,
  type Output,
  REDEMPTION_MS,
  type Script,
  type ScriptCall,
  type ScriptRun,
  text,
  type Wait,
} from './script.js';
import { confirmControl, startReach } from './watch-service.js';

const customer = (call: ScriptCall) => ({ customerNumber: text(call, 'CustomerNumber') });

function* getVenue(model: VenueModel, call: ScriptCall): ScriptRun {
  const venue = yield* askCloud(model, { ...customer(call), isRead: true }, () => describeVenue(model));
  return [{ ...pascalCase(venue), ObservedAt: iso(machineNow(model)), CloudTime: iso(model.at) }];
}

const LINK: readonly ServiceKey[] = ['gateway-client', 'cloud-sync'];

function* confirmVenue(model: VenueModel, call: ScriptCall): ScriptRun {
  confirmPlace(model);
  confirmControl(model, [
    ...LINK,
    ...LINK.flatMap((of) => [...startReach(model, of), ...stopOrder(model, of)]),
  ]);
  const { customerNumber, companyName } = yield* askCloud(
    model,
    { ...customer(call), isRead: true },
    () => model.database,
  );
  if (companyName !== text(call, 'CompanyName'))
    throw new ModelRefusal('VENUE_MISMATCH', `The cloud knows ${customerNumber} under another company name.`);
  const megabytes = number(call, 'PackageMegabytes', 0);
  if (megabytes > 0) yield* confirmPackage(model, megabytes);
  return [{ CustomerNumber: customerNumber, CompanyName: companyName }];
}

export function confirmPlace({ gateway: { placeError } }: VenueModel): void {
  if (placeError) throw new ModelRefusal(placeError.errorId, placeError.why);
}

function testPlace({ gateway }: VenueModel): Output {
  return [{ Why: gateway.placeError?.why ?? null }];
}

function* requestAuthenticationCode(model: VenueModel, call: ScriptCall): ScriptRun {
  return [pascalCase(yield* askCloud(model, customer(call), () => requestCode(model, secretsOf(model))))];
}

function* redeemCode(model: VenueModel, call: ScriptCall): ScriptRun {
  const machine = machineId(model);
  if (!machine)
    throw new ModelRefusal(
      'MACHINE_UNKNOWN',
      "This server's identity could not be read. The code was not sent.",
    );
  const redemptionId = text(call, 'RedemptionId');
  const request = { ...customer(call), timeoutMs: REDEMPTION_MS };
  const { credential, ...done } = yield* askCloud(model, request, () => {
    const code = call.secrets['Code'] ?? '';
    const swiftposVersion = programVersion(model);
    return redeem(model, { redemptionId, code, machineId: machine, swiftposVersion }, secretsOf(model));
  });
  keepPending(model, text(call, 'CustomerNumber'), redemptionId, credential);
  return [pascalCase(done)];
}

function* closeCode(model: VenueModel, call: ScriptCall): ScriptRun {
  const redemptionId = text(call, 'RedemptionId');
  const act = () => closeRedemption(model, redemptionId, secretsOf(model));
  const closed = yield* askCloud(model, customer(call), act);
  if (closed.outcome === 'redeemed')
    keepPending(model, text(call, 'CustomerNumber'), redemptionId, closed.credential);
  return [{ Outcome: closed.outcome }];
}

function* getJob(model: VenueModel, call: ScriptCall): ScriptRun {
  const request = { ...customer(call), isRead: true };
  const job = yield* askAsVenue(model, request, () => describeJob(findJob(model, text(call, 'JobId'))));
  return [pascalCase(job)];
}

function* registerJob(model: VenueModel, call: ScriptCall): ScriptRun {
  const counts = Object.entries((call.parameters['TableCount'] ?? {}) as Record<string, number>);
  const tables = counts.map(([name, rows]) => ({ name, rows: Number(rows) })).sort(byName);
  const id = text(call, 'JobId');
  const given = { id, kind: 'FULL', tables, cause: 'register-script', causedBy: model.actor } as const;
  return [pascalCase(yield* askAsVenue(model, customer(call), () => describeJob(putJob(model, given))))];
}

function byName(one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : 1;
}

const ENDED: Readonly<Record<string, string>> = { SYNC_JOB_OVER: 'Over', SYNC_JOB_UNKNOWN: 'Unknown' };

function* removeJob(model: VenueModel, call: ScriptCall): ScriptRun {
  const outcome = yield* withdrawn(model, call, text(call, 'JobId'));
  return [{ Withdrawn: outcome === 'Withdrawn', Outcome: outcome }];
}

function* withdrawn(model: VenueModel, call: ScriptCall, jobId: string, credential?: string): Wait<string> {
  try {
    yield* askAsVenue(model, customer(call), () => withdrawJob(model, jobId), credential);
    return 'Withdrawn';
  } catch (error) {
    const outcome = error instanceof ModelRefusal ? ENDED[error.errorId] : undefined;
    if (outcome === undefined) throw error;
    return outcome;
  }
}

/** One that Cloud Sync sends stays, and one that was open before. */
function* removeFirstSync(model: VenueModel, call: ScriptCall): ScriptRun {
  const { installed, state } = model.services['cloud-sync'];
  if (installed && state !== 'Stopped') return [{ Outcome: 'Sent' }];
  const open = yield* askCloud(model, { ...customer(call), isRead: true }, () => openJob(model));
  const isOwn = open?.kind === 'FIRST' && open.id !== call.parameters['Before'];
  const { current, pending } = model.credentials;
  // Where none is in use, by the one that its rollback left stored.
  const stored = current ? undefined : pending?.credential;
  return [{ Outcome: isOwn ? yield* withdrawn(model, call, open.id, stored) : 'None' }];
}

function* enableLocation(model: VenueModel, call: ScriptCall): ScriptRun {
  const locationId = text(call, 'LocationId');
  const act = () => activate(model, locationId, () => newId(model));
  const { cloudClientId } = yield* askAsVenue(model, customer(call), act);
  return [{ LocationId: locationId, CloudClientId: cloudClientId }];
}

/** The scripts hand on what the cloud says with names as PowerShell has them. */
function pascalCase(value: object): object {
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name.charAt(0).toUpperCase() + name.slice(1), inside(each)]),
  );
}

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  return typeof value === 'object' && value !== null ? pascalCase(value) : value;
}

export const cloudScripts = {
  'Get-CloudVenue': { changes: false, run: getVenue },
  'Confirm-Venue': { changes: false, run: confirmVenue },
  'Test-GatewayPlace': { changes: false, run: testPlace },
  'Request-AuthenticationCode': { changes: true, run: requestAuthenticationCode },
  'Invoke-CodeRedemption': { changes: true, run: redeemCode },
  'Close-CodeRedemption': { changes: true, run: closeCode },
  'Get-SyncJob': { changes: false, run: getJob },
  'Register-SyncJob': { changes: true, run: registerJob },
  'Remove-SyncJob': { changes: true, run: removeJob },
  'Remove-FirstSync': { changes: true, run: removeFirstSync },
  'Enable-CloudLocation': { changes: true, run: enableLocation },
} satisfies Record<string, Script>;
