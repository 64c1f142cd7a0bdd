/** Whether an administrator chose the PIN. Landed: never edit it, add the next number. */
import type { Migration } from './migration.js';

export const temporaryPin: Migration = {
  name: '0010-temporary-pin',
  statements: ['ALTER TABLE pin ADD COLUMN temporary INTEGER NOT NULL DEFAULT 0'],
};
