/** Policies of a domain, as Windows answers them, and what doctor makes of each; and what a PowerShell that really runs answers. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  language,
  modules,
  powerShellPolicies,
  powershell,
  scripts,
} from '../../../src/cli/doctor/powershell.js';
import { findPowerShell } from '../../../src/powershell/host/find-powershell.js';
import { askPolicy, readPolicy } from '../../../src/powershell/host/policy.js';

/** As Windows PowerShell 5.1 of Windows Server answers where no one has decided anything. */
const WINDOWS = [
  'mode=FullLanguage',
  ...[
    'MachinePolicy Undefined',
    'UserPolicy Undefined',
    'Process Bypass',
    'CurrentUser Undefined',
    'LocalMachine RemoteSigned',
  ].map((line) => `policy=${line}`),
  'home=C:\\Windows\\System32\\WindowsPowerShell\\v1.0',
  'edition=Desktop',
  'modules=C:\\Program Files\\WindowsPowerShell\\Modules;C:\\WINDOWS\\system32\\WindowsPowerShell\\v1.0\\Modules\\',
].join('\r\n');

function policy(from = '', to = '', own: string | undefined = 'FullLanguage') {
  const read = readPolicy(WINDOWS.replace(from, to), { said: own, isLate: false });
  if (!read) throw new Error('That is no answer.');
  return read;
}

test('a PowerShell is not enough without the assembly that its hosts load', () => {
  const found = {
    version: '7.6.9',
    edition: 'Core',
    source: 'machine',
    path: '/bin/pwsh',
    leadingArguments: [],
  } as const;
  expect(powershell(found, resolve('.'))).toMatchObject({ ok: true });
  expect(powershell(found, '/nowhere')).toMatchObject({
    ok: false,
    detail: expect.stringContaining('VenueControl.dll is missing'),
    remedy: expect.stringMatching(/^Run "npm run setup".* antivirus .* unpack /),
  });
});

test('a Windows on which no one has decided anything is well', () => {
  expect([language, scripts, modules].map((look) => look(policy()).ok)).toEqual([true, true, true]);
});

test.each(['ConstrainedLanguage', 'RestrictedLanguage', 'NoLanguage'])(
  '%s is found, with what to sign and whom to ask',
  (mode) => {
    expect(language(policy('FullLanguage', mode, mode))).toMatchObject({
      ok: false,
      detail: expect.stringContaining(mode),
      remedy: expect.stringMatching(/allow the publisher .*\(scripts.*Set-ProgramSignature\.ps1\).* Then /),
    });
  },
);

test('commands are held back wherever App Control is enforced: that scripts are signed shows in their own language', () => {
  expect(language(policy('FullLanguage', 'ConstrainedLanguage')).ok).toBe(true);
  expect(language(policy('', '', 'ConstrainedLanguage'))).toMatchObject({
    ok: false,
    detail: expect.stringContaining('ConstrainedLanguage'),
  });
});

/** What doctor says where our script answered nothing. */
function without(mode: string, isLate = false) {
  const read = readPolicy(WINDOWS.replace('FullLanguage', mode), { said: undefined, isLate });
  return read && language(read);
}

test('where no script of ours ran, that commands have all of the language proves nothing', () => {
  expect(without('FullLanguage')).toMatchObject({
    ok: false,
    detail: expect.stringContaining('Get-LanguageMode.ps1 did not respond'),
    remedy: expect.stringMatching(/"PowerShell scripts" .*allow the publisher .*Set-ProgramSignature\.ps1/),
  });
});

test('where commands are held back and our script gave no answer, it may be signed, and the PowerShell the one that refuses it', () => {
  expect(without('ConstrainedLanguage')).toMatchObject({
    ok: false,
    detail: expect.stringMatching(
      /^unknown: .* did not respond, and an App Control .* to ConstrainedLanguage$/,
    ),
    remedy: expect.stringMatching(
      /not signed: Ask .*Set-ProgramSignature\.ps1.* already signed, .*VENUE_CONTROL_PWSH.* 7\.5\.10, 7\.6\.5 or later/,
    ),
  });
  const answered = language(policy('FullLanguage', 'ConstrainedLanguage', 'ConstrainedLanguage'));
  expect(answered.detail).toMatch(/^ConstrainedLanguage: an App Control .* restricts scripts$/);
  expect(answered.remedy).not.toContain('7.5.10');
});

test.each(['FullLanguage', 'ConstrainedLanguage'])(
  'a script that was too slow has refused nothing, and no one is sent to sign it: commands have %s',
  (mode) => {
    const late = without(mode, true);
    expect(late).toMatchObject({ ok: false, detail: expect.stringMatching(/did not respond within 10 s$/) });
    expect(late?.remedy).toMatch(/again when the machine is less busy.*antimalware software/);
    expect(late?.remedy).not.toMatch(/sign|publisher/);
  },
);

test.each<[string, string, boolean, RegExp]>([
  ['MachinePolicy', 'AllSigned', false, /Set-ProgramSignature.* Then run "install" or "upgrade"/],
  ['UserPolicy', 'AllSigned', false, /Set-ProgramSignature.* Then run "install" or "upgrade"/],
  ['MachinePolicy', 'Restricted', false, /"Turn on Script Execution"/],
  ['MachinePolicy', 'RemoteSigned', true, /Unblock-File/],
])('a group policy (%s) of %s: well is %s', (scope, value, ok, remedy) => {
  const found = scripts(policy(`${scope} Undefined`, `${scope} ${value}`));
  expect(found).toMatchObject({
    ok,
    detail: `${value} by group policy (${scope})`,
    remedy: expect.stringMatching(remedy),
  });
});

test('a policy that lets everything run needs no remedy; what is set for this machine alone is above nothing', () => {
  expect(scripts(policy('MachinePolicy Undefined', 'MachinePolicy Unrestricted'))).not.toHaveProperty(
    'remedy',
  );
  expect(scripts(policy('LocalMachine RemoteSigned', 'LocalMachine AllSigned')).ok).toBe(true);
});

test.each([
  [
    'its own modules missing',
    ';C:\\WINDOWS\\system32\\WindowsPowerShell\\v1.0\\Modules\\',
    '',
    'does not contain',
  ],
  [
    "7's before its own",
    'modules=',
    'modules=C:\\Program Files\\PowerShell\\7\\Modules;',
    'of PowerShell 7, before its own',
  ],
])('a PSModulePath of 5.1 with %s is found', (_, from, to, said) => {
  expect(modules(policy(from, to))).toMatchObject({
    ok: false,
    detail: expect.stringContaining(said),
    remedy: expect.stringContaining('PSModulePath'),
  });
});

test("7's modules after its own, and those of a site, are no one's harm", () => {
  expect(modules(policy('Modules\\', 'Modules\\;C:\\Program Files\\PowerShell\\7\\Modules')).ok).toBe(true);
  expect(modules(policy('modules=', 'modules=\\\\server\\modules;')).ok).toBe(true);
});

test('an answer that lacks a line is none', () => {
  expect(
    readPolicy(WINDOWS.replace('edition=Desktop', ''), { said: 'FullLanguage', isLate: false }),
  ).toBeUndefined();
});

test('a PowerShell that runs answers all of it', async () => {
  const { found } = await findPowerShell({ projectFolder: resolve('.') });
  const answer = found && (await askPolicy(found, resolve('.'), 50_000));
  if (typeof answer !== 'object') throw new Error(`It answered: ${answer}.`);
  expect(answer).toMatchObject({ languageMode: 'FullLanguage', edition: 'Core' });
  expect(Object.keys(answer.executionPolicies)).toEqual([
    'MachinePolicy',
    'UserPolicy',
    'Process',
    'CurrentUser',
    'LocalMachine',
  ]);
  expect(modules(answer).ok).toBe(true);
});

test('one that holds commands back, and signed scripts not, is asked by a script', async () => {
  const { found } = await findPowerShell({ projectFolder: resolve('.') });
  const words = [found?.executable, ...(found?.leadingArguments ?? [])].map((word) => `'${word}'`).join(' ');
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-policy-'));
  const executable = join(folder, 'pwsh');
  const held = "\\$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'";
  writeFileSync(
    executable,
    `#!/bin/sh\nfor last; do :; done\ncase " $*" in *" -Command "*) exec ${words} -NoProfile -Command "${held}; $last";; esac\nexec ${words} "$@"\n`,
    { mode: 0o755 },
  );
  const ask = (projectFolder: string) =>
    askPolicy({ executable, leadingArguments: [] }, projectFolder, 50_000);
  try {
    expect(await ask(resolve('.'))).toMatchObject({ languageMode: 'FullLanguage', edition: 'Core' });
    expect(await ask(folder)).toMatchObject({
      languageMode: undefined,
      isLate: false,
      commandMode: 'ConstrainedLanguage',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a script that takes too long is ended, and reported as late', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-policy-'));
  const executable = join(folder, 'pwsh');
  const commands = `case " $* " in *" -Command "*) cat '${join(folder, 'answer')}'; exit;; esac`;
  writeFileSync(join(folder, 'answer'), WINDOWS);
  writeFileSync(executable, `#!/bin/sh\n${commands}\nexec sleep 60\n`, { mode: 0o755 });
  try {
    const result = await askPolicy({ executable, leadingArguments: [] }, folder, 3000);
    expect(result).toMatchObject({ languageMode: undefined, isLate: true, edition: 'Desktop' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const SILENT = [
  ['exec sleep 60', 'LATE', /^unknown: PowerShell did not respond within 10 s$/, /is less busy/],
  ['exit 1', 'FAILED', /^unknown: PowerShell failed/, /by hand.* again\.$/],
] as const;

test.each(SILENT)('a PowerShell that is silent (%s) leaves out no check', async (body, given, said, todo) => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-policy-'));
  const executable = join(folder, 'pwsh');
  writeFileSync(executable, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  try {
    const policy = await askPolicy({ executable, leadingArguments: [] }, folder, 3000);
    expect(policy).toBe(given);
    const unknown = { ok: false, detail: expect.stringMatching(said), remedy: expect.stringMatching(todo) };
    expect(await powerShellPolicies({ powerShellPolicy: async () => policy })).toEqual(
      ['language', 'scripts', 'modules'].map((name) => ({ part: `PowerShell ${name}`, ...unknown })),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('where there is no PowerShell, the row "PowerShell" reports it alone', async () => {
  expect(await powerShellPolicies({ powerShellPolicy: async () => undefined })).toEqual([]);
});
