/** Times of wrong PINs one by one, and of an unlock; what a session rests on. Landed: never edit it, add the next number. */
import type { Migration } from './migration.js';

export const signIn: Migration = {
  name: '0006-sign-in',
  statements: [
    'ALTER TABLE sign_in_attempts ADD COLUMN failed_at TEXT',
    'ALTER TABLE sign_in_attempts ADD COLUMN unlocked_at TEXT',
    'ALTER TABLE session ADD COLUMN standing TEXT',
  ],
};
