import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findDotnet } from '../runtime.mjs';
import { quietDotnet, whyDotnetFailed } from './powershell.mjs';
import { Problem } from './problem.mjs';
import { runCommand } from './run-command.mjs';

/*
 * A package that only set-up and tests need, unpacked into .tools by dotnet. A pin is `{ id, version, sha512 }`, with the hash of the
 * package file as NuGet writes it beside it.
 */
export function packageFolder(project, { id, version }) {
  return join(project, '.tools', id.toLowerCase(), version);
}

/** True when the package file is the pinned one. */
export function hasPackage(project, pin) {
  const file = join(packageFolder(project, pin), `${pin.id.toLowerCase()}.${pin.version}.nupkg`);
  return existsSync(file) && createHash('sha512').update(readFileSync(file)).digest('base64') === pin.sha512;
}

/** Brings it again. Throws a Problem when dotnet, the source or the hash is against it. */
export async function bringPackage({ project, env }, pin) {
  const { id, version } = pin;
  const dotnet = findDotnet(env);
  if (!dotnet) {
    throw new Problem(
      `${id} is brought by dotnet, which was not found. ` +
        'Install the .NET 10 SDK (https://dotnet.microsoft.com/download), then try again.',
    );
  }
  const folder = packageFolder(project, pin);
  rmSync(folder, { recursive: true, force: true });
  const args = ['package', 'download', `${id}@${version}`, '--output', '.tools', '-v', 'q'];
  const result = await runCommand(dotnet, args, { cwd: project, env: quietDotnet(env), limit: 180_000 });
  if (!result.ok) throw new Problem(whyDotnetFailed(result, 'dotnet package download'));
  if (hasPackage(project, pin)) return;
  throw new Problem(
    `What came as ${id} ${version} is not the package that this project pins. Check the NuGet sources (dotnet nuget list source), remove ${folder}, then try again.`,
  );
}

/** Takes away what no one loads: all but `files`, with forward slashes, and the package file itself. */
export function keepOnly(project, pin, files) {
  const folder = packageFolder(project, pin);
  const prune = (inside) => {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (files.includes(path) || path.endsWith('.nupkg')) continue;
      if (files.some((file) => file.startsWith(`${path}/`))) prune(path);
      else rmSync(join(folder, path), { recursive: true });
    }
  };
  prune('');
}
