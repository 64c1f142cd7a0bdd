import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findDotnet } from '../runtime.mjs';
import { quietDotnet, whyDotnetFailed } from './powershell.mjs';
import { Problem } from './problem.mjs';
import { runCommand } from './run-command.mjs';

const version = '6.2.0';
/** SHA-512 of the package file, as NuGet writes it beside it. */
const sha512 = 'SVQVS0NU4qpAF/2m70omX2J88D/sM8udIDu+PETFMgW6MIxtpFp33HAtT099A568hF3pvzprQu/7TI9UfPTsQg==';

/** The step that brings Pester, from a NuGet package and for tests only. */
export const pester = {
  name: 'pester',
  found: ({ project }) => (isWhole(project) ? version : undefined),
  work: `dotnet package download Pester@${version}`,
  async run({ project, env }) {
    const dotnet = findDotnet(env);
    if (!dotnet) {
      throw new Problem(
        'The tests need Pester, which dotnet brings, and dotnet was not found. ' +
          'Install the .NET 10 SDK (https://dotnet.microsoft.com/download), then run: npm test',
      );
    }
    rmSync(folderOf(project), { recursive: true, force: true });
    const args = ['package', 'download', `Pester@${version}`, '--output', '.tools', '-v', 'q'];
    const result = await runCommand(dotnet, args, { cwd: project, env: quietDotnet(env), limit: 180_000 });
    if (!result.ok) throw new Problem(whyDotnetFailed(result, 'dotnet package download'));
    if (isWhole(project)) return version;
    throw new Problem(
      `What came as Pester ${version} is not the package that this project pins. Check the NuGet sources (dotnet nuget list source), remove ${folderOf(project)}, then run: npm test`,
    );
  },
};

function folderOf(project) {
  return join(project, '.tools', 'pester', version);
}

function isWhole(project) {
  const folder = folderOf(project);
  const file = join(folder, `pester.${version}.nupkg`);
  if (!existsSync(file) || !existsSync(join(folder, 'tools', 'Pester.psd1'))) return false;
  return createHash('sha512').update(readFileSync(file)).digest('base64') === sha512;
}
