/** Tokens for scripts; of the secret its hash. Landed: never edit it, add the next number. */
import type { Migration } from '../../state/migration.js';

const word = 'nvarchar(100) COLLATE Latin1_General_100_BIN2';

export const apiToken: Migration = {
  name: '0005-api-token',
  statements: [
    `CREATE TABLE venue_control.api_token (
      id ${word} NOT NULL CONSTRAINT api_token_key PRIMARY KEY,
      name nvarchar(max) NOT NULL,
      hash nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
      clerk_id nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
      clerk_name nvarchar(max) NOT NULL,
      permissions nvarchar(max) NOT NULL,
      made_with ${word} NULL,
      created_at datetime2(3) NOT NULL,
      expires_at datetime2(3) NOT NULL,
      last_used_at datetime2(3) NULL
    )`,
    'CREATE INDEX api_token_clerk ON venue_control.api_token (clerk_id)',
  ],
};
