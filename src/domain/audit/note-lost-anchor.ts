/** The data folder's own anchor was not there, or not signed, when the state was opened: on record before it is written again. */
import type { LostAnchor } from '../ports/audit-anchors.js';
import type { Alerts, Clock, Log } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import { ALERTS } from '../types/alerts.js';
import { ANCHOR_LOST } from '../types/anchored.js';
import { AuditTrail, controlPlane } from './trail.js';

const REASONS: Readonly<Record<LostAnchor, string>> = {
  missing: 'audit-anchor.json was missing from the data folder when the state was opened.',
  unsigned: 'audit-anchor.json in the data folder was not signed when the state was opened.',
};

export async function noteLostAnchor(
  state: StateDatabase,
  lost: LostAnchor,
  parts: { readonly clock: Clock; readonly log: Log; readonly alerts?: Alerts | undefined },
): Promise<void> {
  const reason = REASONS[lost];
  await new AuditTrail({ ...parts, state }).note(controlPlane(), { action: ANCHOR_LOST, reason }, 'FAILED');
  parts.alerts?.raise(ALERTS.AUDIT_TOUCHED, `${reason} Run "venue-control audit verify" on the server.`);
}
