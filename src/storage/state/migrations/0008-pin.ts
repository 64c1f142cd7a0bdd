/** How long a PIN is. Landed: never edit it, add the next number. */
import type { Migration } from './migration.js';

export const pin: Migration = {
  name: '0008-pin',
  statements: ['ALTER TABLE pin ADD COLUMN digits INTEGER'],
};
