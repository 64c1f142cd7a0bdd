/** `venue-control init`: answers from a file and at a keyboard; nothing is written unless all is right, and nothing is lost. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceAll } from '../../../src/config/write-site.js';
import { ANSWERS as MADE_UP } from '../../venue/real-venue.js';
import { inFolder, runCommand } from './run-command.js';

const ANSWERS = { ...MADE_UP, cloud: { url: 'https://cloud.example.com' } };
const SQL = { server: 'till-1', database: 'swiftpos', user: 'venue_control' };
const input = JSON.stringify({ ...ANSWERS, sql: SQL });
const PASSWORD = 'Sentinel-7f3a';

const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);
const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

test('the file that --help shows is one that init takes', async () => {
  const { stdout } = await runCommand(['init', '--help']);
  const example = stdout.slice(stdout.indexOf('  {\n'));
  await inFolder(async (env) => {
    expect(await runCommand(['init', '--from', '-'], { env, input: example })).toMatchObject({ status: 0 });
  });
});

test('writes what it was given, for this account only, and says what comes next', async () => {
  await inFolder(async (env, folder) => {
    writeFileSync(join(folder, 'config.json'), '{\n  "secondPerson": true\n}\n');
    writeFileSync(join(folder, 'word'), `${PASSWORD}\nnot this\n`, { mode: 0o600 });
    const words = ['init', '--from', '-', '--sql-password-file', join(folder, 'word')];
    const { status, stdout, stderr } = await runCommand(words, { env, input });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(json(join(folder, 'venue.json'))).toEqual(ANSWERS);
    expect(json(join(folder, 'config.json'))).toEqual({ secondPerson: true, sql: SQL });
    expect(readFileSync(join(folder, 'keys', 'sql-password'), 'utf8')).toBe(`${PASSWORD}\n`);
    for (const file of ['venue.json', 'config.json', 'keys/sql-password'])
      expect([file, mode(join(folder, file))]).toEqual([file, '600']);
    expect(stdout).not.toContain(PASSWORD);
    for (const next of [
      'venue-control doctor',
      'migrate --venue --print',
      'clerk set-pin',
      'venue-control serve',
      '.\\venue-control.cmd on Windows',
    ])
      expect(stdout).toContain(next);
  });
});

test('is refused before anything is asked where the variable says rehearsal', async () => {
  await inFolder(async (env, folder) => {
    const result = await runCommand(['init'], { env: { ...env, VENUE_CONTROL_VENUE: 'rehearsal' } });
    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.stderr).toContain('VENUE_CONTROL_VENUE is "rehearsal"');
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('a password that Windows authentication has no use for is kept nowhere, and that is said', async () => {
  await inFolder(async (env, folder) => {
    const sql = { server: 'till-1', database: 'swiftpos', authentication: 'windows' };
    writeFileSync(join(folder, 'word'), `${PASSWORD}\n`, { mode: 0o600 });
    const words = ['init', '--from', '-', '--sql-password-file', join(folder, 'word')];
    const result = await runCommand(words, { env, input: JSON.stringify({ ...ANSWERS, sql }) });
    expect(result).toMatchObject({ status: 0, stderr: '' });
    expect(result.stdout).toContain('Not kept: the password of --sql-password-file');
    expect(statSync(join(folder, 'keys', 'sql-password'), { throwIfNoEntry: false })).toBeUndefined();
  });
});

test('the password of the set-up before is named where Windows authentication has no use for it any more', async () => {
  await inFolder(async (env, folder) => {
    const sql = { server: 'till-1', database: 'swiftpos', authentication: 'windows' };
    const input = JSON.stringify({ ...ANSWERS, sql });
    const password = join(folder, 'keys', 'sql-password');
    const result = () => runCommand(['init', '--force', '--from', '-'], { env, input });
    expect((await result()).stdout).not.toContain('sql-password');
    mkdirSync(join(folder, 'keys'), { recursive: true, mode: 0o700 });
    writeFileSync(password, `${PASSWORD}\n`, { mode: 0o600 });
    expect(await result()).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`Delete ${password}: "authentication": "windows" needs no password.`),
    });
  });
});

test('every wrong value has its place and its remedy, and nothing is written', async () => {
  await inFolder(async (env, folder) => {
    const wrong = {
      ...ANSWERS,
      cloud: { url: 'http://x' },
      services: { ...ANSWERS.services, connect: 'a/b' },
    };
    const answers = JSON.stringify({ ...wrong, sql: { ...SQL, password: PASSWORD } }, null, 1);
    const { status, stdout, stderr } = await runCommand(['init', '--from', '-'], { env, input: answers });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    for (const place of ['services.connect', 'cloud.url', 'sql.password']) expect(stderr).toContain(place);
    expect(stderr.match(/standard input, line \d+: .*\n {2}-> \w/g)).toHaveLength(3);
    expect(stderr).toContain('Nothing was written');
    expect(stderr).not.toContain(PASSWORD);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test.each(['cloud', 'sql'])(
  "a certificate of %s that can't be used is reported before anything is written",
  async (of) => {
    await inFolder(async (env, folder) => {
      writeFileSync(join(folder, 'empty.pem'), 'nothing of the kind');
      for (const certificateFile of ['empty.pem', 'absent.pem']) {
        const cloud = { ...ANSWERS.cloud, ...(of === 'cloud' && { certificateFile }) };
        const sql = { ...SQL, ...(of === 'sql' && { certificateFile }) };
        const answers = JSON.stringify({ ...ANSWERS, cloud, sql });
        const { status, stderr } = await runCommand(['init', '--from', '-'], { env, input: answers });
        expect(status).toBe(1);
        expect(stderr).toContain(`${of}.certificateFile: ${join(folder, certificateFile)}`);
      }
      expect(readdirSync(folder)).toEqual(['empty.pem']);
    });
  },
);

test('what is there already is kept: refused, or with a copy', async () => {
  await inFolder(async (env, folder) => {
    writeFileSync(join(folder, 'venue.json'), 'broken by hand');
    const refused = await runCommand(['init', '--from', '-'], { env, input });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('--force');
    expect(readFileSync(join(folder, 'venue.json'), 'utf8')).toBe('broken by hand');
    const forced = await runCommand(['init', '--from', '-', '--force', '--json'], { env, input });
    expect(forced).toMatchObject({ status: 0, stderr: '' });
    const { dataFolder, written, kept, next } = JSON.parse(forced.stdout);
    expect([dataFolder, written, next.length > 3]).toEqual([
      folder,
      [join(folder, 'venue.json'), join(folder, 'config.json')],
      true,
    ]);
    expect(kept.map((file: string) => readFileSync(file, 'utf8'))).toEqual(['broken by hand']);
    expect(json(join(folder, 'venue.json'))).toEqual(ANSWERS);
  });
});

test("a rehearsal's folder never becomes a real venue's, --force or not", async () => {
  await inFolder(async (env, folder) => {
    mkdirSync(join(folder, 'rehearsal'));
    const { status, stderr } = await runCommand(['init', '--from', '-', '--force'], { env, input });
    expect(status).toBe(1);
    expect(stderr).toContain('PINs are public');
    expect(stderr).toContain('VENUE_CONTROL_DATA');
    expect(readdirSync(folder)).toEqual(['rehearsal']);
  });
});

test('without a keyboard and without --from it says how answers are given', async () => {
  await inFolder(async (env, folder) => {
    const { status, stderr } = await runCommand(['init'], { env });
    expect(status).toBe(1);
    expect(stderr).toContain('--from');
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('takes files as PowerShell of Windows writes them by >', async () => {
  await inFolder(async (env, folder) => {
    const word = join(folder, 'word');
    writeFileSync(word, Buffer.from(`\ufeff${PASSWORD}\r\n`, 'utf16le'), { mode: 0o600 });
    const answers = join(folder, 'answers.json');
    writeFileSync(answers, Buffer.from(`\ufeff${input}`, 'utf16le'));
    const { status, stderr } = await runCommand(['init', '--from', answers, '--sql-password-file', word], {
      env,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(join(folder, 'keys', 'sql-password'), 'utf8')).toBe(`${PASSWORD}\n`);
  });
});

test('keeps no password over a file of its own', async () => {
  await inFolder(async (env, folder) => {
    writeFileSync(join(folder, 'word'), PASSWORD, { mode: 0o600 });
    const words = ['init', '--from', '-', '--sql-password-file', join(folder, 'word')];
    const wrong = JSON.stringify({ ...ANSWERS, sql: { ...SQL, secretFile: 'venue.json' } });
    const { status, stderr } = await runCommand(words, { env, input: wrong });
    expect(status).not.toBe(0);
    expect(stderr).toContain(
      'sql.secretFile names a file that is used for something else. No answer was written.',
    );
    expect(readdirSync(folder)).not.toContain('venue.json');
  });
});

test('a file that cannot be replaced restores those before it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-site-'));
  const [old, fresh, other] = ['venue.json', 'keys', 'config.json'].map((name) => join(folder, name));
  try {
    writeFileSync(`${old}`, 'as it was');
    for (const file of [old, fresh]) writeFileSync(`${file}.new`, 'new');
    const drafts = [old, fresh, other].map((file) => ({ file: `${file}`, draft: `${file}.new` }));
    expect(() => replaceAll(drafts)).toThrow('ENOENT');
    expect(readFileSync(`${old}`, 'utf8')).toBe('as it was');
    expect(readdirSync(folder)).toEqual(['venue.json']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
