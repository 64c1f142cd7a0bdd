/** The data folder's own anchor was not there, or not signed, when the state was opened: on record, as it is written again from then on. */
import type { KnownState } from '../ports/kept-state.js';
import type { Clock, Log } from '../ports/machine.js';
import { ANCHOR_LOST } from '../words/anchored.js';
import { AuditTrail, controlPlane } from './audit-trail.js';

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
