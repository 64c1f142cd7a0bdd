/** `venue-control module install`: the admins' PowerShell module, put where PowerShell finds it by its name. */
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { ModuleScope, World } from './world.js';

interface InstallOptions {
  readonly scope: ModuleScope;
  readonly to?: string;
  readonly json: boolean;
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
  return module;
}
