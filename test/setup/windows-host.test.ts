/** What the host for Windows asks of its script, and what it makes of the answers; the script itself is proved by `npm run prove -- windows`. Here it says that this is no Windows. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { carryOut } from '../../src/machine/installation/plan.js';
import { windowsHost } from '../../src/machine/installation/windows-host.js';
import { findPowerShell } from '../../src/powershell/find-powershell.js';
import { writeLauncher } from './program-under-test.js';

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'venue-control-windows-host-'));
  const { found } = await findPowerShell({ projectFolder: resolve('.') });
  const words = [found?.executable, ...(found?.leadingArguments ?? [])].map((word) => `"${word}"`).join(' ');
  writeLauncher(folder, `exec ${words} "$@"`);
  process.env['VENUE_CONTROL_PWSH'] = join(folder, 'venue-control');
});
afterAll(() => {
  delete process.env['VENUE_CONTROL_PWSH'];
  rmSync(folder, { recursive: true });
});

/** Where its script is that line of a shell. */
async function answering(
  name: string,
  line: string,
  work: (host: ReturnType<typeof windowsHost>) => Promise<void>,
): Promise<void> {
  const place = join(folder, name);
  mkdirSync(place);
  writeLauncher(place, line);
  const real = process.env['VENUE_CONTROL_PWSH'];
  process.env['VENUE_CONTROL_PWSH'] = join(place, 'venue-control');
  try {
    await work(windowsHost({ source: resolve('.') }));
  } finally {
    process.env['VENUE_CONTROL_PWSH'] = real;
  }
}

test('what the script refuses is said by its code, in one sentence', async () => {
  const host = windowsHost({ source: resolve('.') });
  const refused = { code: 'WINDOWS_NEEDED', message: 'The service of the control plane: on Windows only.' };
  await expect(host.registered()).rejects.toMatchObject(refused);
  await expect(
    host.register({ program: 'C:\\p', data: 'C:\\d', needs: ['MSSQLSERVER', 'W3SVC'] }),
  ).rejects.toMatchObject(refused);
});

test('an account that is no administrator is let start and stop the services of venue.json, and that is a step of its own', () => {
  const data = join(folder, 'data');
  mkdirSync(data);
  writeFileSync(
    join(data, 'venue.json'),
    '\ufeff{"services":{"netpos":"NetPOS","connect":"SwiftConnect","end-of-day":null}}',
  );
  const host = windowsHost({ source: resolve('.') });
  const titles = (account?: string) =>
    host.prepare({ programs: 'C:\\p', data, account }).map(({ title }) => title);
  expect(titles('NT SERVICE\\VenueControl').slice(1)).toEqual([
    'Let NT SERVICE\\VenueControl look at, start and stop NetPOS, SwiftConnect; their set-up stays for administrators to change',
  ]);
  expect(titles()).toHaveLength(1);
  expect(titles('LocalSystem')).toHaveLength(1);
});

test('an upgrade, and an uninstall that is put back, let it only what an administrator let it; what the account may have written since is told', async () => {
  const data = join(folder, 'rights');
  mkdirSync(data);
  writeFileSync(join(data, 'venue.json'), '{"services":{"netpos":"NetPOS","connect":"WinDefend"}}');
  const none = { before: 'D:', sids: [] };
  writeFileSync(join(data, 'service-rights.json'), JSON.stringify({ NETPOS: none, Spooler: none }));
  const calls = join(folder, 'calls.txt');
  const quiet = join(folder, 'quiet');
  mkdirSync(quiet);
  writeLauncher(quiet, `printf '%s ' "$@" >> '${calls}'; echo >> '${calls}'`);
  const real = process.env['VENUE_CONTROL_PWSH'];
  process.env['VENUE_CONTROL_PWSH'] = join(quiet, 'venue-control');
  try {
    const account = 'NT SERVICE\\VenueControl';
    const host = windowsHost({ source: resolve('.') });
    const told: string[] = [];
    for (const step of host.protect({ programs: 'C:\\p', data, account }))
      await step.work((words) => void told.push(words));
    expect(told).toEqual([
      expect.stringMatching(/WinDefend.+-Action Grant .+-Service 'WinDefend'/),
      expect.stringMatching(/Spooler.+-Action Grant .+-Service 'Spooler'/),
      expect.stringMatching(/Spooler.+-Action Revoke/),
    ]);
    for (const step of host.rights({ program: 'C:\\p\\1', data, needs: [], account }))
      await step.work(() => undefined);
    const granted = readFileSync(calls, 'utf8')
      .split('\n')
      .filter((line) => line.includes('-Action Grant'));
    // The way back of an uninstall is as it was.
    expect(granted.map((line) => /-Service (\S+)/.exec(line)?.[1])).toEqual(['NETPOS', 'NETPOS,Spooler']);
    expect(host.rights({ program: 'C:\\p\\1', data, needs: [], account: 'LocalSystem' })).toEqual([]);
  } finally {
    process.env['VENUE_CONTROL_PWSH'] = real;
  }
});

test('an install and an upgrade tell what somebody else made in the data, before access lists hide that', async () => {
  const made = 'C:\\d\\package-signing.json belongs to somebody.';
  await answering('said', `printf '%s\\r\\n{"program":"x"}\\r\\n' '${made}'`, async (host) => {
    const places = { programs: 'C:\\p', data: join(folder, 'nobody there') };
    const told: string[] = [];
    for (const step of [...host.prepare(places), ...host.protect(places)])
      await step.work((words) => void told.push(words));
    expect(told).toEqual([made, made]);
  });
});

test("the data folder is closed before init writes into it, alone; one that is somebody's is not", async () => {
  const calls = join(folder, 'closed.txt');
  await answering('closing', `printf '%s ' "$@" >> '${calls}'; echo 'Look at it.'`, async (host) => {
    const told: string[] = [];
    await host.closeData(join(folder, 'not yet'), (words) => void told.push(words));
    expect(told).toEqual(['Look at it.']);
    expect(readFileSync(calls, 'utf8')).toMatch(/ -Action Protect -Data \S*not yet $/);
    // As the script leaves it: an init that came to nothing is run again, and so is one after the runbook's own step.
    const again = join(folder, 'again');
    for (const kept of ['programs', 'packages']) mkdirSync(join(again, kept), { recursive: true });
    for (const kept of ['package-signing.json', 'service-rights.json']) writeFileSync(join(again, kept), '');
    await host.closeData(again, () => undefined);
    const theirs = join(folder, 'theirs');
    mkdirSync(theirs);
    writeFileSync(join(theirs, 'thesis.txt'), 'mine');
    await expect(host.closeData(theirs, () => undefined)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      remedy: expect.stringContaining('VENUE_CONTROL_DATA'),
    });
    expect(readFileSync(calls, 'utf8').match(/-Action/g)).toHaveLength(2);
  });
});

test('once the program is copied both folders get their lists again; of an install that is put back that says nothing', async () => {
  const calls = join(folder, 'settled.txt');
  await answering('settling', `printf '%s ' "$@" >> '${calls}'`, async (host) => {
    const steps = host.settle?.({ programs: 'C:\\p', data: 'C:\\d' }) ?? [];
    const fails = { title: 'Register', work: () => Promise.reject(new Error('no')) };
    const plan = {
      failure: 'INSTALL_FAILED' as const,
      steps: [...steps, { ...fails, undo: () => undefined }],
    };
    await expect(carryOut(plan, () => undefined)).rejects.toMatchObject({
      remedy: 'Everything was put back as it was.',
    });
  });
  expect(readFileSync(calls, 'utf8')).toMatch(/ -Action Protect -Program C:\\p -Data C:\\d $/);
});

describe('a command that an administrator is shown', () => {
  const account = 'NT SERVICE\\VenueControl';
  /** What an upgrade tells of these services of venue.json. */
  async function toldOf(name: string, services: readonly unknown[], said = '', given = ['NetPOS']) {
    const data = join(folder, `it's ${name}`);
    mkdirSync(data);
    writeFileSync(join(data, 'venue.json'), JSON.stringify({ services: { ...services } }));
    const rights = Object.fromEntries(given.map((one) => [one, { before: 'D:', sids: [] }]));
    writeFileSync(join(data, 'service-rights.json'), JSON.stringify(rights));
    const quiet = join(folder, `quiet ${name}`);
    mkdirSync(quiet);
    writeLauncher(quiet, `case "$*" in *'-Action Grant'*) printf '%s' '${said}' ;; esac`);
    const real = process.env['VENUE_CONTROL_PWSH'];
    process.env['VENUE_CONTROL_PWSH'] = join(quiet, 'venue-control');
    const told: string[] = [];
    try {
      for (const step of windowsHost({ source: resolve('.') }).protect({ programs: 'C:\\p', data, account }))
        await step.work((words) => void told.push(words));
    } finally {
      process.env['VENUE_CONTROL_PWSH'] = real;
    }
    return { told, data };
  }

  test('is taken by PowerShell as it stands, whatever the account has written into venue.json', async () => {
    const names = ['NetPOS', 'swiftPOS$VENUE', "O'Brien", 'X$(Write-Output PWNED)'];
    const { told, data } = await toldOf('hostile', names);
    const command = told.join().slice(told.join().indexOf('powershell -NoProfile'));
    const seen = execFileSync(
      join(folder, 'venue-control'),
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
      'NetPOS',
      '',
      'a/b',
      'a\\b',
      'two,names',
      '-Account',
      'a" -Account "b',
      'x\u0007',
      'y'.repeat(257),
      7,
    ];
    expect((await toldOf('no names', none)).told).toEqual([]);
    expect((await toldOf('for cmd', ['NetPOS', 'X & calc', 'Y|calc', 'Connect'])).told).toEqual([
      expect.stringMatching(/ Connect, which .+ -Service 'Connect'$/),
      expect.stringMatching(/^venue\.json names 2 more .+ look at the file\.$/),
    ]);
  });

  test('is for what the account may have given itself, in a version that let it write that file: nothing of it is given now', async () => {
    const { told, data } = await toldOf('beside', ['NetPOS'], '', ['NetPOS', 'WinDefend', 'a & b', 'a,b']);
    expect(told).toEqual([
      expect.stringMatching(
        /^service-rights\.json names WinDefend, which venue\.json doesn't: NT SERVICE\\VenueControl is not given that anew\. /,
      ),
      expect.stringMatching(
        /^Older versions let .+ what it alone names \(WinDefend, 1 with an unusual name\)/,
      ),
    ]);
    const command = `-Data '${data.replace("'", "''")}'`;
    expect(told[0]).toContain(`-Action Grant ${command} -Service 'WinDefend'`);
    expect(told[1]).toContain(`-Action Revoke ${command}`);
    const odd = await toldOf('beside odd', ['NetPOS'], '', ['NetPOS', 'a & b']);
    expect(odd.told).toEqual([expect.stringMatching(/^Older versions .+ \(1 with an unusual name\)/)]);
    expect((await toldOf('all', ['NetPOS'])).told).toEqual([]);
  });

  test('compares names as Windows does: in one case', async () => {
    expect((await toldOf('cases', ['NETPOS', 'connect'], '', ['NetPOS', 'Connect'])).told).toEqual([]);
  });

  test('is followed by what was not there', async () => {
    const absent = 'There is no service "NetPOS" on this machine: nothing was given for it.';
    const { told } = await toldOf('absent', ['NetPOS'], `${absent}\r\n{"program":"x"}\r\n`);
    expect(told).toEqual([absent]);
  });
});
