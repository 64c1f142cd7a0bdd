/** The saga of a service command (start, stop, restart, start mode): its words, what it holds, and its steps. */
import { AppError } from '../../errors/errors.js';
import type { Saga } from '../operations/saga.js';
import type { Step } from '../operations/steps/step.js';
import type { Clock } from '../ports/machine.js';
import type { Memory } from '../types/operation.js';
import { Permission } from '../types/permissions.js';
import { hostStartMode, START_MODES_IN_WORDS, type StartMode, serviceName } from '../types/services.js';
import type { Settings } from '../types/settings.js';
import { isDown, type ServiceName, type ServicesBefore } from './memory.js';
import { AT_MOST, startScript } from './scripts.js';
import { startAgain, startModeStep, startStep, stopStep } from './steps.js';

export type ServiceCommand =
  | { readonly do: 'start' | 'stop' | 'restart' }
  | { readonly do: 'setStartMode'; readonly startMode: StartMode };

interface ControlParts {
  readonly clock: Clock;
  readonly settings: Settings;
}

export function serviceControlSaga(parts: ControlParts): Saga {
  return {
    kind: 'SERVICE_CONTROL',
    action: 'serviceControl',
    permission: Permission.SERVICES_CONTROL,
    doing: 'Changing a service',
    done: (input) => doneOf(input as unknown as ControlInput),
    title: (input) => titleOf(input as unknown as ControlInput),
    slot: ({ key }) => `service:${String(key)}`,
    holds: keysOf,
    leaves: leavesOf,
    startsOnly: (input) => ((input['command'] as ServiceCommand).do === 'start' ? keysOf(input) : []),
    foundDown,
    mayDrain: true,
    steps: (input) => serviceControlSteps(parts, input),
  };
}

function keysOf(input: Memory): readonly string[] {
  const { key, dependents } = input as unknown as ControlInput;
  return [key, ...dependents.map((dependent) => dependent.key)];
}

function foundDown(input: Memory): readonly string[] {
  const { was } = input as unknown as ControlInput;
  return keysOf(input).filter((key) => was[key] && isDown(was[key]));
}

const DONE = { start: 'started', stop: 'stopped', restart: 'restarted' } as const;

/** `NetPOS was stopped.` */
function doneOf({ command, displayName }: ControlInput): string {
  return command.do === 'setStartMode'
    ? `The start mode of ${displayName} is ${START_MODES_IN_WORDS[command.startMode]}.`
    : `${displayName} was ${DONE[command.do]}.`;
}

const VERBS = { start: 'Start', stop: 'Stop', restart: 'Restart' } as const;

/** `Stop NetPOS`, `Set NetPOS to Manual` */
function titleOf({ command, displayName }: ControlInput): string {
  return command.do === 'setStartMode'
    ? `Set ${displayName} to ${START_MODES_IN_WORDS[command.startMode]}`
    : `${VERBS[command.do]} ${displayName}`;
}

/** What is stored of a request: from its beginning on it is known what stops with the service, and how all of it was. */
export interface ControlInput extends ServiceName {
  readonly command: ServiceCommand;
  /** What stops with it, and what a start restores, in the order in which they stop. */
  readonly dependents: readonly ServiceName[];
  readonly was: ServicesBefore;
}

/** What was started with the service, or stopped with it. A start mode moves nothing. */
function leavesOf(input: Memory): Readonly<Record<string, 'running' | 'stopped'>> {
  const command = input['command'] as ServiceCommand;
  if (command.do === 'setStartMode') return {};
  const left = command.do === 'stop' ? 'stopped' : 'running';
  return Object.fromEntries(keysOf(input).map((each) => [each, left]));
}

function serviceControlSteps(parts: ControlParts, input: Memory): readonly Step[] {
  const { settings } = parts;
  const { command, dependents, was, key, displayName } = input as unknown as ControlInput;
  const service = { key, displayName };
  const start = (each: ServiceName) => startStep(each, settings, { was: was[each.key] });
  const stop = () => inTime(parts, stopStep(service, settings, { dependents, was }));
  switch (command.do) {
    case 'start':
      return [start(service), ...[...dependents].reverse().map((each) => tolerated(start(each)))];
    case 'stop':
      return [stop()];
    case 'restart':
      return [stop(), withOthers(start(service), key, settings), ...[...dependents].reverse().map(start)];
    case 'setStartMode':
      return [startModeStep([service], hostStartMode(command.startMode), settings, { was })];
  }
}

/** Asked for hours ago, by who may be gone, of a server that was off since: a service that ran then stays up. */
function inTime({ clock, settings }: ControlParts, step: Step): Step {
  return {
    ...step,
    async perform(run) {
      const remedy = 'Stop it now if that is still needed.';
      if (!(await run.isAgeKnown(true)))
        throw new AppError('START_TOO_LATE', {
          message: `${String(run.operation.input['displayName'])} was not stopped: the server was restarted meanwhile, and until the time is confirmed it is not known how long ago the stop was requested.`,
          remedy,
        });
      // How late it is by a clock that was set back since no one knows.
      const lateMs = Math.abs(clock.now().getTime() - run.operation.createdAt.getTime());
      if (lateMs > settings.latestStartMs) throw new AppError('START_TOO_LATE', { remedy });
      return step.perform(run);
    },
  };
}

/** Starts what had started since the request, too, and stopped with the service `key`. */
function withOthers(step: Step, key: string, settings: Settings): Step {
  return {
    ...step,
    deadlineMs: step.deadlineMs + AT_MOST * startScript(key, settings).deadlineMs,
    async perform(run) {
      const result = await step.perform(run);
      const others = (run.resultOf(`stop-${key}`)['others'] ?? []) as readonly string[];
      for (const other of others) {
        const { restored, notRestored } = await startAgain(
          run,
          { key: other, displayName: serviceName(other) },
          settings,
        );
        for (const line of restored) await run.say(line);
        for (const line of notRestored) await run.say(line, 'WARNING');
      }
      return result;
    },
  };
}

/** A start that must not take back the one before it: a failure is a warning. */
function tolerated(step: Step): Step {
  return {
    ...step,
    perform: (run) =>
      step.perform(run).catch(async (error: unknown) => {
        if (run.cancelled || !(error instanceof AppError)) throw error;
        await run.say(error.message, 'WARNING');
        return undefined;
      }),
  };
}
