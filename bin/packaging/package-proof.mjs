/** The proof for a machine with Windows and nothing else: suites, Pester, programs compiled and signed for it. On Debian, with what `prove -- windows` brings. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getNode } from '../runtime.mjs';
import { Problem } from '../setup/problem.mjs';
import { lastLines, runCommand } from '../setup/run-command.mjs';
import { filesBelow } from '../setup/staleness.mjs';
import { checksumsOf, writeArchive } from './archive.mjs';

/** The proof's door on a machine without a checkout, which has PowerShell 7 and its .NET in the program's own archive. */
const door = [
  '@echo off',
  'setlocal',
  'if not exist "%~f1\\powershell\\pwsh.exe" (',
  '  echo Usage: prove.cmd FOLDER [-TrustCertificate] [-Doctor FILE] [-Json]>&2',
  '  echo FOLDER is an unpacked archive of the program for Windows: its PowerShell runs the suites.>&2',
  '  exit /b 2',
  ')',
  'set "DOTNET_ROOT=%~f1\\dotnet"',
  String.raw`"%~f1\powershell\pwsh.exe" -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "%~dp0test\prove\windows\Invoke-Proof.ps1" %2 %3 %4 %5`,
  'exit /b %errorlevel%',
  '',
].join('\r\n');

/** Writes the archive into `to`; answers its name. Its programs are signed by a key made now, so no two have the same bytes. */
export async function packageProof({ project, env, to }) {
  const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const laid = mkdtempSync(join(tmpdir(), 'venue-control-proof-'));
  try {
    const hooks = pathToFileURL(join(project, 'test/fixtures/typescript-hooks.mjs')).href;
    const args = [
      '--disable-warning=ExperimentalWarning',
      '--import',
      hooks,
      'test/prove/windows/lay-out.ts',
      laid,
    ];
    const { ok, output } = await runCommand(getNode(project).path, args, {
      cwd: project,
      env,
      limit: 300_000,
    });
    if (!ok) throw new Problem(`The proof could not be laid out: ${lastLines(output, 5)}`);
    const files = filesBelow(laid)
      .map((name) => ({ name: name.replaceAll('\\', '/'), from: join(laid, name) }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    files.push({ name: 'prove.cmd', text: door });
    const entries = [...files, { name: 'SHA256SUMS', text: checksumsOf(files) }];
    const folder = `venue-control-${version}-proof`;
    await writeArchive({ file: join(to, `${folder}.zip`), kind: 'zip', folder, entries });
    return `${folder}.zip`;
  } finally {
    rmSync(laid, { recursive: true, force: true });
  }
}
