/** What a person chose for an operation that needs attention, kept until it is carried out. Landed: never edit it, add the next number. */
import type { Migration } from './migration.js';

export const chosen: Migration = {
  name: '0002-chosen',
  statements: ['ALTER TABLE operation ADD COLUMN chosen TEXT'],
};
