/** `venue-control module install`: the admins' PowerShell module, put where PowerShell finds it by its name. */
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { ModuleScope } from '../../domain/ports/installation.js';
import { AppError } from '../../errors/errors.js';
import type { CommandContext } from '../command-context.js';

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

export function moduleCommand(context: CommandContext): Command {
  const module = new Command('module').description(
    'Install the PowerShell module VenueControl for administrators.',
  );
  module
    .command('install')
    .description(
      'Copy it to a module folder of PowerShell, so that "Import-Module VenueControl" finds it. Run it again after an update.',
    )
    .addOption(
      new Option('--scope <whose>', 'user: for your account only; machine: for all users, as Administrator')
        .choices(['user', 'machine'])
        .default('user'),
    )
    .option('--to <folder>', 'another module folder, for example on a share')
    .option('--json', 'print the outcome as JSON', false)
    .action(async ({ scope, to, json }: InstallOptions) => {
      const installed = await context.installModule(to === undefined ? scope : { folder: resolve(to) });
      const { version, folders } = installed;
      process.stdout.write(
        json
          ? `${JSON.stringify(installed)}\n`
          : `VenueControl ${version} is in ${folders.join(' and ')}.\nNext: Import-Module VenueControl; Connect-VenueControl -ClerkId <yours>\n`,
      );
    });
  module.addCommand(jeaCommand(context));
  return module;
}

function jeaCommand(context: CommandContext): Command {
  return new Command('jea')
    .description(
      'Write the files of a PowerShell endpoint (Just Enough Administration) that has only the commands of this module. docs/how-to/jea.md shows how to register it.',
    )
    .requiredOption('--to <folder>', 'a new or empty folder')
    .option('--readers <group...>', 'Windows groups that may read, for example "VENUE\\Shift Managers"', [])
    .option('--operators <group...>', 'Windows groups that may read and change', [])
    .option(
      '--transcripts <folder>',
      'folder for session transcripts',
      'C:\\ProgramData\\VenueControlTranscripts',
    )
    .action(async ({ to, readers, operators, transcripts }: JeaOptions) => {
      for (const group of [...readers, ...operators]) requireGroup(group);
      if (readers.length + operators.length === 0)
        throw new AppError('BAD_USER_INPUT', {
          message: 'Neither --readers nor --operators names a group, so no one could connect.',
          remedy: 'Name Windows groups as DOMAIN\\group. Nothing was written.',
        });
      const files = await context.writeJea({ folder: resolve(to), readers, operators, transcripts });
      process.stdout.write(
        `${files.join('\n')}\nNext: docs/how-to/jea.md, on the server, as Administrator.\n`,
      );
    });
}

/** Windows' own limits; PowerShell would take a mistyped one for a group that no one is in. */
function requireGroup(group: string): void {
  if (/^[^"/\\[\]:;|=,+*?<>]{1,64}\\[^"/\\[\]:;|=,+*?<>]{1,256}$/.test(group)) return;
  throw new AppError('BAD_USER_INPUT', {
    message: `"${group}" is not a Windows group.`,
    remedy:
      'Write it as DOMAIN\\group, or as SERVER\\group for a local group of the server. Nothing was written.',
  });
}
