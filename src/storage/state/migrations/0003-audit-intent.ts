/** Intents of the trail whose outcome is still to come, so that one that a crash cut off is found. Landed: never edit it, add the next number. */
import type { Migration } from './migration.js';

export const auditIntent: Migration = {
  name: '0003-audit-intent',
  statements: [
    `CREATE TABLE audit_intent (
      sequence INTEGER PRIMARY KEY REFERENCES audit (sequence)
    ) STRICT`,
  ],
};
