import type { MaintenanceStateFragment, OperationLineFragment } from '../generated/graphql';
import { t } from '../messages';
import type { Finding } from './finding';

/** The stop-everything switch: whatever is to be done about the rest can't begin before it is off. */
export function maintenanceFindings(maintenance: MaintenanceStateFragment | undefined): readonly Finding[] {
  if (!maintenance?.on) return [];
  const { byName, reason } = maintenance;
  return [
    {
      subject: 'maintenance',
      tone: 'warn',
      sentence: reason ? t.state.frozenBecause(byName, reason) : t.state.frozen(byName),
      next: t.state.nothingBegins,
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
      sentence: t.state.waitsForDecision(t.operation.kinds[kind]),
      next: t.state.readAndDecide,
      view: 'operations',
      id,
    }));
}
