/** Times of wrong PINs one by one, and of an unlock; what a session rests on. Landed: never edit it, add the next number. */
import type { Migration } from '../../state/migration.js';

export const signIn: Migration = {
  name: '0006-sign-in',
  statements: [
    'ALTER TABLE venue_control.sign_in_attempts ADD failed_at nvarchar(max) NULL',
    'ALTER TABLE venue_control.sign_in_attempts ADD unlocked_at datetime2(3) NULL',
    'ALTER TABLE venue_control.session ADD standing nvarchar(max) NULL',
  ],
};
