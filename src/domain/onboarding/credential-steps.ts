/**
 * Steps for the gateway's credential: store it, have Gateway Client read it, restore the previous one. Whether a running Gateway Client reads
 * its file again is not public.
 */
import { AppError } from '../../errors/errors.js';
import { deadlineForTwo } from '../operations/steps/deadline.js';
import { nothing, restoration, together } from '../operations/steps/restoration.js';
import type { DeferredCleanup, Restoration, Step, StepRun } from '../operations/steps/step.js';
import { onlyRow } from '../scripts/output.js';
import { isDown, READ_TWICE_MS, type ServiceMemory } from '../services/memory.js';
import {
  restartNow,
  restartScript,
  restoreRunning,
  runningServices,
  startDependents,
} from '../services/restart.js';
import type { OperationStep } from '../types/operation.js';
import { serviceName } from '../types/services.js';
import type { Settings } from '../types/settings.js';
import type { HostService } from '../venue/host.js';
import { isConnectedBy, isInUse, READ_IN_USE, REDEEM_CODE, STORE_CREDENTIAL } from '../venue/unfinished.js';

export const GATEWAY = { key: 'gateway-client', displayName: serviceName('gateway-client') };

export const CALL = { deadlineMs: 20_000 };
/** From the redemption on a step that fails costs a code: it has time for a host that starts slowly, and for a call that hangs. */
const REPEATED_MS = deadlineForTwo(CALL.deadlineMs);

/**
 * `restarts`: for all that is known here, Gateway Client reads its file when it starts, and then no more. Where
 * an earlier rollback left the credential in use, this one has none to restore.
 */
export function storeCredentialStep(settings: Settings, restarts: boolean): Step {
  const script = 'Save-GatewayCredential';
  return {
    name: STORE_CREDENTIAL,
    title: "Store the gateway's credential",
    script,
    parameters: { RedemptionId: '<that id>' },
    compensatedBy: 'The previous credential, or none if there was none. The new one stays stored',
    deadlineMs: restarts ? 2 * READ_TWICE_MS + 2 * REPEATED_MS : 2 * REPEATED_MS,
    ...(restarts && { restoreMs: REPEATED_MS + restartScript(GATEWAY.key, settings).restoreMs }),
    async before(run) {
      const wasInUse = isInUse(await run.script(READ_IN_USE, {}, CALL), redemptionId(run));
      return { wasInUse, ...(restarts && (await seenBefore(run))) };
    },
    async perform(run) {
      const row = onlyRow(await run.script(script, { RedemptionId: redemptionId(run) }, CALL), script);
      const previous = row.text('Previous');
      // One that can't be read is taken for one that has not read it.
      return restarts ? { previous, process: await readProcess(run).catch(() => UNKNOWN) } : { previous };
    },
    async compensate(run) {
      if (run.before['wasInUse'] === true) return nothing;
      const row = onlyRow(
        await run.script('Restore-GatewayCredential', { RedemptionId: redemptionId(run) }),
        'Restore-GatewayCredential',
      );
      const found =
        row.oneOf('Restored', ['previous', 'none']) === 'previous'
          ? "The gateway's previous credential was restored."
          : 'The gateway has no credential in use, as before.';
      const back = restoration(true, found, '');
      return restarts ? together([back, await rereadPrevious(run, settings)]) : back;
    },
  };
}

/**
 * After the hand-over. One that is stopped is started by a later step, and reads it then. `was`: before the
 * operation. One that the package of Cloud Sync started since is restarted, and left to the rollback of
 * others.
 */
export function rereadCredentialStep(settings: Settings, was?: ServiceMemory): Step {
  const { key, displayName } = GATEWAY;
  return {
    name: 'reread-credential',
    title: `Restart ${displayName}, if it is running, so that it reads the new credential`,
    ...restartScript(key, settings),
    compensatedBy: `Start ${displayName}, and what stopped with it, if running before`,
    async before(run) {
      const up = (await runningServices(run)).map((service) => service.key);
      return { up: up.filter((each) => each !== key || !was || !isDown(was)) };
    },
    async perform(run) {
      const gateway = (await runningServices(run)).find((service) => service.key === key);
      if (!gateway && !upBefore(run).includes(key)) return undefined;
      const { process: handedTo = UNKNOWN } = run.resultOf(STORE_CREDENTIAL);
      if (gateway && ![processOf(gateway), UNKNOWN].includes(String(handedTo))) {
        await run.say(`${displayName} was started after the hand-over, and has read the new credential.`);
        // Perhaps an earlier server run restarted it, and ended before it started the dependent services.
        await startDependents(run, key, settings, upBefore(run));
        return { restarted: false };
      }
      await run.say(`Restarting ${displayName}: it reads its credential when it starts.`);
      await restartNow(run, key, settings, upBefore(run));
      return { restarted: true };
    },
    compensate: (run) => restoreRunning(run, upBefore(run), settings),
  };
}

function redemptionId(run: StepRun): string {
  return String(run.resultOf(REDEEM_CODE)['redemptionId']);
}

/**
 * One that was started before the hand-over has never read the new one, and is left alone. One that ran and doesn't now was stopped by a
 * rollback whose server was killed. Whatever fails here is reported beside what was restored.
 */
async function rereadPrevious(run: StepRun, settings: Settings): Promise<Restoration> {
  const { key, displayName } = GATEWAY;
  let up = upBefore(run);
  try {
    const running = await runningServices(run);
    const gateway = running.find((service) => service.key === key);
    if (gateway ? run.before['process'] === processOf(gateway) : !up.includes(key)) return nothing;
    up = [...up, ...running.map((service) => service.key).filter((each) => !up.includes(each))];
    await restartNow(run, key, settings, up);
    return restoration(true, `${displayName} was restarted and reads its restored credential file.`, '');
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const left = `${displayName} may still use the new credential: ${error.message} Restart it.`;
    const seen = restoreRunning(run, up, settings).catch(unseen);
    return together([restoration(false, '', left), await seen]);
  }
}

function unseen(error: unknown): Restoration {
  if (!(error instanceof AppError)) throw error;
  const left = `Whether all services run as before is unknown: ${error.message} Check the services.`;
  return restoration(false, '', left);
}

/** `process`: that of Gateway Client before the hand-over. */
async function seenBefore(run: StepRun) {
  const running = await runningServices(run);
  return { up: running.map(({ key }) => key), process: processIn(running) };
}

const readProcess = async (run: StepRun) => processIn(await runningServices(run));

const UNKNOWN = 'unknown';

/** By it Gateway Client is known again, whatever the clock was set to since. Null: it does not run. */
function processIn(running: readonly HostService[]): string | null {
  const gateway = running.find(({ key }) => key === GATEWAY.key);
  return gateway ? processOf(gateway) : null;
}

function processOf({ processId, startedAt }: HostService): string {
  return `${processId} ${startedAt?.toISOString()}`;
}

function upBefore(run: StepRun): readonly string[] {
  return (run.before['up'] as readonly string[] | undefined) ?? [];
}

export const FORGET_PREVIOUS = 'forget-previous-credential';
const CLEAR_PREVIOUS = 'Clear-PreviousCredential';

/**
 * The last of all. The venue is connected by now, and no cancel changes that: what stays is said, and
 * forgotten later. `finished`: a redemption that is in use.
 */
export function forgetPreviousStep(finished?: string): Step {
  return {
    name: FORGET_PREVIOUS,
    title: 'Delete the previous credential',
    script: CLEAR_PREVIOUS,
    parameters: { RedemptionId: '<that id>' },
    deadlineMs: REPEATED_MS,
    async perform(run) {
      try {
        await run.script(CLEAR_PREVIOUS, { RedemptionId: finished ?? redemptionId(run) }, CALL);
        return { isForgotten: true };
      } catch {
        await run.say(
          'The previous credential is still stored on this server, unused. The server retries the deletion.',
          'WARNING',
        );
        return { isForgotten: false };
      }
    },
  };
}

/** The previous credential, where a venue that is connected still keeps it. */
export function leftKept(rows: readonly OperationStep[], finished?: string): readonly DeferredCleanup[] {
  const resultOf = (step: string) => rows.find(({ name }) => name === step)?.result;
  const id = finished ?? resultOf(REDEEM_CODE)?.['redemptionId'];
  if (id === undefined || !isConnectedBy(rows) || resultOf(FORGET_PREVIOUS)?.['isForgotten'] === true)
    return [];
  const parameters = { RedemptionId: String(id) };
  const done = () => 'The previous credential was deleted.';
  const open = 'The previous credential of Gateway Client is still stored on this server, unused.';
  return [{ step: FORGET_PREVIOUS, script: CLEAR_PREVIOUS, parameters, open, done }];
}
