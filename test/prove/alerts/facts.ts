/** Facts of the server that open alerts, set and taken back in its own files. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dataOf, type PracticeVenue } from '../../venue/practice-venue.js';
import { change } from '../../venue/requests.js';

const DAY_MS = 86_400_000;

/** What only the server itself knows. */
export function factsOfServer(venue: PracticeVenue) {
  const filler = join(venue.folder, 'filler');
  const input =
    'input: { securityGroupId: "2", permission: CLOUD_CONNECTIVITY_ONBOARD, reason: "A campaign" }';
  const verify = async () => dataOf(await venue.ask('{ auditVerification { intact } }'));
  let token = '';
  let reason: unknown;
  let guard = '';
  return {
    async set() {
      await change(venue, 'grantPermission', input, 'id');
      const until = new Date(Date.now() + 30 * DAY_MS).toISOString();
      const made = await venue.ask(
        `mutation { createApiToken(input: { name: "A campaign", permissions: [SERVICES_VIEW], expiresAt: "${until}" }) { id } }`,
      );
      token = dataOf<{ createApiToken: { id: string } }>(made).createApiToken.id;
      inState(venue, (state) => {
        const at = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
        state
          .prepare('UPDATE api_token SET created_at = ?, expires_at = ? WHERE id = ?')
          .run(at(-20), at(6), token);
        const hours = [[Math.floor(Date.now() / 3_600_000), 300]];
        state
          .prepare('INSERT OR REPLACE INTO memory (name, value, at) VALUES (?, ?, ?)')
          .run('wrong PINs', JSON.stringify({ hours }), at(0));
        guard = String(
          state.prepare("SELECT sql FROM sqlite_master WHERE name = 'audit_unchanged'").get()?.['sql'],
        );
        state.exec('DROP TRIGGER audit_unchanged');
        reason = state.prepare('SELECT reason FROM audit WHERE sequence = 1').get()?.['reason'];
        state.exec("UPDATE audit SET reason = 'Touched' WHERE sequence = 1");
      });
      await verify();
      noteBackup(venue, 8);
      execFileSync('fallocate', ['-l', '700M', filler]);
    },
    async unset() {
      await change(venue, 'revokePermission', input, 'id');
      dataOf(await venue.ask(`mutation { revokeApiToken(id: "${token}") }`));
      inState(venue, (state) => {
        state.exec("DELETE FROM memory WHERE name = 'wrong PINs'");
        state.prepare('UPDATE audit SET reason = ? WHERE sequence = 1').run(reason as string | null);
        state.exec(guard);
      });
      await verify();
      noteBackup(venue, 0);
      rmSync(filler);
    },
  };
}

/** Clerk 5 leaves, comes back and gets another PIN. */
export function deactivation(venue: PracticeVenue) {
  const setDisabled = (disabled: 0 | 1) => {
    const database = new DatabaseSync(join(venue.folder, 'venue.sqlite'), { timeout: 10_000 });
    database.prepare('UPDATE swiftpos_clerk SET disabled = ? WHERE id = 5').run(disabled);
    database.close();
  };
  return {
    set: async () => setDisabled(1),
    async unset() {
      setDisabled(0);
      inState(venue, (state) =>
        state
          .prepare("INSERT INTO pin (clerk_id, hash, changed_at) VALUES ('5', 'none', ?)")
          .run(new Date().toISOString()),
      );
    },
  };
}

/** Ages out of the hour that counts in a minute and a half. */
export function noteStops({ folder }: PracticeVenue): void {
  const at = new Date(Date.now() - 58.5 * 60_000).toISOString();
  const message = 'The NetPOS service terminated unexpectedly.';
  const event = {
    level: 'ERROR',
    source: 'Service Control Manager',
    eventId: 7034,
    message,
    service: 'netpos',
  };
  const line = `${JSON.stringify({ at, ...event })}\n`;
  appendFileSync(join(folder, 'rehearsal', 'event-log.jsonl'), line.repeat(3));
}

export function noteBackup(venue: PracticeVenue, daysAgo: number): void {
  const takenAt = new Date(Date.now() - daysAgo * DAY_MS).toISOString();
  writeFileSync(backupNote(venue), JSON.stringify({ id: 'a campaign', takenAt, folder: 'elsewhere' }));
}

export function backupNote({ folder }: PracticeVenue): string {
  return join(folder, 'last-backup.json');
}

function inState({ stateFile }: PracticeVenue, work: (state: DatabaseSync) => void): void {
  const state = new DatabaseSync(stateFile, { timeout: 10_000 });
  try {
    work(state);
  } finally {
    state.close();
  }
}
