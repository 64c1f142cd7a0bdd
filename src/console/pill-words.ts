/** What the running-operation pill says, and where it leads. */
import type { OperationLineFragment } from './generated/graphql';
import { clock } from './ui/format';
import { kindWord, stateWord } from './ui/operation-words';

/** Where its own view is. */
export function viewOf({ kind }: OperationLineFragment): string {
  return {
    ONBOARD: 'onboarding',
    RESYNC: 'resync',
    ACTIVATE_LOCATIONS: 'operations',
    SERVICE_CONTROL: 'operations',
  }[kind];
}

/** `Resync 42 %` */
export function pillTitle({ kind, state, percent }: OperationLineFragment): string {
  const share = state === 'RUNNING' && percent !== null ? ` ${Math.floor(percent)} %` : '';
  return `${kindWord[kind]}${share}`;
}

/** `ends about 04:10`, or how many more there are. */
export function pillRest(operation: OperationLineFragment, all: number, timeZone: string): string {
  if (all > 1) return `and ${all - 1} more`;
  const { state, estimatedFinishAt } = operation;
  if (state === 'RUNNING' && estimatedFinishAt) return `ends about ${clock(estimatedFinishAt, timeZone)}`;
  return stateWord[state].toLowerCase();
}
