#!/usr/bin/env node
/**
 * `npm run package -- FOLDER`: the admins' module as a package, VenueControl.<version>.nupkg, as Install-PSResource takes it from a folder that is
 * registered as a repository. PowerShell's own packer makes it: it checks the manifest.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectFolder } from './runtime.mjs';
import { readKnown } from './setup/powershell.mjs';
import { Problem, runMain } from './setup/problem.mjs';
import { runCommand } from './setup/run-command.mjs';
import { sayTo, setUp } from './setup/set-up.mjs';

await runMain(async () => {
  const [folder] = process.argv.slice(2);
  if (!folder || folder.startsWith('-')) {
    process.stdout.write(
      'Usage: npm run package -- FOLDER\n\nWrites VenueControl.<version>.nupkg into it.\n',
    );
    return folder === '--help' ? 0 : 1;
  }
  await setUp({ say: sayTo(process.stderr) });
  mkdirSync(resolve(folder), { recursive: true });
  const { file, args } = readKnown(projectFolder);
  const manifest = join(projectFolder, 'scripts', 'VenueControl', 'VenueControl.psd1');
  // Both as environment: a folder's name is data, never part of a command.
  const program =
    '$ErrorActionPreference = "Stop"; (Compress-PSResource -Path $env:VC_MANIFEST -DestinationPath $env:VC_FOLDER -PassThru).FullName';
  const env = { ...process.env, NO_COLOR: '1', VC_MANIFEST: manifest, VC_FOLDER: resolve(folder) };
  const { ok, output } = await runCommand(
    file,
    [...args, '-NoProfile', '-NonInteractive', '-Command', program],
    {
      env,
    },
  );
  if (!ok) throw new Problem(`The module could not be packed:\n${output}`);
  process.stdout.write(`${output.trim()}\n`);
});
