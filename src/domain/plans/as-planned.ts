/** What the requester was shown of it, kept in its row: so that anyone who approves or follows it is shown the same. */
import { sees } from '../permissions/rules.js';
import type { Viewer } from '../request/viewer.js';
import type { Memory, Operation } from '../types/operation.js';
import type { Check, Impact } from './plan.js';
import type { SendWindow } from './window.js';

export type AsPlanned = ReturnType<typeof asPlanned>;

/** For the input of an operation, beside the codes in `overrides` by which the next check goes. */
export function keptPlan(
  drawn: {
    readonly window: SendWindow | undefined;
    readonly impact: Impact | undefined;
    readonly checks: readonly Check[];
  },
  lifted: readonly string[],
): Memory {
  const { window, impact, checks } = drawn;
  return { window, impact, overrides: lifted, lifted: checks.filter(({ code }) => lifted.includes(code)) };
}

/** As this viewer may know it: of its locations only those that they see. */
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
