/** `venue-control install`, `upgrade`, `uninstall`: the program as a service of Windows. Each shows its plan first. */
import { resolve } from 'node:path';
import { Command } from 'commander';
import { AppError } from '../errors.js';
import type { InstallationPlan, InstallationWish } from '../operations/ports/installation.js';
import { say } from './desk.js';
import type { World } from './world.js';

interface Said {
  readonly to?: string;
  readonly data?: string;
  readonly needs?: readonly string[];
  readonly account?: string;
  readonly backup?: boolean;
  readonly deleteData?: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export function installCommand(world: World): Command {
  return command(world, 'install')
    .description(
      'Put this program, unpacked from its archive, on this Windows Server as a service that begins with it. Checks every file first.',
    )
    .option('--to <folder>', 'where programs go, one folder each')
    .option(
      '--data <folder>',
      'where state, keys and settings are kept; default VENUE_CONTROL_DATA, or where Windows has such',
    )
    .option(
      '--needs <service...>',
      "services that have to run before, such as SQL Server's MSSQLSERVER; in single quotes where a name has a $, of which PowerShell and shells make something else: 'MSSQL$SQLEXPRESS'",
    )
    .option(
      '--account <name>',
      'LocalSystem (default), or one that may do less: "NT SERVICE\\VenueControl", a group managed DOMAIN\\name$',
    );
}

export function upgradeCommand(world: World): Command {
  return command(world, 'upgrade')
    .description(
      'Put this program in the place of the one that is installed. Stops it, backs up its state, starts this one; where it does not answer, the old one and its state are put back.',
    )
    .option('--no-backup', 'make no backup of the state before: it is not restored then');
}

export function uninstallCommand(world: World): Command {
  return command(world, 'uninstall')
    .description('Stop the service and take it and its programs away. The data stay.')
    .option(
      '--delete-data',
      'state, keys, audit and the backups beside them as well: nothing brings them back',
      false,
    );
}

function command(world: World, what: InstallationWish['what']): Command {
  return new Command(what)
    .option('--dry-run', 'only say what would be done', false)
    .option('--json', 'print the outcome as JSON', false)
    .action(async (said: Said) => {
      const plan = await world.planInstallation({
        what,
        programs: absolute(said.to),
        data: absolute(said.data),
        needs: checkedNames(said.needs ?? []),
        account: said.account,
        backup: said.backup ?? true,
        deleteData: said.deleteData ?? false,
      });
      await carryOut(what, plan, said);
    });
}

async function carryOut(what: string, plan: InstallationPlan, { dryRun, json }: Said): Promise<void> {
  const steps = plan.steps.map(({ title }) => title);
  if (dryRun && !json) say(`${what} would:\n${steps.map((title, at) => `${at + 1}. ${title}`).join('\n')}`);
  const notes: string[] = [];
  // A terminal that has gone, or a reader, ends no plan half way: nobody is told any more, and it is carried out.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  if (!dryRun)
    await plan.carryOut((words) => {
      if (!json) say(words);
      if (!steps.includes(words)) notes.push(words);
    });
  if (json)
    say(JSON.stringify({ action: what, steps, done: !dryRun, ...(notes.length > 0 ? { notes } : {}) }));
  else if (!dryRun) say('Done.');
}

/** A service's name; it becomes a word of a command line. */
function checkedNames(typed: readonly string[]): readonly string[] {
  // cmd hands on the quotes that PowerShell needs.
  const names = typed.map((name) => name.replace(/^'(.*)'$/, '$1'));
  const wrong = names.find((name) => !/^[\w$@.-]{1,80}$/.test(name));
  if (wrong === undefined) return names;
  throw new AppError('BAD_USER_INPUT', {
    message: `"${wrong}" is no name of a service.`,
    remedy: "Give it as the system lists it, in single quotes, e.g. MSSQLSERVER or 'MSSQL$SQLEXPRESS'.",
  });
}

const absolute = (folder: string | undefined) => (folder === undefined ? undefined : resolve(folder));
