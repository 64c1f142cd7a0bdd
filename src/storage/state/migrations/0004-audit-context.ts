/** From where something was done, on which plan, and what it changed; and the ways in which the trail is read. Landed: never edit it, add the next number. */
import type { Migration } from './migration.js';

export const auditContext: Migration = {
  name: '0004-audit-context',
  statements: [
    'ALTER TABLE audit ADD COLUMN run_as TEXT',
    'ALTER TABLE audit ADD COLUMN client TEXT',
    'ALTER TABLE audit ADD COLUMN plan_fingerprint TEXT',
    'ALTER TABLE audit ADD COLUMN before_state TEXT',
    'ALTER TABLE audit ADD COLUMN after_state TEXT',
    'CREATE INDEX audit_target ON audit (target, sequence)',
    'CREATE INDEX audit_outcome ON audit (outcome, sequence)',
    'CREATE INDEX audit_at ON audit (at, sequence)',
  ],
};
