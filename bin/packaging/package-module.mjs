/**
 * The admins' module as a package, VenueControl.<version>.nupkg, as Install-PSResource takes it from a folder that is registered as a repository.
 * PowerShell's own packer makes it: it checks the manifest.
 */
import { basename, join } from 'node:path';
import { readKnown } from '../setup/powershell.mjs';
import { Problem } from '../setup/problem.mjs';
import { runCommand } from '../setup/run-command.mjs';

/** Writes it into `to`; answers its name there. */
export async function packageModule({ project, env, to }) {
  const { file, args } = readKnown(project, env);
  const manifest = join(project, 'scripts', 'VenueControl', 'VenueControl.psd1');
  // Both as environment: a folder's name is data, never part of a command.
  const program =
    '$ErrorActionPreference = "Stop"; (Compress-PSResource -Path $env:VC_MANIFEST -DestinationPath $env:VC_FOLDER -PassThru).FullName';
  const { ok, output } = await runCommand(
    file,
    [...args, '-NoProfile', '-NonInteractive', '-Command', program],
    { env: { ...env, NO_COLOR: '1', VC_MANIFEST: manifest, VC_FOLDER: to } },
  );
  if (!ok) throw new Problem(`The module could not be packed:\n${output}`);
  return basename(output.trim());
}
