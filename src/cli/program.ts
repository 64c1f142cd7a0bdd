/** The command line: one file a command; every command has --help, and --json where a script would want it. */
import { Command } from 'commander';
import type { CommandContext } from './command-context.js';

type Load = (context: CommandContext) => Promise<Command>;

/** In the order of --help. A command's file is read when it is called: a server begins its host so much sooner. */
const COMMANDS: Readonly<Record<string, Load>> = {
  serve: async (context) => (await import('./serve/serve.js')).serveCommand(context),
  init: async (context) => (await import('./init/init.js')).initCommand(context),
  doctor: async (context) => (await import('./doctor/doctor.js')).doctorCommand(context),
  status: async (context) => (await import('./status/status.js')).statusCommand(context),
  logs: async (context) => (await import('./logs/logs.js')).logsCommand(context),
  'support-bundle': async (context) =>
    (await import('./support-bundle/support-bundle.js')).supportBundleCommand(context),
  migrate: async (context) => (await import('./migrate/migrate.js')).migrateCommand(context),
  clerk: async (context) => (await import('./clerk/clerk.js')).clerkCommand(context),
  token: async (context) => (await import('./token/token.js')).tokenCommand(context),
  audit: async (context) => (await import('./audit/audit.js')).auditCommand(context),
  notify: async (context) => (await import('./notify/notify.js')).notifyCommand(context),
  otlp: async (context) => (await import('./otlp/otlp.js')).otlpCommand(context),
  module: async (context) => (await import('./module/module.js')).moduleCommand(context),
  install: async (context) => (await import('./install/install.js')).installCommand(context),
  upgrade: async (context) => (await import('./install/install.js')).upgradeCommand(context),
  uninstall: async (context) => (await import('./install/install.js')).uninstallCommand(context),
  backup: async (context) => (await import('./backup/backup.js')).backupCommand(context),
  restore: async (context) => (await import('./backup/backup.js')).restoreCommand(context),
  passport: async (context) => (await import('./passport/passport.js')).passportCommand(context),
  schema: async (context) => (await import('./schema/schema.js')).schemaCommand(context),
};

/** `named`: only that command, where there is one of that name. Default all. */
export async function createProgram(context: CommandContext, named = ''): Promise<Command> {
  const program = new Command('venue-control')
    .description('Connects a venue to swiftpos Cloud, and controls and diagnoses the services involved.')
    .version(context.version)
    .showHelpAfterError('(--help lists commands and options)');
  const { rehearsal } = context;
  const isOne = Object.hasOwn(COMMANDS, named);
  for (const [name, load] of Object.entries(COMMANDS))
    if (!isOne || name === named) program.addCommand(await load(context), { isDefault: name === 'serve' });
  if (rehearsal && !isOne) {
    const { rehearsalCommand, rehearseCommand, serviceCommand } = await import('./rehearsal/rehearsal.js');
    program
      .addCommand(rehearsalCommand(rehearsal))
      .addCommand(rehearseCommand(rehearsal))
      .addCommand(serviceCommand(rehearsal), { hidden: true });
  }
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
