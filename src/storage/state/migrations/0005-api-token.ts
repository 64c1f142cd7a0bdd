/** Tokens for scripts; of the secret its hash. Landed: never edit it, add the next number. */
import type { Migration } from './migration.js';

export const apiToken: Migration = {
  name: '0005-api-token',
  statements: [
    `CREATE TABLE api_token (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      hash TEXT NOT NULL,
      clerk_id TEXT NOT NULL,
      clerk_name TEXT NOT NULL,
      permissions TEXT NOT NULL,
      made_with TEXT,
      created_at TEXT NOT NULL,
      expires_at TEXT NOT NULL,
      last_used_at TEXT
    ) STRICT`,
    'CREATE INDEX api_token_clerk ON api_token (clerk_id)',
  ],
};
