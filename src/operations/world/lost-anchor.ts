/** The data folder's own anchor was not there, or not signed, when the state was opened: on record, as it is written again from then on. */
import { AuditTrail, controlPlane } from '../clerks/audit-trail.js';
import type { AuditRow } from '../ports/audit-log.js';
import type { KnownState } from '../ports/kept-state.js';
import type { Clock, Log } from '../ports/machine.js';

export const ANCHOR_LOST = 'state.anchor-lost';

const REASONS = {
  missing: 'Anchor missing: audit-anchor.json was not in the data folder.',
  unsigned: 'audit-anchor.json in the data folder was not signed, as an older version wrote it.',
} as const;

export async function noteLostAnchor(
  state: KnownState,
  parts: { readonly clock: Clock; readonly log: Log },
): Promise<KnownState> {
  const { lost } = state.anchors;
  if (lost === undefined || (await state.audit.head()).sequence === 0) return state;
  await new AuditTrail({ ...parts, state }).note(
    controlPlane(),
    { action: ANCHOR_LOST, reason: REASONS[lost] },
    'UNKNOWN',
  );
  return state;
}

/** In words; undefined for a row that tells of none. */
export function lostAnchorOf({ action, sequence, at, reason }: AuditRow): string | undefined {
  return action === ANCHOR_LOST ? `Row ${sequence}, ${at.toISOString()}: ${reason}` : undefined;
}
