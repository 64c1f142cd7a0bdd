/** The command line: one file a command; every command has --help, and --json where a script would want it. */
import { Command } from 'commander';
import type { World } from './command-context.js';

type Load = (world: World) => Promise<Command>;

/** In the order of --help. A command's file is read when it is called: a server begins its host so much sooner. */
const COMMANDS: Readonly<Record<string, Load>> = {
  serve: async (world) => (await import('./serve/serve.js')).serveCommand(world),
  init: async (world) => (await import('./init/init.js')).initCommand(world),
  doctor: async (world) => (await import('./doctor/doctor.js')).doctorCommand(world),
  status: async (world) => (await import('./status/status.js')).statusCommand(world),
  logs: async (world) => (await import('./logs/logs.js')).logsCommand(world),
  'support-bundle': async (world) =>
    (await import('./support-bundle/support-bundle.js')).supportBundleCommand(world),
  migrate: async (world) => (await import('./migrate/migrate.js')).migrateCommand(world),
  clerk: async (world) => (await import('./clerk/clerk.js')).clerkCommand(world),
  token: async (world) => (await import('./token/token.js')).tokenCommand(world),
  audit: async (world) => (await import('./audit/audit.js')).auditCommand(world),
  notify: async (world) => (await import('./notify/notify.js')).notifyCommand(world),
  otlp: async (world) => (await import('./otlp/otlp.js')).otlpCommand(world),
  module: async (world) => (await import('./module/module.js')).moduleCommand(world),
  install: async (world) => (await import('./install/install.js')).installCommand(world),
  upgrade: async (world) => (await import('./install/install.js')).upgradeCommand(world),
  uninstall: async (world) => (await import('./install/install.js')).uninstallCommand(world),
  backup: async (world) => (await import('./backup/backup.js')).backupCommand(world),
  restore: async (world) => (await import('./backup/backup.js')).restoreCommand(world),
  passport: async (world) => (await import('./passport/passport.js')).passportCommand(world),
  schema: async (world) => (await import('./schema/schema.js')).schemaCommand(world),
};

/** `named`: only that command, where there is one of that name. Default all. */
export async function createProgram(world: World, named = ''): Promise<Command> {
  const program = new Command('venue-control')
    .description('Connects a venue to swiftpos Cloud, and controls and diagnoses the services involved.')
    .version(world.version)
    .showHelpAfterError('(--help lists commands and options)');
  const { rehearsal } = world;
  const isOne = Object.hasOwn(COMMANDS, named);
  for (const [name, load] of Object.entries(COMMANDS))
    if (!isOne || name === named) program.addCommand(await load(world), { isDefault: name === 'serve' });
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
