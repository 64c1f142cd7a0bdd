import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { jest } from '@jest/globals';
import { Secret } from '../../../src/domain/types/secret.js';
import { findPowerShell } from '../../../src/powershell/host/find-powershell.js';
import { isRead, readCatalogue } from '../../../src/powershell/wire/catalogue.js';
import { describeCall } from '../../../src/powershell/wire/describe.js';
import { limits, protocol } from '../../../src/powershell/wire/protocol.js';

const projectFolder = resolve('.');

async function runPowerShell(command: string): Promise<string> {
  const { found } = await findPowerShell({ projectFolder });
  if (!found) throw new Error('No PowerShell.');
  const words = [...found.leadingArguments, '-NoProfile', '-NonInteractive', '-Command', command];
  return execFileSync(found.executable, words, { encoding: 'utf8' });
}

test('both ends of the wire hold the same words and limits', async () => {
  const file = resolve('scripts', 'host', 'Protocol.psd1');
  const json = await runPowerShell(`Import-PowerShellDataFile '${file}' | ConvertTo-Json -Compress`);
  expect(JSON.parse(json)).toEqual(protocol);
});

test('what a plan shows is exact PowerShell: evaluated, its literals are the values again', async () => {
  const values = {
    Text: `it's $(1) "x" \u2019 \`n`,
    List: ['a', 'b'],
    None: [],
    Map: { "k'": [1, { x: null }] },
    On: true,
  };
  const line = describeCall('scripts/operations/Do-It.ps1', values, { Code: new Secret('sentinel') });
  expect(line).toMatch(/^& "scripts\/operations\/Do-It\.ps1" -Text 'it''s/);
  expect(line).toMatch(/ -Code <secret>$/);
  const asked = line.replace(/^& "[^"]+"/, 'Show-It').replace(/ -Code <secret>$/, '');
  const show =
    'function Show-It { param($Text, $List, $None, $Map, [switch]$On) ConvertTo-Json @{ Text = $Text; List = $List; None = $None; Map = $Map; On = [bool]$On } -Depth 5 -Compress }';
  const encoded = (await runPowerShell(`${show}; ${asked}`)).trim();
  expect(JSON.parse(encoded)).toEqual(values);
});

test('a plan knows what each script takes, from its own param block: a command that it would not take is never shown', () => {
  const { scripts } = readCatalogue({ scriptFolders: [resolve('scripts', 'operations')] });
  const known = scripts.get('Invoke-CodeRedemption')?.parameters;
  expect(known).toMatchObject({
    CustomerNumber: { type: 'string', mandatory: true, check: "ValidatePattern('^[0-9]{8}\\z')" },
    Code: { type: 'securestring', mandatory: true },
  });
  expect([...scripts.values()].filter(({ parameters }) => !parameters)).toEqual([]);
  const show = (parameters: Record<string, string>, secrets: Record<string, Secret> = {}) =>
    describeCall('x.ps1', parameters, secrets, known);
  expect(show({ CustomerNumber: '10482213' }, { Code: new Secret('sentinel') })).toBe(
    `& "x.ps1" -CustomerNumber '10482213' -Code <secret> -RedemptionId <known by then>`,
  );
  expect(() => show({ customerNumber: '10482213' })).toThrow('no parameter named exactly customerNumber');
  expect(() => show({ Code: 'as text' })).toThrow('Code takes a secret');
  expect(() => show({}, { RedemptionId: new Secret('x') })).toThrow('RedemptionId takes no secret');
});

test('a catalogue pins each script and all that scripts load, and refuses two of one name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-scripts-'));
  const loaded = mkdtempSync(join(tmpdir(), 'venue-loaded-'));
  const [script, other, module, data] = [
    join(folder, 'Get-One.ps1'),
    join(folder, 'Get-Two.ps1'),
    join(loaded, 'M.psm1'),
    join(loaded, 'D.json'),
  ];
  for (const file of [script, other, module, data]) writeFileSync(file, '1');
  const { scripts, findChange } = readCatalogue({ scriptFolders: [folder], loadedFolders: [loaded] });
  expect([...scripts.keys()]).toEqual(['Get-One', 'Get-Two']);
  expect(findChange('Get-One')).toBeUndefined();
  writeFileSync(script, '1');
  expect(findChange('Get-One')).toBeUndefined();
  writeFileSync(script, '2');
  expect([findChange('Get-One'), findChange('Get-Two')]).toEqual([script, undefined]);
  writeFileSync(script, '1');
  rmSync(module);
  const later = performance.now() + limits.shareMs + 1;
  jest.spyOn(performance, 'now').mockReturnValue(later);
  expect([findChange('Get-One'), findChange('Get-Two')]).toEqual([module, module]);
  writeFileSync(module, '1');
  writeFileSync(data, '2');
  expect([findChange('Get-One'), findChange('Get-Two')]).toEqual([data, data]);
  jest.restoreAllMocks();
  expect(() => readCatalogue({ scriptFolders: [folder, folder] })).toThrow('Two scripts are called Get-One');
  for (const path of [folder, loaded]) rmSync(path, { recursive: true });
});

test('a read notices a change of a loaded file a shared read later, an operation at once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-scripts-'));
  const loaded = mkdtempSync(join(tmpdir(), 'venue-loaded-'));
  const module = join(loaded, 'M.dll');
  for (const file of [join(folder, 'Get-One.ps1'), join(folder, 'Set-One.ps1'), module])
    writeFileSync(file, '1');
  const now = jest.spyOn(performance, 'now').mockReturnValue(1000);
  const { findChange } = readCatalogue({ scriptFolders: [folder], loadedFolders: [loaded] });
  expect(findChange('Get-One')).toBeUndefined();
  writeFileSync(module, '2');
  now.mockReturnValue(1000 + limits.shareMs);
  expect(findChange('Get-One')).toBeUndefined();
  // What an operation has noticed refuses reads too.
  expect([findChange('Set-One'), findChange('Get-One')]).toEqual([module, module]);
  writeFileSync(module, '1');
  expect(findChange('Get-One')).toBeUndefined();
  writeFileSync(module, '2');
  now.mockReturnValue(1001 + 2 * limits.shareMs);
  expect(findChange('Get-One')).toBe(module);
  now.mockRestore();
  for (const path of [folder, loaded]) rmSync(path, { recursive: true });
});

test('only Get- and Test- are reads', () => {
  expect(['Get-X', 'Test-X', 'Find-X', 'Invoke-X', 'GetX', 'Reset-Get-X'].map(isRead)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
