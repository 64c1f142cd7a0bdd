/** The command line: one file a command; every command has --help, and --json where a script would want it. */
import { Command } from 'commander';
import { auditCommand } from './audit/audit.js';
import { backupCommand, restoreCommand } from './backup/backup.js';
import { clerkCommand } from './clerk/clerk.js';
import type { World } from './command-context.js';
import { doctorCommand } from './doctor/doctor.js';
import { initCommand } from './init/init.js';
import { installCommand, uninstallCommand, upgradeCommand } from './install/install.js';
import { logsCommand } from './logs/logs.js';
import { migrateCommand } from './migrate/migrate.js';
import { moduleCommand } from './module/module.js';
import { notifyCommand } from './notify/notify.js';
import { passportCommand } from './passport/passport.js';
import { rehearsalCommand, rehearseCommand, serviceCommand } from './rehearsal/rehearsal.js';
import { schemaCommand } from './schema/schema.js';
import { serveCommand } from './serve/serve.js';
import { statusCommand } from './status/status.js';
import { supportBundleCommand } from './support-bundle/support-bundle.js';
import { tokenCommand } from './token/token.js';

export function createProgram(world: World): Command {
  const program = new Command('venue-control')
    .description('Connects a venue to swiftpos Cloud, and controls and diagnoses the services involved.')
    .version(world.version)
    .showHelpAfterError('(--help lists commands and options)')
    .addCommand(serveCommand(world), { isDefault: true })
    .addCommand(initCommand(world))
    .addCommand(doctorCommand(world))
    .addCommand(statusCommand(world))
    .addCommand(logsCommand(world))
    .addCommand(supportBundleCommand(world))
    .addCommand(migrateCommand(world))
    .addCommand(clerkCommand(world))
    .addCommand(tokenCommand(world))
    .addCommand(auditCommand(world))
    .addCommand(notifyCommand(world))
    .addCommand(moduleCommand(world))
    .addCommand(installCommand(world))
    .addCommand(upgradeCommand(world))
    .addCommand(uninstallCommand(world))
    .addCommand(backupCommand(world))
    .addCommand(restoreCommand(world))
    .addCommand(passportCommand(world))
    .addCommand(schemaCommand(world));
  const { rehearsal } = world;
  if (rehearsal)
    program
      .addCommand(rehearsalCommand(rehearsal))
      .addCommand(rehearseCommand(rehearsal))
      .addCommand(serviceCommand(rehearsal), { hidden: true });
  reportUsageErrors(program);
  inherit(program);
  return program;
}

/** A command that was created separately inherits nothing: also in `clerk grant`, a mistake is to say where the help is. */
function inherit(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    inherit(command as Command);
  }
}

/** A word of the mistake's, as commander quotes it; and as many digits in it as a PIN has. */
const QUOTED = /'[^']*'/g;
const LIKE_A_PIN = /\d{4,}/g;
const WORDS_TOO_MANY = /(too many arguments[^:]*? but got \d+): [\s\S]*/;

/** What commander says of a mistake, without the words too many and whatever may be a PIN. A first word that is no command is called that. */
function reportUsageErrors(program: Command): void {
  program.configureOutput({
    outputError: (text, write) => {
      const [first = ''] = program.args.filter((word) => !word.startsWith('-'));
      const isForServe = text.includes("too many arguments for 'serve'") && first !== 'serve';
      const isWord = /^[a-z-]{2,20}$/.test(first);
      const said =
        isForServe && isWord ? `error: unknown command '${first}'\n` : text.replace(WORDS_TOO_MANY, '$1.\n');
      write(said.replace(QUOTED, (word) => word.replace(LIKE_A_PIN, '…')));
    },
  });
}
