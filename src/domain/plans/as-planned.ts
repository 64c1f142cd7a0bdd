/** The plan as its requester saw it, stored with the operation: a clerk who approves or follows it sees the same plan. */
import { sees } from '../permissions/rules.js';
import type { Viewer } from '../request/viewer.js';
import type { Memory, Operation } from '../types/operation.js';
import type { Check, Impact } from './plan.js';
import type { SendWindow } from './window.js';

export type AsPlanned = ReturnType<typeof asPlanned>;

/**
 * For the input of an operation. `overrides` are the codes that a later check accepts; `lifted` are the
 * overridden checks as they were. `liftsSale`: the trading hours did fit, and only a sale stood in the way.
 */
export function storedPlan(
  draft: {
    readonly window: SendWindow | undefined;
    /** Of a restart of the link, where nothing large is sent. */
    readonly restart?: SendWindow | undefined;
    readonly impact: Impact | undefined;
    readonly checks: readonly Check[];
  },
  overridden: readonly string[],
): Memory {
  const { window, restart, impact, checks } = draft;
  return {
    window,
    restart,
    impact,
    overrides: overridden,
    lifted: checks.filter(({ code }) => overridden.includes(code)),
    liftsSale: (window ?? restart)?.fits === true,
  };
}

/** The stored plan with only the locations that this viewer sees. */
export function asPlanned(viewer: Pick<Viewer, 'scope'>, { input }: Pick<Operation, 'input'>) {
  const impact = input['impact'] as Impact | undefined;
  const window = input['window'] as Readonly<Record<keyof SendWindow, unknown>> | undefined;
  return {
    /** Undefined: nothing large is sent, or an earlier version has not kept it. */
    window: window && windowAgain(window),
    impact: impact && {
      ...impact,
      locations: impact.locations.filter(({ locationGroupId }) => sees(viewer, locationGroupId)),
    },
    /** Checks that stood in the way and were taken on, as they were then. Undefined: there was no plan, or they were not kept. */
    overrides: input['lifted'] as readonly Check[] | undefined,
  };
}

/** From its row, where a moment is a text. */
function windowAgain(kept: Readonly<Record<keyof SendWindow, unknown>>): SendWindow {
  const at = (value: unknown) => (value === undefined ? undefined : new Date(value as string));
  const trading = (kept.trading ?? []) as readonly { readonly opensAt: string; readonly closesAt: string }[];
  return {
    ...(kept as Pick<SendWindow, 'verdict' | 'fits' | 'trades' | 'spareMinutes'>),
    startAt: new Date(kept.startAt as string),
    estimatedEnd: new Date(kept.estimatedEnd as string),
    nextTrading: at(kept.nextTrading),
    latestStart: at(kept.latestStart),
    dailyRestartAt: at(kept.dailyRestartAt),
    trading: trading.map(({ opensAt, closesAt }) => ({
      opensAt: new Date(opensAt),
      closesAt: new Date(closesAt),
    })),
  };
}
