/** What the host for Windows asks of its script, and what it makes of the answers; the script itself is proved by `npm run prove -- windows`. Here it says that this is no Windows. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { carryOut, type Step } from '../../src/platform/windows-service/plan.js';
import { windowsHost } from '../../src/platform/windows-service/windows-host.js';
import { findPowerShell } from '../../src/powershell/host/find-powershell.js';
import { folderOfFile } from '../fixtures/folder-of-test.js';
import { writeLauncher } from './program-under-test.js';

const account = 'NT SERVICE\\VenueControl';
const folder = folderOfFile();
let real: string;

beforeAll(async () => {
  const { found } = await findPowerShell({ projectFolder: resolve('.') });
  const words = [found?.executable, ...(found?.leadingArguments ?? [])].map((word) => `"${word}"`).join(' ');
  real = launcher(`exec ${words} "$@"`);
});
beforeEach(() => {
  process.env['VENUE_CONTROL_PWSH'] = real;
});
afterAll(() => {
  delete process.env['VENUE_CONTROL_PWSH'];
});

function launcher(line: string): string {
  const place = mkdtempSync(folder('shell-'));
  writeLauncher(place, line);
  return join(place, 'venue-control');
}

/** Of which the script is that line of a shell; default: PowerShell. */
function hostOf(line?: string) {
  if (line !== undefined) process.env['VENUE_CONTROL_PWSH'] = launcher(line);
  return windowsHost({ source: resolve('.') });
}

/** A folder of data with these files of JSON. */
function dataWith(files: Readonly<Record<string, unknown>>, name = 'data-'): string {
  const data = mkdtempSync(folder(name));
  for (const [file, content] of Object.entries(files))
    writeFileSync(join(data, file), JSON.stringify(content));
  return data;
}

async function messagesOf(steps: readonly Pick<Step, 'work'>[]): Promise<string[]> {
  const messages: string[] = [];
  for (const step of steps) await step.work((words) => void messages.push(words));
  return messages;
}

test('what the script refuses is said by its code, in one sentence', async () => {
  const host = hostOf();
  const refused = { code: 'WINDOWS_NEEDED', message: 'The service of the control plane: on Windows only.' };
  await expect(host.registered()).rejects.toMatchObject(refused);
  await expect(
    host.register({ program: 'C:\\p', data: 'C:\\d', needs: ['MSSQLSERVER', 'W3SVC'] }),
  ).rejects.toMatchObject(refused);
});

test.each([
  ['powershell.exe', ''],
  ['pwsh.exe', '/of/seven'],
])(
  "what a PowerShell 7 above us has for its modules is handed to no 5.1: %s is given '%s'",
  async (name, program) => {
    const file = folder(name);
    writeFileSync(file, '#!/bin/sh\necho "{\\"program\\":\\"$PSModulePath\\"}"\n', { mode: 0o755 });
    Object.assign(process.env, { VENUE_CONTROL_PWSH: file, PSModulePath: '/of/seven' });
    try {
      expect(await hostOf().registered()).toEqual({ program });
    } finally {
      delete process.env['PSModulePath'];
    }
  },
);

test('where access lists are refused, what was made before that is reported, and the refusal is as it was', async () => {
  const made = 'C:\\one was not there, and was made.';
  const host = hostOf(
    `printf '%s\\r\\n{"program":"x"}\\r\\n' '${made}'; echo 'PROGRAM_NOT_TRUSTED: C:\\d is a link.' >&2; exit 1`,
  );
  const messages: string[] = [];
  const tell = (words: string) => void messages.push(words);
  const refused = { code: 'PROGRAM_NOT_TRUSTED', message: 'C:\\d is a link.' };
  await expect(host.closeData(folder('none'), tell)).rejects.toMatchObject(refused);
  const [protect] = host.protect({ programs: 'C:\\p', data: folder('none') });
  await expect(protect?.work(tell)).rejects.toMatchObject(refused);
  expect(messages).toEqual([made, made]);
});

test.each([
  ['SERVICE_DEPENDENCY_FAILED', 'None. -> Name one -> there.', 'None.', /^Name one -> there\.$/],
  ['SERVICE_ACCESS_DENIED', 'It may not.', 'It may not.', /^Ask the administrator of the security software/],
  ['SERVICE_NOT_ACCEPTING', 'It starts.', 'It starts.', /^Wait until it has started or stopped, then/],
])(
  'what to do is as the script says behind the arrow, and otherwise as the catalogue says: %s',
  async (code, said, message, remedy) => {
    const refused = { code, message, remedy: expect.stringMatching(remedy) };
    await expect(hostOf(`echo '${code}: ${said}' >&2; exit 1`).start()).rejects.toMatchObject(refused);
  },
);

test('an account that is no administrator is let start and stop the services of venue.json, and that is a step of its own', () => {
  const data = dataWith({});
  writeFileSync(
    join(data, 'venue.json'),
    '\ufeff{"services":{"netpos":"NetPOS","connect":"SwiftConnect","end-of-day":null}}',
  );
  const titles = (name?: string) =>
    hostOf()
      .prepare({ programs: 'C:\\p', data, account: name })
      .map(({ title }) => title);
  expect(titles(account).slice(1)).toEqual([
    'Allow NT SERVICE\\VenueControl to query, start and stop NetPOS, SwiftConnect; only administrators change their configuration',
  ]);
  expect(titles()).toHaveLength(1);
  expect(titles('LocalSystem')).toHaveLength(1);
});

test('an upgrade, and an uninstall that is restored, let it only what an administrator let it; what the account may have written since is reported', async () => {
  const none = { before: 'D:', sids: [] };
  const data = dataWith({
    'venue.json': { services: { netpos: 'NetPOS', connect: 'WinDefend' } },
    'service-rights.json': { NETPOS: none, Spooler: none },
  });
  const calls = folder('calls.txt');
  const host = hostOf(`printf '%s ' "$@" >> '${calls}'; echo >> '${calls}'`);
  expect(await messagesOf(host.protect({ programs: 'C:\\p', data, account }))).toEqual([
    expect.stringMatching(/WinDefend.+-Action Grant .+-Service 'WinDefend'/),
    expect.stringMatching(/Spooler.+-Action Grant .+-Service 'Spooler'/),
    expect.stringMatching(/Spooler.+-Action Revoke/),
  ]);
  await messagesOf(host.rights({ program: 'C:\\p\\1', data, needs: [], account }));
  const granted = readFileSync(calls, 'utf8')
    .split('\n')
    .filter((line) => line.includes('-Action Grant'));
  // The rollback of an uninstall is as it was.
  expect(granted.map((line) => /-Service (\S+)/.exec(line)?.[1])).toEqual(['NETPOS', 'NETPOS,Spooler']);
  expect(host.rights({ program: 'C:\\p\\1', data, needs: [], account: 'LocalSystem' })).toEqual([]);
});

test('an install and an upgrade tell what someone else made in the data, before access lists hide that', async () => {
  const made = 'C:\\d\\package-signing.json belongs to someone.';
  const host = hostOf(`printf '%s\\r\\n{"program":"x"}\\r\\n' '${made}'`);
  const places = { programs: 'C:\\p', data: folder('missing') };
  expect(await messagesOf([...host.prepare(places), ...host.protect(places)])).toEqual([made, made]);
});

test("the data folder is closed before init writes into it, alone; one that is someone's is not", async () => {
  const calls = folder('closed.txt');
  const host = hostOf(`printf '%s ' "$@" >> '${calls}'; echo 'Check it.'`);
  const messages: string[] = [];
  await host.closeData(folder('not yet'), (words) => void messages.push(words));
  expect(messages).toEqual(['Check it.']);
  expect(readFileSync(calls, 'utf8')).toMatch(/ -Action Protect -Data \S*not yet $/);
  // As the script leaves it: an init that came to nothing is run again, and so is one after the runbook's own step.
  const again = dataWith({ 'package-signing.json': '', 'service-rights.json': '' });
  for (const kept of ['programs', 'packages']) mkdirSync(join(again, kept));
  await host.closeData(again, () => undefined);
  const theirs = dataWith({ 'thesis.txt': 'mine' });
  await expect(host.closeData(theirs, () => undefined)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    remedy: expect.stringContaining('VENUE_CONTROL_DATA'),
  });
  expect(readFileSync(calls, 'utf8').match(/-Action/g)).toHaveLength(2);
});

test('once the program is copied both folders get their lists again; of an install that is restored that says nothing', async () => {
  const calls = folder('settled.txt');
  const steps =
    hostOf(`printf '%s ' "$@" >> '${calls}'`).settle?.({ programs: 'C:\\p', data: 'C:\\d' }) ?? [];
  const fails = { title: 'Register', work: () => Promise.reject(new Error('no')), undo: () => undefined };
  const plan = { failure: 'INSTALL_FAILED' as const, steps: [...steps, fails] };
  await expect(carryOut(plan, () => undefined)).rejects.toMatchObject({
    remedy: 'All changes were rolled back.',
  });
  expect(readFileSync(calls, 'utf8')).toMatch(/ -Action Protect -Program C:\\p -Data C:\\d $/);
});

describe('a command that an administrator is shown', () => {
  /** What an upgrade reports these services of venue.json. */
  async function upgradeMessages(services: readonly unknown[], said = '', given = ['NetPOS']) {
    const rights = Object.fromEntries(given.map((one) => [one, { before: 'D:', sids: [] }]));
    const data = dataWith(
      { 'venue.json': { services: { ...services } }, 'service-rights.json': rights },
      "it's ",
    );
    const host = hostOf(`case "$*" in *'-Action Grant'*) printf '%s' '${said}' ;; esac`);
    return { messages: await messagesOf(host.protect({ programs: 'C:\\p', data, account })), data };
  }

  test('is taken by PowerShell as it is, whatever the account has written into venue.json', async () => {
    const names = ['NetPOS', 'swiftPOS$VENUE', "O'Brien", 'X$(Write-Output PWNED)'];
    const { messages, data } = await upgradeMessages(names);
    const command = messages.join().slice(messages.join().indexOf('powershell -NoProfile'));
    const seen = execFileSync(
      real,
      [
        ...['-NoProfile', '-NonInteractive', '-Command'],
        command.replace(/^powershell/, "function Show { $args -join '|' }; Show"),
      ],
      { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
    );
    expect(seen.trim().split('|').slice(-4)).toEqual(['-Data', data, '-Service', names.slice(1).join(',')]);
  });

  test('has no name that no service can have, or that is more than a name', async () => {
    const none = [
      ...['NetPOS', '', 'a/b', 'a\\b', 'two,names', '-Account'],
      ...['a" -Account "b', 'x\u0007', 'y'.repeat(257), 7],
    ];
    expect((await upgradeMessages(none)).messages).toEqual([]);
    expect((await upgradeMessages(['NetPOS', 'X & calc', 'Y|calc', 'Connect'])).messages).toEqual([
      expect.stringMatching(/ Connect, which .+ -Service 'Connect'$/),
      expect.stringMatching(/^venue\.json names 2 more .+ check the file\.$/),
    ]);
  });

  test('is for what the account may have given itself, in a version that let it write that file: nothing of it is given now', async () => {
    const { messages, data } = await upgradeMessages(['NetPOS'], '', ['NetPOS', 'WinDefend', 'a & b', 'a,b']);
    expect(messages).toEqual([
      expect.stringMatching(
        /^service-rights\.json names WinDefend, which venue\.json doesn't: NT SERVICE\\VenueControl is not given that again\. /,
      ),
      expect.stringMatching(
        /^Older versions let .+ what it alone names \(WinDefend, 1 with an unusual name\)/,
      ),
    ]);
    const command = `-Data '${data.replace("'", "''")}'`;
    expect(messages[0]).toContain(`-Action Grant ${command} -Service 'WinDefend'`);
    expect(messages[1]).toContain(`-Action Revoke ${command}`);
    const odd = await upgradeMessages(['NetPOS'], '', ['NetPOS', 'a & b']);
    expect(odd.messages).toEqual([expect.stringMatching(/^Older versions .+ \(1 with an unusual name\)/)]);
    expect((await upgradeMessages(['NetPOS'])).messages).toEqual([]);
  });

  test('compares names as Windows does: in one case', async () => {
    expect((await upgradeMessages(['NETPOS', 'connect'], '', ['NetPOS', 'Connect'])).messages).toEqual([]);
  });

  test('is followed by what was not there', async () => {
    const absent = 'There is no service "NetPOS" on this machine, so no permission was granted for it.';
    const { messages } = await upgradeMessages(['NetPOS'], `${absent}\r\n{"program":"x"}\r\n`);
    expect(messages).toEqual([absent]);
  });
});
