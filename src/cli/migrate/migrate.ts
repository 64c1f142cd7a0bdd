/** `venue-control migrate`: our own database is brought up to date; of the venue's only the script is shown that its DBA runs. */
import { Command } from 'commander';
import type { VenueScriptFile, World } from '../command-context.js';
import { openState } from '../open-state.js';

interface Options {
  readonly json: boolean;
  readonly venue: boolean;
  readonly print: boolean;
  readonly remove: boolean;
}

export function migrateCommand(world: World): Command {
  return new Command('migrate')
    .description("Update the schema of the control plane's own database. The command serve does so, too.")
    .option('--json', 'print the outcome as JSON', false)
    .option('--venue', "for swiftpos' SQL Server database instead; only with --print", false)
    .option('--print', 'print the script that the DBA reviews and runs; changes nothing', false)
    .option('--remove', 'print the script that removes everything again', false)
    .action(async (options: Options, command: Command) => {
      if (options.venue !== (options.print || options.remove)) return command.error(ONLY_TOGETHER);
      if (options.venue) return printScript(world, options);
      const state = await openState(world);
      await state.close();
      const folder = world.config.dataFolder;
      process.stdout.write(
        options.json ? `${JSON.stringify({ upToDate: true, folder })}\n` : `Up to date: ${folder}\n`,
      );
    });
}

/** A program that changes a till's database automatically would be one more thing to trust; a script can be read. */
const ONLY_TOGETHER =
  "error: --venue and --print belong together: this program never runs a script in swiftpos' database. Print the script, review it, and let the DBA run it.";

async function printScript(world: World, { json, remove }: Options): Promise<void> {
  const files = withCheck(await world.venueScripts(remove ? 'remove' : 'install'));
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
export function withCheck(files: readonly VenueScriptFile[]): readonly VenueScriptFile[] {
  const end = { file: 'after the files', sql: 'SET NOEXEC OFF;' };
  return [{ file: 'before the files', sql: CHECK }, ...files, end];
}

/** Each file is a batch of its own, or several. */
export function asOneScript(files: readonly VenueScriptFile[]): string {
  const head = '-- From src/storage/mssql/venue, in this order. Printed only: nothing was run.\n';
  return `${head}${files.map(({ file, sql }) => `\n-- ${file}\n${sql.trimEnd()}\nGO\n`).join('')}`;
}
