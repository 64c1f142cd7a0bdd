/** `doctor`, `audit verify` and `backup` read: whatever they meet, not a byte of it changes, and a state of another version is named. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lockDataFolder } from '../../../src/platform/data-folder/lock.js';
import { MIGRATIONS } from '../../../src/storage/state/migrations/migrations.js';
import { freePort } from '../../venue/free-port.js';
import { inFolder, runCommand } from './run-command.js';

const COMMANDS = (home: string) => [
  ['doctor', '--json'],
  ['audit', 'verify'],
  ['backup', join(home, 'saved')],
];

/** Each path below with what it holds. */
function contentsOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    names.map((name) => {
      const path = join(folder, name);
      const isFile = statSync(path).isFile();
      return [name, isFile ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'folder'];
    }),
  );
}

/** As version 0.0.9 left it. */
function makeOlder(data: string): void {
  const state = new DatabaseSync(join(data, 'state.sqlite'));
  state.exec('UPDATE memory SET value = \'{"version":"0.0.9+abc"}\' WHERE name = \'program\'');
  state.exec('DELETE FROM schema_migration WHERE name = (SELECT max(name) FROM schema_migration)');
  state.close();
}

function migrationsOf(data: string): unknown {
  const state = new DatabaseSync(join(data, 'state.sqlite'), { readOnly: true });
  try {
    return state.prepare('SELECT count(*) AS count FROM schema_migration').get()?.['count'];
  } finally {
    state.close();
  }
}

test('makes nothing where there is no data folder, and backup refuses', async () => {
  await inFolder(async (_, home) => {
    const data = join(home, 'typo');
    const env = { VENUE_CONTROL_DATA: data, VENUE_CONTROL_PORT: String(await freePort()) };
    for (const words of [
      ...COMMANDS(home),
      ['token', 'list'],
      ['audit', 'sign-off', '--reason', 'Checked'],
    ]) {
      expect([words, (await runCommand(words, { env })).status]).toEqual([words, 1]);
      expect([words, readdirSync(home)]).toEqual([words, []]);
    }
    const { stdout, stderr } = await runCommand(['backup', join(home, 'saved')], { env });
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^.*typo has no state\.\nCheck VENUE_CONTROL_DATA/);
    expect(existsSync(join(home, 'saved'))).toBe(false);
  });
}, 120_000);

test('leaves a state of another version as it is, and names the version that serves it', async () => {
  await inFolder(async (folderEnv, data) => {
    const env = { ...folderEnv, VENUE_CONTROL_PORT: String(await freePort()) };
    await runCommand(['migrate'], { env });
    makeOlder(data);
    await inFolder(async (_, home) => {
      const before = contentsOf(data);
      for (const words of COMMANDS(home)) {
        const { status, stdout, stderr } = await runCommand(words, { env });
        expect([words, status]).toEqual([words, 1]);
        expect(stdout + stderr).toContain('This state was written by version 0.0.9+abc');
        expect([words, contentsOf(data)]).toEqual([words, before]);
      }
      expect(readdirSync(home)).toEqual([]);
    });
  });
}, 120_000);

test('changes no state of another version beside the server of that version, whichever command', async () => {
  await inFolder(async (folderEnv, data) => {
    const env = { ...folderEnv, VENUE_CONTROL_PORT: String(await freePort()) };
    await runCommand(['migrate'], { env });
    makeOlder(data);
    const lock = lockDataFolder(data);
    const passport = ['passport', 'export', '--out', join(data, 'passport')];
    const commands = [['migrate'], ['clerk', 'set-pin', '1'], ['token', 'list'], passport];
    const ended = await Promise.all(
      commands.map((words) => runCommand(words, { env, input: 'a passphrase of four words\n' })),
    );
    for (const [index, { status, stderr }] of ended.entries()) {
      expect([commands[index], status]).toEqual([commands[index], 1]);
      expect([commands[index], stderr]).toEqual([
        commands[index],
        expect.stringContaining('This state was written by version 0.0.9+abc'),
      ]);
    }
    expect(migrationsOf(data)).toBe(MIGRATIONS.length - 1);
    lock.release();
  });
}, 120_000);

test('a backup counts what it saved', async () => {
  await inFolder(async (env, data) => {
    await runCommand(['migrate'], { env });
    const before = contentsOf(data);
    await inFolder(async (_, home) => {
      const words = (await runCommand(['backup', join(home, 'one')], { env })).stdout;
      expect(words).toContain(' Saved: 0 operations, 0 audit rows.');
      const { stdout } = await runCommand(['backup', join(home, 'two'), '--json'], { env });
      expect(JSON.parse(stdout)).toMatchObject({ operations: 0, auditRows: 0, newestAuditRowAt: null });
    });
    const { 'last-backup.json': note, ...rest } = contentsOf(data);
    expect(note).toBeDefined();
    expect(rest).toEqual(before);
  });
}, 120_000);
