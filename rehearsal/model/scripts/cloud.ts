/** Scripts that ask the cloud: the venue, codes, redemptions, sync jobs, locations. */
import { requestCode } from '../cloud/codes.js';
import { describeJob, findJob, openJob, putJob, withdrawJob } from '../cloud/jobs.js';
import { closeRedemption, redeem } from '../cloud/redemptions.js';
import { activate, describeVenue } from '../cloud/venue.js';
import { record } from '../events.js';
import { machineId, programVersion } from '../gateway.js';
import { ModelRefusal } from '../refusal.js';
import type { ServiceKey } from '../service-keys.js';
import type { VenueModel } from '../state.js';
import { iso } from '../time.js';
import { stopOrder } from '../windows/services.js';
import { keepPending } from './credentials.js';
import { confirmPackage } from './package.js';
import {
  askAsVenue,
  askCloud,
  noAnswer,
  number,
  type Output,
  REDEMPTION_MS,
  type Script,
  type ScriptCall,
  type ScriptRun,
  silence,
  text,
  type Wait,
} from './script.js';
import { confirmControl, startReach } from './watch-service.js';

const customer = (call: ScriptCall) => ({ customerNumber: text(call, 'CustomerNumber') });

function* getVenue(model: VenueModel, call: ScriptCall): ScriptRun {
  return [yield* askCloud(model, { ...customer(call), isRead: true }, () => describeVenue(model))];
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
  const sent = yield* askCloud(model, customer(call), () => requestCode(model));
  return [
    {
      SentTo: sent.sentTo,
      SentAt: iso(sent.sentAt),
      ExpiresAt: iso(sent.expiresAt),
      AttemptsLeft: sent.attemptsLeft,
    },
  ];
}

function* redeemCode(model: VenueModel, call: ScriptCall): ScriptRun {
  const machine = machineId(model);
  if (!machine)
    throw new ModelRefusal(
      'MACHINE_UNKNOWN',
      "This server's identity could not be read. The code was not sent.",
    );
  const redemptionId = text(call, 'RedemptionId');
  const fault = model.faults['redeem'];
  const isSilent = fault === 'timeout-before-commit' || fault === 'timeout-after-commit';
  const done = yield* askCloud(model, customer(call), () => {
    if (fault === 'timeout-before-commit') {
      record(model, 'redemptions', 'not-committed', { redemptionId });
      return undefined;
    }
    const code = call.secrets['Code'] ?? '';
    return redeem(model, { redemptionId, code, machineId: machine, swiftposVersion: programVersion(model) });
  });
  if (isSilent) yield* silence(() => model.faults['redeem'] === fault, REDEMPTION_MS);
  if (!done) throw noAnswer();
  keepPending(model, text(call, 'CustomerNumber'), redemptionId, done.credential);
  return [{ RedemptionId: done.redemptionId, RedeemedAt: iso(done.redeemedAt) }];
}

function* closeCode(model: VenueModel, call: ScriptCall): ScriptRun {
  const redemptionId = text(call, 'RedemptionId');
  const closed = yield* askCloud(model, customer(call), () => closeRedemption(model, redemptionId));
  if (closed.outcome === 'redeemed')
    keepPending(model, text(call, 'CustomerNumber'), redemptionId, closed.credential);
  return [{ Outcome: closed.outcome }];
}

function* getJob(model: VenueModel, call: ScriptCall): ScriptRun {
  const request = { ...customer(call), isRead: true };
  return [yield* askAsVenue(model, request, () => describeJob(findJob(model, text(call, 'JobId'))))];
}

function* registerJob(model: VenueModel, call: ScriptCall): ScriptRun {
  const counts = Object.entries((call.parameters['TableCount'] ?? {}) as Record<string, number>);
  const tables = counts.map(([name, rows]) => ({ name, rows: Number(rows) })).sort(byName);
  return [
    yield* askAsVenue(model, customer(call), () =>
      describeJob(
        putJob(model, {
          id: text(call, 'JobId'),
          kind: 'FULL',
          tables,
          cause: 'register-script',
          causedBy: model.actor,
        }),
      ),
    ),
  ];
}

function byName(one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : 1;
}

const ENDED: Readonly<Record<string, string>> = { SYNC_JOB_OVER: 'Over', SYNC_JOB_UNKNOWN: 'Unknown' };

function* removeJob(model: VenueModel, call: ScriptCall): ScriptRun {
  const outcome = yield* withdrawn(model, call, text(call, 'JobId'));
  return [{ Withdrawn: outcome === 'Withdrawn', Outcome: outcome }];
}

function* withdrawn(model: VenueModel, call: ScriptCall, jobId: string): Wait<string> {
  try {
    yield* askAsVenue(model, customer(call), () => withdrawJob(model, jobId));
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
  return [{ Outcome: isOwn ? yield* withdrawn(model, call, open.id) : 'None' }];
}

function* enableLocation(model: VenueModel, call: ScriptCall): ScriptRun {
  const locationId = text(call, 'LocationId');
  const cloudClientId = yield* askAsVenue(model, customer(call), () => activate(model, locationId));
  return [{ LocationId: locationId, CloudClientId: cloudClientId }];
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
