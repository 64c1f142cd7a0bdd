import type { MaintenanceStateFragment, OperationLineFragment } from '../generated/graphql';
import { kinds } from '../ui/operation-words';
import type { Finding } from './finding';

/** The stop-everything switch: whatever is to be done about the rest can't begin before it is off. */
export function maintenanceFindings(maintenance: MaintenanceStateFragment | undefined): readonly Finding[] {
  if (!maintenance?.on) return [];
  const { byName, reason } = maintenance;
  return [
    {
      subject: 'maintenance',
      tone: 'warn',
      sentence: `${byName ?? 'Somebody'} has stopped everything new${reason ? `: “${reason}”` : ''}.`,
      next: 'Nothing begins until it is switched off again.',
      view: 'maintenance',
    },
  ];
}

/** Jobs that go no further until a person has decided. */
export function decisionFindings(running: readonly OperationLineFragment[]): readonly Finding[] {
  return running
    .filter(({ state }) => state === 'NEEDS_ATTENTION')
    .map(({ id, kind }) => ({
      subject: `operation ${id}`,
      tone: 'warn',
      sentence: `${kinds[kind].name} waits for a decision.`,
      next: 'Read what happened, and decide.',
      view: 'operations',
      id,
    }));
}
