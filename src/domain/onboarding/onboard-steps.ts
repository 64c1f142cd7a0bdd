/** Onboarding, step by step, and what puts each step back. The input is the stored row's: a restart makes the same steps. */
import { VENUE_SLOT } from '../operations/intents.js';
import type { Saga } from '../operations/saga.js';
import { nothing, restoration, together } from '../operations/steps/restoration.js';
import type { Step, StepRun } from '../operations/steps/step.js';
import type { OnboardingCase } from '../plans/plan.js';
import type { Clock } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import type { VenueStore } from '../ports/venue-store.js';
import { onlyRow } from '../scripts/output.js';
import { isUp, readServiceState, type ServiceMemory, type ServicesBefore } from '../services/memory.js';
import { stopScript } from '../services/scripts.js';
import { type StopsAgain, startModeStep, startStep } from '../services/steps.js';
import { failureText, stopAgain } from '../services/stop-again.js';
import type { Memory, OperationStep } from '../types/operation.js';
import { Permission } from '../types/permissions.js';
import { type HostState, LINK_SERVICES, serviceName } from '../types/services.js';
import type { Settings } from '../types/settings.js';
import { INSTALL, isConnectedBy, type Unfinished } from '../venue/unfinished.js';
import { takeStoredStep } from './close-redemption.js';
import {
  CALL,
  FORGET_PREVIOUS,
  forgetPreviousStep,
  GATEWAY,
  leftKept,
  rereadCredentialStep,
  storeCredentialStep,
} from './credential-steps.js';
import { leftFirstSync, withdrawBeforeStart, withdrawsFirstSync } from './first-sync-withdrawal.js';
import { REDEMPTION_CHOICES, type RedeemParts, redeemStep } from './redeem-step.js';
import { beforeSend, firstSyncStep, heartbeatStep, whenPermitted } from './waits.js';

/** In all other steps, which may take hours, one that stops was not stopped here. */
const MOVES_GATEWAY = ['set-start-modes', 'reread-credential', 'start-gateway-client'];
const CLOUD_SYNC = { key: 'cloud-sync', displayName: serviceName('cloud-sync') };

/** What a plan decided, kept with the operation. */
export interface OnboardingDecision {
  readonly customerNumber: string;
  readonly companyName: string;
  readonly machineId: string;
  readonly case: OnboardingCase;
  /** The venue was never connected, but by an onboarding that was rolled back. */
  readonly isNever?: boolean;
  readonly cloudSyncLicensed: boolean;
  readonly installCloudSync: boolean;
  readonly firstSyncFollows: boolean;
  /** Whether a Gateway Client that runs is restarted after its credential was handed to it; one that was decided before this was asked isn't. */
  readonly restartsGateway?: boolean;
  /** The onboarding that it finishes without a code; `isConnected`: its credential is in use. */
  readonly finishes?: (Pick<Unfinished, 'redemptionId' | 'isConnected'> & Partial<Unfinished>) | undefined;
  /** The sync that was open in the cloud before it. */
  readonly openJob?: string | undefined;
  /** The services of the link before it; of one that isn't here the step itself checks. */
  readonly was: ServicesBefore;
}

export interface OnboardParts extends RedeemParts {
  readonly scripts: ScriptRunner;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly venue: VenueStore;
  /** Gateway Client reads its credential when it starts, for all that is known here. Default: it reads it again automatically. */
  readonly restartsGateway?: boolean | undefined;
}

export function onboardSaga(parts: OnboardParts): Saga {
  return {
    kind: 'ONBOARD',
    action: 'onboard',
    permission: Permission.CLOUD_CONNECTIVITY_ONBOARD,
    doing: 'Connecting the venue to swiftpos Cloud',
    done: () => 'The venue is connected to swiftpos Cloud.',
    title: () => 'Onboard the venue',
    slot: () => VENUE_SLOT,
    holds: () => LINK_SERVICES,
    keepsUp: () => [GATEWAY.key],
    moves: (steps) => (steps.some((step) => MOVES_GATEWAY.includes(step)) ? LINK_SERVICES : [CLOUD_SYNC.key]),
    choices: REDEMPTION_CHOICES,
    steps: (input: Memory) => onboardSteps(parts, input['decision'] as OnboardingDecision),
    goesForward: {
      as: 'ONBOARDING_UNFINISHED',
      stays:
        'The venue stays connected to swiftpos Cloud. Gateway Client and Cloud Sync are left as they are.',
      missing: ({ input }, rows) => missing(input['decision'] as OnboardingDecision, rows),
    },
    deferredCleanups: ({ input }, rows) => {
      const decision = input['decision'] as OnboardingDecision;
      return [...leftFirstSync(decision, rows), ...leftKept(rows, connectedBy(decision))];
    },
  };
}

export function onboardSteps(parts: OnboardParts, decision: OnboardingDecision): readonly Step[] {
  const { settings } = parts;
  const { was, finishes } = decision;
  const services = decision.cloudSyncLicensed ? [GATEWAY, CLOUD_SYNC] : [GATEWAY];
  const stopsAgain = whatWasDown(decision);
  return [
    confirmStep(decision, settings),
    ...(finishes?.isConnected ? [] : credentialSteps(parts, decision)),
    ...(decision.installCloudSync
      ? [downloadStep(settings), whenPermitted(parts, installStep(parts, decision), INSTALLS)]
      : []),
    startModeStep(services, 'Automatic', settings, {
      later: beginsSync(decision) ? CLOUD_SYNC : undefined,
      stopsAgain,
    }),
    ...(decision.restartsGateway && !finishes?.isConnected
      ? [rereadCredentialStep(settings, was[GATEWAY.key])]
      : []),
    startStep(GATEWAY, settings, { stopsAgain }),
    heartbeatStep(parts, decision),
    ...(decision.cloudSyncLicensed ? [startCloudSync(parts, decision)] : []),
    ...(decision.firstSyncFollows ? [firstSyncStep(parts, decision)] : []),
    forgetPreviousStep(connectedBy(decision)),
  ];
}

/**
 * A rollback stops only what was stopped both when the onboarding was planned and when its step began: at
 * one of these moments Services Monitor, Windows or a clerk may have been about to start it. The gateway of a
 * link that is restored is left running.
 */
function whatWasDown(decision: OnboardingDecision): StopsAgain {
  return (key, { state }) => {
    const isStopped = (each: HostState | undefined) => each === 'Stopped' || each === 'Missing';
    if (key === GATEWAY.key && cutsOrdering(decision)) return false;
    return isStopped(state) && isStopped(decision.was[key]?.state ?? 'Missing');
  };
}

function credentialSteps(parts: OnboardParts, decision: OnboardingDecision): readonly Step[] {
  const { customerNumber, finishes, restartsGateway = false, firstSyncFollows } = decision;
  const storeCredential = storeCredentialStep(parts.settings, restartsGateway);
  return [
    finishes
      ? takeStoredStep(finishes.redemptionId, customerNumber, parts.settings.cloudPatienceMs)
      : redeemStep(parts, customerNumber),
    firstSyncFollows ? withdrawsFirstSync(storeCredential, decision) : storeCredential,
  ];
}

/** The redemption whose credential is in use already. */
const connectedBy = (decision: OnboardingDecision | undefined) =>
  decision?.finishes?.isConnected ? decision.finishes.redemptionId : undefined;

/** Titles of what is to be done yet; undefined: not connected, so that all of it can be rolled back. */
function missing(
  decision: OnboardingDecision,
  rows: readonly OperationStep[],
): readonly string[] | undefined {
  if (connectedBy(decision) === undefined && !isConnectedBy(rows)) return undefined;
  // The previous credential has a deferred cleanup.
  const open = rows.filter(({ name, state }) => name !== FORGET_PREVIOUS && state !== 'SUCCEEDED');
  return open.map(({ title }) => title);
}

/** Whether ordering may work, so that a send takes it away. */
export const cutsOrdering = (decision: OnboardingDecision) =>
  decision.case !== 'FIRST_TIME' && decision.isNever !== true;

/** Whether a Gateway Client that runs is restarted where ordering may work. */
export const restartsLink = (decision: OnboardingDecision) =>
  decision.restartsGateway === true &&
  decision.finishes?.isConnected !== true &&
  isUp(decision.was[GATEWAY.key] ?? { state: 'Missing' }) &&
  cutsOrdering(decision);

/** One that runs already sends nothing new, where no first sync follows; where one does, it has begun with the link. */
function startCloudSync(parts: OnboardParts, decision: OnboardingDecision): Step {
  const start = startStep(CLOUD_SYNC, parts.settings, { stopsAgain: whatWasDown(decision) });
  if (syncsBefore(decision) && !decision.firstSyncFollows) return start;
  return beforeSend(parts, start, beginsSync(decision));
}

/** Its start may have to wait, and until then no start of Windows may begin the first sync. */
const beginsSync = (decision: OnboardingDecision) => decision.firstSyncFollows && !syncsBefore(decision);

const syncsBefore = ({ was }: OnboardingDecision) => isUp(was[CLOUD_SYNC.key] ?? { state: 'Missing' });

/** Before a code is used up: also whether the package that will be downloaded may be, as far as is known without it. */
function confirmStep(
  { customerNumber, companyName, installCloudSync }: OnboardingDecision,
  { cloudPatienceMs, packageMegabytes }: Settings,
): Step {
  const script = 'Confirm-Venue';
  const parameters = {
    CustomerNumber: customerNumber,
    CompanyName: companyName,
    ...(installCloudSync && { PackageMegabytes: packageMegabytes }),
  };
  // The cloud is asked for its package besides, where one is to be installed.
  const call = installCloudSync ? { ...CALL, deadlineMs: 2 * CALL.deadlineMs } : CALL;
  return {
    name: 'confirm-venue',
    title: `Confirm that the venue in the cloud is ${companyName}`,
    script,
    parameters,
    deadlineMs: call.deadlineMs + cloudPatienceMs,
    async perform(run) {
      await run.script(script, parameters, call);
      return undefined;
    },
  };
}

/** No one is to wonder what fills the disk, or whether hours were for nothing. */
const KEPT =
  'The partial download of Cloud Sync is kept. The next download resumes it if the cloud supports that.';

function downloadStep({ cloudPatienceMs, packageMegabytes, downloadMs }: Settings): Step {
  const script = 'Save-CloudSyncPackage';
  const parameters = { MaximumMegabytes: packageMegabytes };
  return {
    name: 'download-cloud-sync',
    title: 'Download Cloud Sync and verify checksum and signature',
    script,
    parameters,
    compensatedBy: 'Delete the package',
    deadlineMs: downloadMs,
    async perform(run) {
      try {
        const row = onlyRow(await run.script(script, parameters, { patienceMs: cloudPatienceMs }), script);
        return { version: row.text('Version'), sha256: row.text('Sha256') };
      } catch (error) {
        if (run.cancelled) await run.say(KEPT);
        throw error;
      }
    },
    async compensate(run, done) {
      if (!done) return nothing;
      await run.script('Remove-CloudSyncPackage', { Version: packageVersion(run) });
      return { restored: ['The downloaded Cloud Sync package was deleted.'], notRestored: [] };
    },
  };
}

function packageVersion(run: StepRun): string {
  return String(run.resultOf('download-cloud-sync')['version']);
}

/**
 * It is the script that says what came of it: longer than that waits for Windows Installer to be free, and then for its work
 * (WindowsInstaller.ps1), and both once more where a package of another service is taken out again.
 */
const INSTALLER_MS = 62 * 60_000;

/** Why it waits for the break although it only installs. */
const INSTALLS = 'Cloud Sync is installed when its first sync fits: its package may start it.';

/** A package may need Gateway Client, and start it with Cloud Sync. */
function installStep(parts: OnboardParts, decision: OnboardingDecision): Step {
  const { settings } = parts;
  const script = 'Install-CloudSync';
  return {
    name: INSTALL,
    title: 'Install Cloud Sync as a Windows service',
    script,
    parameters: { Version: '<version of the package>' },
    compensatedBy: 'Uninstall Cloud Sync',
    deadlineMs: INSTALLER_MS,
    restoreMs: INSTALLER_MS + stopScript(GATEWAY.key, settings).deadlineMs,
    // Seen, not concluded: where PowerShell did not say how it is, a plan takes it to be missing.
    before: async (run) => ({
      installed: (await readServiceState(run, CLOUD_SYNC.key)).state !== 'Missing',
      gateway: { ...(await readServiceState(run, GATEWAY.key)) },
    }),
    async perform(run) {
      if (run.before['installed'] === true) {
        await run.say('Cloud Sync is already installed. It was not changed.');
        return undefined;
      }
      await run.script(script, { Version: packageVersion(run) });
      // A package may start what it installs, and a first sync has its hour.
      const isStarted = isUp(await readServiceState(run, CLOUD_SYNC.key));
      const { notRestored } = isStarted ? await stopAgain(run, CLOUD_SYNC, settings) : nothing;
      for (const line of notRestored) await run.say(line, 'WARNING');
      // An earlier server run may have stopped it, and ended then.
      if (decision.firstSyncFollows && (isStarted || run.resumed))
        await withdrawBeforeStart(parts.clock, run, decision);
      return undefined;
    },
    async compensate(run) {
      if (run.before['installed'] === true) return nothing;
      // First: an uninstallation may take all the time that there is.
      const gateway = run.before['gateway'] as ServiceMemory | undefined;
      const wasDown = gateway && whatWasDown(decision)(GATEWAY.key, gateway);
      const isUpNow = wasDown && isUp(await readServiceState(run, GATEWAY.key));
      const stopped = isUpNow ? await stopAgain(run, GATEWAY, settings) : nothing;
      const refused = await run.script('Uninstall-CloudSync', {}).then(() => '', failureText);
      const { state } = await readServiceState(run, CLOUD_SYNC.key);
      const uninstalled = restoration(
        state === 'Missing' && refused === '',
        'Cloud Sync was uninstalled again.',
        state === 'Missing'
          ? `Whether Windows still installs Cloud Sync is unknown.${refused}`
          : `Cloud Sync is still installed.${refused}`,
      );
      return together([stopped, uninstalled]);
    },
  };
}
