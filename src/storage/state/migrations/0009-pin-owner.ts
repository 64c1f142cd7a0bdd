/** Whose a PIN is, by name. Landed: never edit it, add the next number. */
import type { Migration } from './migration.js';

export const pinOwner: Migration = {
  name: '0009-pin-owner',
  statements: ['ALTER TABLE pin ADD COLUMN owner TEXT'],
};
