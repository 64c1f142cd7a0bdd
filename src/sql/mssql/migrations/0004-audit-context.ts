/** From where something was done, on which plan, and what it changed; and the ways in which the trail is read. Landed: never edit it, add the next number. */
import type { Migration } from '../../state/migration.js';

export const auditContext: Migration = {
  name: '0004-audit-context',
  statements: [
    'ALTER TABLE venue_control.audit ADD run_as nvarchar(max) NULL',
    'ALTER TABLE venue_control.audit ADD client nvarchar(max) NULL',
    'ALTER TABLE venue_control.audit ADD plan_fingerprint nvarchar(200) NULL',
    'ALTER TABLE venue_control.audit ADD before_state nvarchar(max) NULL',
    'ALTER TABLE venue_control.audit ADD after_state nvarchar(max) NULL',
    'CREATE INDEX audit_target ON venue_control.audit (target, sequence)',
    'CREATE INDEX audit_outcome ON venue_control.audit (outcome, sequence)',
    'CREATE INDEX audit_at ON venue_control.audit ([at], sequence)',
  ],
};
