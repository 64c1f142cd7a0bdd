/** `venue-control migrate`: our own database is brought up to date; of the venue's only the script is shown that its DBA runs. */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { VenueScript } from '../../domain/ports/installation.js';
import { visible } from '../../domain/types/plain-text.js';
import { AppError } from '../../errors/errors.js';
import { type CommandContext, openState } from '../command-context.js';
import { rowsAsText } from '../doctor-rows.js';
import { fileText } from '../init/answers.js';
import { inFile } from '../passport/passport-file.js';
import {
  checkProfile,
  readProfile,
  templateProfile,
  type VenueProfile,
  withProfile,
} from './venue-profile.js';

interface Options {
  readonly json: boolean;
  readonly venue: boolean;
  readonly print: boolean;
  readonly remove: boolean;
  readonly newProfile: boolean;
  readonly profile?: string;
  readonly check?: string;
}

export function migrateCommand(context: CommandContext): Command {
  return new Command('migrate')
    .description("Update the schema of the control plane's own database. The command serve does so, too.")
    .option('--json', 'print the outcome as JSON', false)
    .option('--venue', "for swiftpos' SQL Server database instead; only with one of the options below", false)
    .option('--print', 'print the script that the DBA reviews and runs; changes nothing', false)
    .option('--remove', 'print the script that removes everything again', false)
    .option('--profile <file>', "with --print: swiftpos' table and column names from this file")
    .option('--new-profile', 'print a profile for the DBA to fill in', false)
    .option('--check <file>', "compare a profile with the tables of swiftpos' database; changes nothing")
    .action(async (options: Options, command: Command) => {
      const actions = [options.print, options.remove, options.newProfile, options.check !== undefined];
      const isOne = actions.filter((is) => is).length === 1;
      const isOfPrint = options.profile === undefined || options.print;
      if (options.venue ? !isOne || !isOfPrint : actions.includes(true) || !isOfPrint)
        return command.error(ONLY_TOGETHER);
      if (options.newProfile) return printProfile(context);
      if (options.check !== undefined) return check(context, options.check, options.json);
      if (options.venue) return printScript(context, options);
      const state = await openState(context);
      await state.close();
      const folder = context.config.dataFolder;
      process.stdout.write(
        options.json ? `${JSON.stringify({ upToDate: true, folder })}\n` : `Up to date: ${folder}\n`,
      );
    });
}

/** A program that changes a till's database automatically would be one more thing to trust; a script can be read. */
const ONLY_TOGETHER =
  "error: Combine --venue with exactly one of --print, --remove, --new-profile and --check; --profile goes with --print. This program never runs a script in swiftpos' database. Print the script, review it, and let the DBA run it.";

async function printProfile(context: CommandContext): Promise<void> {
  const template = templateProfile(await context.venueScripts('install'));
  process.stdout.write(`${JSON.stringify(template, null, 2)}\n`);
}

async function profileIn(context: CommandContext, file: string): Promise<VenueProfile> {
  const template = templateProfile(await context.venueScripts('install'));
  return readProfile(file, fileText(inFile(file, () => readFileSync(file))), template);
}

async function check(context: CommandContext, file: string, json: boolean): Promise<void> {
  const profile = await profileIn(context, file);
  if (!context.config.sql)
    throw new AppError('BAD_USER_INPUT', {
      message: 'No SQL Server is configured to compare the profile with.',
      remedy: 'Set "sql" in config.json, or VENUE_CONTROL_SQL (docs/reference/configuration.md).',
    });
  const rows = checkProfile(profile, await context.venueColumns());
  process.stdout.write(json ? `${JSON.stringify(rows, null, 2)}\n` : visible(rowsAsText(rows)));
  process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;
}

async function printScript(context: CommandContext, { json, remove, profile }: Options): Promise<void> {
  const scripts = await context.venueScripts(remove ? 'remove' : 'install');
  const named = profile === undefined ? scripts : withProfile(scripts, await profileIn(context, profile));
  const files = withCheck(named);
  process.stdout.write(json ? `${JSON.stringify(files, null, 2)}\n` : asOneScript(files));
}

/** NOEXEC holds for the batches that follow too; the databases up to 4 are SQL Server's own. sqlcmd's default has QUOTED_IDENTIFIER off. */
const CHECK = `SET NOEXEC OFF;
SET QUOTED_IDENTIFIER, ANSI_NULLS ON;
GO
IF DB_ID() <= 4
BEGIN
  RAISERROR (N'Run this script in the database of swiftpos, e.g. sqlcmd -d NAME: nothing was changed.', 16, 1);
  SET NOEXEC ON;
END;`;

/** In one session, in this order. The check is included also where the DBA runs the files one by one. */
export function withCheck(files: readonly VenueScript[]): readonly VenueScript[] {
  const end = { file: 'after the files', sql: 'SET NOEXEC OFF;' };
  return [{ file: 'before the files', sql: CHECK }, ...files, end];
}

/** Each file is a batch of its own, or several. */
export function asOneScript(files: readonly VenueScript[]): string {
  const head = '-- From src/storage/mssql/venue, in this order. Printed only: nothing was run.\n';
  return `${head}${files.map(({ file, sql }) => `\n-- ${file}\n${sql.trimEnd()}\nGO\n`).join('')}`;
}
