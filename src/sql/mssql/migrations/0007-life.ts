/** Who has the state open, where several servers share it. Landed: never edit it, add the next number. */
import type { Migration } from '../../state/migration.js';

export const life: Migration = {
  name: '0007-life',
  statements: [
    `CREATE TABLE venue_control.life (
      boot_id nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT life_key PRIMARY KEY,
      place nvarchar(max) NOT NULL,
      beat int NOT NULL,
      started_at datetime2(3) NOT NULL,
      seen_at datetime2(3) NOT NULL
    )`,
  ],
};
