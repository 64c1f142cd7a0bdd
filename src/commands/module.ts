/** `venue-control module install`: the admins' PowerShell module, put where PowerShell finds it by its name. */
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { AppError } from '../errors.js';
import type { ModuleScope, World } from './world.js';

interface InstallOptions {
  readonly scope: ModuleScope;
  readonly to?: string;
  readonly json: boolean;
}

interface JeaOptions {
  readonly to: string;
  readonly readers: readonly string[];
  readonly operators: readonly string[];
  readonly transcripts: string;
}

export function moduleCommand(world: World): Command {
  const module = new Command('module').description("The admins' PowerShell module, VenueControl.");
  module
    .command('install')
    .description(
      'Copy it to where PowerShell looks for modules, so that "Import-Module VenueControl" finds it. Again after an update.',
    )
    .addOption(
      new Option('--scope <whose>', "user: only yours; machine: everybody's, as Administrator")
        .choices(['user', 'machine'])
        .default('user'),
    )
    .option('--to <folder>', 'another folder of modules instead, e.g. a share')
    .option('--json', 'print the outcome as JSON', false)
    .action(async ({ scope, to, json }: InstallOptions) => {
      const installed = await world.installModule(to === undefined ? scope : { folder: resolve(to) });
      const { version, folders } = installed;
      process.stdout.write(
        json
          ? `${JSON.stringify(installed)}\n`
          : `VenueControl ${version} is in ${folders.join(' and ')}.\nNext: Import-Module VenueControl; Connect-VenueControl -ClerkId <yours>\n`,
      );
    });
  module.addCommand(jeaCommand(world));
  return module;
}

function jeaCommand(world: World): Command {
  return new Command('jea')
    .description(
      'Write the files of an endpoint of PowerShell (Just Enough Administration) that has the commands of this module and nothing else; docs/how-to/jea.md says how it is registered.',
    )
    .requiredOption('--to <folder>', 'a folder that is not there yet, or is empty')
    .option('--readers <group...>', 'groups of Windows that look, e.g. "VENUE\\Shift Managers"', [])
    .option('--operators <group...>', 'groups of Windows that look and act', [])
    .option(
      '--transcripts <folder>',
      'where sessions are written down',
      'C:\\ProgramData\\VenueControlTranscripts',
    )
    .action(async ({ to, readers, operators, transcripts }: JeaOptions) => {
      for (const group of [...readers, ...operators]) requireGroup(group);
      if (readers.length + operators.length === 0)
        throw new AppError('BAD_USER_INPUT', {
          message: 'Nobody would get in: neither --readers nor --operators names a group.',
          remedy: 'Name groups of Windows as DOMAIN\\group. Nothing was written.',
        });
      const files = await world.writeJea({ folder: resolve(to), readers, operators, transcripts });
      process.stdout.write(
        `${files.join('\n')}\nNext: docs/how-to/jea.md, on the server, as Administrator.\n`,
      );
    });
}

/** Windows' own limits; PowerShell would take a mistyped one for a group that nobody is in. */
function requireGroup(group: string): void {
  if (/^[^"/\\[\]:;|=,+*?<>]{1,64}\\[^"/\\[\]:;|=,+*?<>]{1,256}$/.test(group)) return;
  throw new AppError('BAD_USER_INPUT', {
    message: `"${group}" is no group of Windows.`,
    remedy:
      'Write it as DOMAIN\\group, or as SERVER\\group for one of the server itself. Nothing was written.',
  });
}
