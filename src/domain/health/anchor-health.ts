/** Whether the audit's external anchor takes what is written to it, and whether the trail is what it was when its head was written there. */

import { holdAgainstAnchors } from '../audit/anchor-verification.js';
import { RESTORED_BY, restoreOf } from '../audit/restores.js';
import type { AuditAnchors } from '../ports/audit-anchors.js';
import type { AuditLog } from '../ports/audit-log.js';
import type { Alerts } from '../ports/machine.js';
import { ALERTS } from '../types/alerts.js';
import type { HealthProbe } from './health.js';

const LOST = 'The audit log does not match its anchor. Run "venue-control audit verify" on the server.';
const MOST_RESTORES = 1000;

export function anchorProbe({
  audit,
  anchors,
  alerts,
}: {
  readonly audit: AuditLog;
  readonly anchors: AuditAnchors;
  readonly alerts?: Alerts | undefined;
}): HealthProbe {
  let isLost = false;
  let isSearched = false;
  /** Once a life: a database that was rolled back was so before it was opened. */
  const lookBack = async (): Promise<void> => {
    const filter = { actions: [RESTORED_BY], outcome: 'SUCCEEDED' } as const;
    const rows = await audit.list(filter, MOST_RESTORES, 'newest');
    const found = await holdAgainstAnchors(
      { audit, anchors },
      rows.flatMap((row) => restoreOf(row) ?? []),
    );
    isLost = found.bad !== undefined || found.doubt !== undefined;
    if (isLost) alerts?.raise(ALERTS.AUDIT_TOUCHED, LOST);
  };
  return {
    name: 'audit anchor',
    async look() {
      if (!isSearched) {
        isSearched = true;
        void lookBack().catch(() => {
          isSearched = false;
        });
      }
      const trouble = anchors.trouble();
      if (trouble)
        return {
          status: 'DEGRADED',
          detail: `The external audit anchor can't be written since ${trouble.since.toISOString()}. ${trouble.why} Operations continue. Fix the cause; the server then writes the anchor within a minute.`,
        };
      return isLost ? { status: 'DEGRADED', detail: LOST } : { status: 'OK' };
    },
  };
}
