/** A restart within a longer operation: dependent services stop and start with the service, and only those that ran before. */
import { AppError } from '../../errors/errors.js';
import { deadlineForTwo } from '../operations/steps/deadline.js';
import type { Restoration, StepRun } from '../operations/steps/step.js';
import { onlyRow } from '../scripts/output.js';
import { serviceName } from '../types/services.js';
import type { Settings } from '../types/settings.js';
import { dependentsOf, type HostService } from '../venue/host.js';
import { isUp, READ_TWICE_MS, readEveryService } from './memory.js';
import { AT_MOST, startScript, stopScript } from './scripts.js';
import { OUTCOMES, startEachAgain } from './steps.js';

/** The stop is what the plan shows; what stopped is started by calls of their own. */
export function restartScript(key: string, settings: Settings) {
  const { script, parameters, deadlineMs } = stopScript(key, settings);
  const startsMs = AT_MOST * startScript(key, settings).deadlineMs;
  const ms = READ_TWICE_MS + deadlineForTwo(deadlineMs) + startsMs;
  return { script, parameters, deadlineMs: ms, restoreMs: ms };
}

/** Those that run, or start, now. */
export async function runningServices(run: StepRun): Promise<readonly HostService[]> {
  return (await readEveryService(run)).filter(isUp);
}

/** Through the same scripts as everyone's restart: Services Monitor is notified of the stop. Starts one that is stopped; `up` ran before. */
export async function restartNow(
  run: StepRun,
  key: string,
  settings: Settings,
  up: readonly string[],
): Promise<void> {
  const { script, parameters, deadlineMs } = stopScript(key, settings);
  const row = onlyRow(await run.script(script, parameters, { deadlineMs }), script);
  const outcome = row.oneOf('Outcome', OUTCOMES);
  const stopped = row.texts('StoppedDependents');
  if (stopped.length > 0) await run.say(`Stopped with it: ${stopped.map(serviceName).join(', ')}.`);
  // Started again by someone else, it is another process all the same.
  if (!['Stopped', 'RestartedByOther'].includes(outcome))
    throw new AppError('SERVICE_STOP_FAILED', {
      message: `${serviceName(key)} did not stop (${outcome.toLowerCase()}).`,
    });
  await start(run, key, settings);
  await startDependents(run, key, settings, up);
}

/**
 * Those that ran before; what the stop said of them is gone when its answer was lost, and a later stop says nothing of them. Also one that
 * runs by now: its planned stop ends with its start, and Services Monitor is held down by one that stays.
 */
export async function startDependents(
  run: StepRun,
  key: string,
  settings: Settings,
  up: readonly string[],
): Promise<void> {
  const dependents = dependentsOf(await readEveryService(run), key).filter((each) => up.includes(each.key));
  for (const each of dependents.reverse()) await start(run, each.key, settings);
}

/** What ran before and doesn't now. */
export async function restoreRunning(
  run: StepRun,
  up: readonly string[],
  settings: Settings,
): Promise<Restoration> {
  const running = (await runningServices(run)).map(({ key }) => key);
  const down = up.filter((key) => !running.includes(key));
  const services = down.map((key) => ({ key, displayName: serviceName(key) }));
  return startEachAgain(run, services, settings);
}

async function start(run: StepRun, key: string, settings: Settings): Promise<void> {
  const { script, parameters, deadlineMs } = startScript(key, settings);
  const row = onlyRow(await run.script(script, parameters, { deadlineMs }), script);
  const outcome = row.oneOf('Outcome', OUTCOMES);
  if (outcome === 'Stable') return;
  const message = `${serviceName(key)} did not start and stay running (${outcome.toLowerCase()}).`;
  throw new AppError('SERVICE_START_FAILED', { message });
}
