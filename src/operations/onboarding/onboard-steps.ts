/** Onboarding, step by step, and what puts each step back. The input is the stored row's: a restart makes the same steps. */
import type { OnboardingCase } from '../plans/plan.js';
import type { Clock } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import { VENUE_SLOT } from '../runner/intents.js';
import type { Saga } from '../runner/saga.js';
import type { Step, StepRun } from '../runner/step.js';
import type { ServicesBefore } from '../services/service-memory.js';
import { nothing, restoration, startModeStep, startStep } from '../services/service-steps.js';
import type { Memory } from '../words/operation.js';
import { Permission } from '../words/permissions.js';
import { LINK_SERVICES, serviceName } from '../words/services.js';
import type { Settings } from '../words/settings.js';
import { KEEP_CREDENTIAL, REDEEM_CODE } from '../world/link.js';
import { onlyRow } from '../world/script-output.js';
import { firstSyncStep, heartbeatStep } from './cloud-waits.js';
import { REDEMPTION_CHOICES, type RedeemParts, redeemStep } from './redeem-step.js';

const GATEWAY = { key: 'gateway-client', displayName: serviceName('gateway-client') };
const CLOUD_SYNC = { key: 'cloud-sync', displayName: serviceName('cloud-sync') };

/** What a plan decided, kept with the operation. */
export interface OnboardingDecision {
  readonly customerNumber: string;
  readonly companyName: string;
  readonly machineId: string;
  readonly case: OnboardingCase;
  readonly cloudSyncLicensed: boolean;
  readonly installCloudSync: boolean;
  readonly firstSyncFollows: boolean;
  /** The services of the link before it; of one that isn't here the step itself looks. */
  readonly was: ServicesBefore;
}

export interface OnboardParts extends RedeemParts {
  readonly scripts: ScriptRunner;
  readonly clock: Clock;
  readonly settings: Settings;
}

export function onboardSaga(parts: OnboardParts): Saga {
  return {
    kind: 'ONBOARD',
    action: 'onboard',
    permission: Permission.CLOUD_CONNECTIVITY_ONBOARD,
    doing: 'Connecting the venue to swiftpos Cloud',
    done: 'the venue is connected to swiftpos Cloud',
    slot: () => VENUE_SLOT,
    holds: () => LINK_SERVICES,
    choices: REDEMPTION_CHOICES,
    steps: (input: Memory) => onboardSteps(parts, input['decision'] as OnboardingDecision),
  };
}

export function onboardSteps(parts: OnboardParts, decision: OnboardingDecision): readonly Step[] {
  const { settings } = parts;
  const { was } = decision;
  const services = decision.cloudSyncLicensed ? [GATEWAY, CLOUD_SYNC] : [GATEWAY];
  return [
    confirmStep(decision),
    redeemStep(parts, decision.customerNumber),
    keepCredentialStep(),
    ...(decision.installCloudSync ? [downloadStep(), installStep()] : []),
    startModeStep(services, 'Automatic', settings, was),
    startStep(GATEWAY, settings, was[GATEWAY.key]),
    heartbeatStep(parts, decision),
    ...(decision.cloudSyncLicensed ? [startStep(CLOUD_SYNC, settings, was[CLOUD_SYNC.key])] : []),
    ...(decision.firstSyncFollows ? [firstSyncStep(parts, decision)] : []),
    forgetPreviousStep(),
  ];
}

function confirmStep({ customerNumber, companyName }: OnboardingDecision): Step {
  const script = 'Confirm-Venue';
  const parameters = { CustomerNumber: customerNumber, CompanyName: companyName };
  return {
    name: 'confirm-venue',
    title: `Confirm that the cloud means ${companyName}`,
    script,
    parameters,
    deadlineMs: 20_000,
    async perform(run) {
      await run.script(script, parameters);
      return undefined;
    },
  };
}

/** From the redemption on a host that is away costs a code: the step waits longer for one than a call may take. */
const REPEATED_MS = 2 * 60_000;
const CALL = { deadlineMs: 20_000 };

function keepCredentialStep(): Step {
  const script = 'Save-GatewayCredential';
  return {
    name: KEEP_CREDENTIAL,
    title: "Keep the gateway's credential",
    script,
    parameters: { RedemptionId: '<that id>' },
    compensatedBy: 'The previous credential, or none if there was none',
    deadlineMs: REPEATED_MS,
    async perform(run) {
      const row = onlyRow(await run.script(script, { RedemptionId: redemptionId(run) }, CALL), script);
      return { previous: row.text('Previous') };
    },
    async compensate(run) {
      const row = onlyRow(
        await run.script('Restore-GatewayCredential', { RedemptionId: redemptionId(run) }),
        'Restore-GatewayCredential',
      );
      return row.oneOf('Restored', ['previous', 'removed']) === 'previous'
        ? { restored: ["The gateway's previous credential is back."], notRestored: [] }
        : { restored: ["The gateway's new credential is removed; there was none before."], notRestored: [] };
    },
  };
}

function redemptionId(run: StepRun): string {
  return String(run.resultOf(REDEEM_CODE)['redemptionId']);
}

function downloadStep(): Step {
  const script = 'Save-CloudSyncPackage';
  return {
    name: 'download-cloud-sync',
    title: 'Download Cloud Sync and verify checksum and signature',
    script,
    compensatedBy: 'Delete the package',
    deadlineMs: 10 * 60_000,
    async perform(run) {
      const row = onlyRow(await run.script(script, {}), script);
      return { version: row.text('Version'), sha256: row.text('Sha256') };
    },
    async compensate(run, done) {
      if (!done) return nothing;
      await run.script('Remove-CloudSyncPackage', { Version: packageVersion(run) });
      return { restored: ['The downloaded Cloud Sync package is deleted.'], notRestored: [] };
    },
  };
}

function packageVersion(run: StepRun): string {
  return String(run.resultOf('download-cloud-sync')['version']);
}

function installStep(): Step {
  const script = 'Install-CloudSync';
  return {
    name: 'install-cloud-sync',
    title: 'Install Cloud Sync as a Windows service',
    script,
    parameters: { Version: '<version of the package>' },
    compensatedBy: 'Uninstall Cloud Sync',
    deadlineMs: 5 * 60_000,
    before: async () => ({ installed: false }),
    async perform(run) {
      await run.script(script, { Version: packageVersion(run) });
      return undefined;
    },
    async compensate(run) {
      await run.script('Uninstall-CloudSync', {});
      const row = onlyRow(await run.script('Get-ServiceState', { Key: ['cloud-sync'] }), 'Get-ServiceState');
      return restoration(
        !row.flag('Installed'),
        'Cloud Sync is uninstalled again.',
        'Cloud Sync is still installed.',
      );
    },
  };
}

/** The last of all: until here the old link could still be put back. */
function forgetPreviousStep(): Step {
  const script = 'Clear-PreviousCredential';
  return {
    name: 'forget-previous-credential',
    title: 'Forget the previous credential',
    script,
    parameters: { RedemptionId: '<that id>' },
    deadlineMs: REPEATED_MS,
    async perform(run) {
      await run.script(script, { RedemptionId: redemptionId(run) }, CALL);
      return undefined;
    },
  };
}
