/** `venue-control install`, `upgrade`, `uninstall`: the program as a service of Windows. Each shows its plan first. */
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { InstallationPlan, InstallationWish } from '../../domain/ports/installation.js';
import { AppError } from '../../errors/errors.js';
import type { CommandContext } from '../command-context.js';
import { say } from '../elevated-session.js';

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

export function installCommand(context: CommandContext): Command {
  return command(context, 'install')
    .description(
      'Install this unpacked program as a Windows service that starts with the machine. Verifies every file first.',
    )
    .option('--to <folder>', 'folder for installed programs, with one subfolder for each version')
    .option(
      '--data <folder>',
      'data folder for state, keys and settings; default: VENUE_CONTROL_DATA, or the folder for program data of Windows',
    )
    .option(
      '--needs <service...>',
      "services to start first, for example MSSQLSERVER; put names that contain $ in single quotes: 'MSSQL$SQLEXPRESS'",
    )
    .option(
      '--account <name>',
      'account of the service: LocalSystem (default), or one with fewer rights, such as "NT SERVICE\\VenueControl" or a group managed account DOMAIN\\name$',
    );
}

export function upgradeCommand(context: CommandContext): Command {
  return command(context, 'upgrade')
    .description(
      'Replace the installed program with this one: stop it, back up its state and start this one. If this one does not respond, the previous program and its state are restored.',
    )
    .option('--no-backup', 'do not back up the state first; it can then not be restored');
}

export function uninstallCommand(context: CommandContext): Command {
  return command(context, 'uninstall')
    .description('Stop and remove the service and its programs. The data folder stays.')
    .option(
      '--delete-data',
      "also delete state, keys, audit log and the backups in the data folder; this can't be undone",
      false,
    );
}

function command(context: CommandContext, what: InstallationWish['what']): Command {
  return new Command(what)
    .option('--dry-run', 'only print what would be done', false)
    .option('--json', 'print the outcome as JSON', false)
    .action(async (said: Said) => {
      const plan = await context.planInstallation({
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
  // A terminal that has gone, or a reader, ends no plan half way: the output is lost, and the plan is carried out.
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
    message: `"${wrong}" is not a service name.`,
    remedy:
      "Write it as Get-Service prints it, in single quotes, for example MSSQLSERVER or 'MSSQL$SQLEXPRESS'.",
  });
}

const absolute = (folder: string | undefined) => (folder === undefined ? undefined : resolve(folder));
