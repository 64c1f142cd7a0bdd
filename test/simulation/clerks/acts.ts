/** What clerks do: each act is data with its parameters, so that a run can be repeated with fewer of them. */
import { readMailbox } from '../../../rehearsal/model/people.js';
import { isTerminal, type Operation, type OperationKind } from '../../../src/domain/types/operation.js';
import { Permission } from '../../../src/domain/types/permissions.js';
import { Secret } from '../../../src/domain/types/secret.js';
import { SERVICE_KEYS } from '../../../src/domain/types/services.js';
import type { Random } from '../random.js';
import type { Act, ActContext, Send } from './act.js';

interface ActKind {
  readonly name: string;
  /** The kind of operation that it begins. */
  readonly isFor?: OperationKind;
  make(random: Random): Act;
}

const CUSTOMER = '10482213';
const COMPANY = 'Harbour View Hotel';
const HOUR_MS = 3_600_000;
/** Between two callers who send the same. */
const APART_MS = 7;

/** Morgan may do everything, Sam controls services, Lee sees a part of the venue. */
const MANAGER = '1';

function kind(
  name: string,
  isFor: OperationKind | undefined,
  more: (random: Random) => Act['with'],
  clerk: (random: Random) => string = () => MANAGER,
): ActKind {
  return {
    name,
    ...(isFor && { isFor }),
    make: (random) => ({ name, clerk: clerk(random), with: more(random) }),
  };
}

const controls = (random: Random) => random.pick([MANAGER, MANAGER, '2']);

export const ACTS: readonly ActKind[] = [
  kind('onboard', 'ONBOARD', (random) => ({
    code: random.pick(['right', 'right', 'right', 'right', 'wrong', 'old']),
    overrides: random.chance(0.5),
  })),
  kind('resync', 'RESYNC', (random) => ({
    // Minutes from now; 0: at once.
    inMinutes: random.pick([0, 0, 0, 5, random.between(10, 12 * 60)]),
    overrides: random.chance(0.5),
  })),
  kind('activate', 'ACTIVATE_LOCATIONS', () => ({})),
  kind(
    'control',
    'SERVICE_CONTROL',
    (random) => ({
      key: random.pick(['gateway-client', 'cloud-sync', ...SERVICE_KEYS]),
      do: random.pick(['start', 'start', 'stop', 'restart', 'setStartMode']),
      startMode: random.pick(['AUTOMATIC', 'MANUAL', 'DISABLED', 'AUTOMATIC']),
    }),
    controls,
  ),
  kind('cancel', undefined, () => ({})),
  kind('resolve', undefined, (random) => ({ choice: random.pick(['ask-again', 'give-up']) })),
  kind(
    'approve',
    undefined,
    (random) => ({ approves: random.chance(0.7) }),
    () => '2',
  ),
  kind('maintenance', undefined, (random) => ({ on: random.chance(0.5) }), controls),
  kind('plan', undefined, (random) => ({ kind: random.pick(['onboard', 'resync']) })),
  kind('grant', undefined, (random) => ({ grants: random.chance(0.6) })),
  kind('acknowledge', undefined, () => ({})),
];

/** What was sent last is sent again, by a clerk who has lost its answer. */
export const REPEAT: Act = { name: 'repeat', clerk: MANAGER, with: {} };

/** Resolves to what came of it, in a word. Throws AppError where the server refuses it. */
export async function perform(act: Act, context: ActContext): Promise<string> {
  const { plane, model, clock } = context;
  const caller = await context.caller(act.clerk);
  switch (act.name) {
    case 'onboard': {
      const earlier = await plane.onboarding.plan();
      if (!earlier.needsCode && act.with['code'] === 'right')
        return sent(act, context, async (to, by, idempotencyKey) =>
          began(
            await to.onboarding.finish(by, {
              customerNumber: CUSTOMER,
              planFingerprint: earlier.fingerprint,
              reason: 'simulated finish',
              overrides: overridesOf(act, earlier.checks),
              idempotencyKey,
            }),
          ),
        );
      const older = readMailbox(model);
      if (act.with['code'] !== 'old' || older === undefined)
        await plane.onboarding.requestCode(caller, CUSTOMER);
      const code =
        act.with['code'] === 'wrong' ? 'WRNG2345' : act.with['code'] === 'old' ? older : readMailbox(model);
      const plan = await plane.onboarding.plan();
      return sent(act, context, async (to, by, idempotencyKey) =>
        began(
          await to.onboarding.start(by, {
            customerNumber: CUSTOMER,
            authenticationCode: new Secret(code ?? 'NONE2345'),
            planFingerprint: plan.fingerprint,
            reason: 'simulated onboarding',
            overrides: overridesOf(act, plan.checks),
            idempotencyKey,
          }),
        ),
      );
    }
    case 'resync': {
      const minutes = Number(act.with['inMinutes']);
      const startAt = minutes > 0 ? new Date(clock.now().getTime() + minutes * 60_000) : undefined;
      const plan = await plane.resync.plan(caller.viewer, startAt);
      return sent(act, context, async (to, by, idempotencyKey) =>
        began(
          await to.resync.start(by, {
            customerNumber: CUSTOMER,
            planFingerprint: plan.fingerprint,
            reason: 'simulated resync',
            confirmation: COMPANY,
            overrides: overridesOf(act, plan.checks),
            idempotencyKey,
            ...(startAt && { startAt }),
          }),
        ),
      );
    }
    case 'activate': {
      const locations = await plane.venueRows.locations();
      return began(
        await plane.locations.activate(
          caller,
          locations.map(({ id }) => id),
        ),
      );
    }
    case 'control': {
      const command =
        act.with['do'] === 'setStartMode'
          ? ({ do: 'setStartMode', startMode: act.with['startMode'] as 'MANUAL' } as const)
          : ({ do: act.with['do'] as 'start' | 'stop' | 'restart' } as const);
      return sent(act, context, async (to, by, idempotencyKey) => {
        const key = String(act.with['key']);
        return (await to.services.control(by, key, command, 'simulated', idempotencyKey)).status;
      });
    }
    case 'repeat':
      return (await context.requests.at(-1)?.send()) ?? 'nothing';
    case 'cancel': {
      const operation = await newest(
        context,
        (each) => !isTerminal(each.state) && each.state !== 'NEEDS_ATTENTION',
      );
      return operation
        ? (await plane.operations.cancel(caller, operation.id, 'simulated cancel')).state
        : 'nothing';
    }
    case 'resolve': {
      const operation = await newest(context, ({ state }) => state === 'NEEDS_ATTENTION');
      if (!operation) return 'nothing';
      const choices = operation.failure?.choices.map(({ name }) => name) ?? [];
      const choice = choices.find((name) => name === act.with['choice']) ?? choices[0] ?? 'ask-again';
      return (await plane.approvals.resolve(caller, operation.id, choice, 'simulated choice')).state;
    }
    case 'approve': {
      const operation = await newest(context, ({ state }) => state === 'AWAITING_APPROVAL');
      if (!operation) return 'nothing';
      const decide = act.with['approves'] ? plane.approvals.approve : plane.approvals.reject;
      return (await decide.call(plane.approvals, caller, operation.id, 'simulated decision')).state;
    }
    case 'maintenance':
      return `on: ${(await plane.maintenance.set(caller, Boolean(act.with['on']), 'simulated')).on}`;
    case 'plan': {
      const plan =
        act.with['kind'] === 'onboard'
          ? await plane.onboarding.plan()
          : await plane.resync.plan(caller.viewer);
      return plan.ready ? 'ready' : `blocked by ${blocking(plan.checks).join()}`;
    }
    case 'grant': {
      const tick = {
        securityGroupId: '2',
        permission: Permission.CLOUD_CONNECTIVITY_ONBOARD,
        reason: 'simulated',
      };
      if (act.with['grants']) {
        const expiresAt = new Date(clock.now().getTime() + HOUR_MS);
        return (await plane.security.grant(caller, { ...tick, expiresAt } as never)).name;
      }
      return (await plane.security.revoke(caller, tick as never)).name;
    }
    case 'acknowledge': {
      const [alert] = await plane.alerts.list({ first: 1, state: 'OPEN' });
      if (!alert) return 'nothing';
      return (await plane.alerts.acknowledge(caller, alert.id, { reason: 'simulated' })).code;
    }
    default:
      throw new Error(`There is no act ${act.name}`);
  }
}

type Checks = readonly { readonly code: string; readonly outcome: string; readonly overridable: boolean }[];

/** `overrides` is true, false, or `all but hours`. */
function overridesOf(act: Act, checks: Checks): string[] {
  if (!act.with['overrides']) return [];
  return checks
    .filter((check) => check.overridable && check.outcome !== 'PASS')
    .map(({ code }) => code)
    .filter((code) => act.with['overrides'] === true || code !== 'TRADING_HOURS');
}

function blocking(checks: Checks): string[] {
  return checks.filter(({ outcome }) => outcome === 'FAIL' || outcome === 'UNKNOWN').map(({ code }) => code);
}

/** `callers` send it, one shortly after the other, under one key. */
async function sent(act: Act, { clock, request }: ActContext, send: Send): Promise<string> {
  const made = request(send);
  const callers = Array.from({ length: Number(act.with['callers'] ?? 1) }, async (_, index) => {
    await clock.sleep(index * APART_MS);
    return made.send();
  });
  const answers = await Promise.allSettled(callers);
  const answer = answers.find(({ status }) => status === 'fulfilled') ?? answers[0];
  if (answer?.status === 'fulfilled') return answer.value;
  throw answer?.reason;
}

function began({ id, state }: Operation): string {
  return `${state} ${id}`;
}

async function newest(
  { operations }: ActContext,
  isWanted: (operation: Operation) => boolean,
): Promise<Operation | undefined> {
  return (await operations()).findLast(isWanted);
}
