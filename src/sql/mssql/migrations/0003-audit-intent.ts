/** Intents of the trail whose outcome is still to come, so that one that a crash cut off is found. Landed: never edit it, add the next number. */
import type { Migration } from '../../state/migration.js';

export const auditIntent: Migration = {
  name: '0003-audit-intent',
  statements: [
    `CREATE TABLE venue_control.audit_intent (
      sequence int NOT NULL CONSTRAINT audit_intent_key PRIMARY KEY
        CONSTRAINT audit_intent_row REFERENCES venue_control.audit (sequence)
    )`,
  ],
};
