/** The composition root: the only place that constructs adapters. What is heavy is imported when it is needed, so that a service stays small and `--help` quick. */
import { dirname, join } from 'node:path';
import type { CommandContext, ScriptHosts } from './cli/command-context.js';
import { inspects } from './cli/inspects.js';
import { type Config, projectFolderOf, readConfig, releaseOf, siteOf, versionOf } from './config/config.js';
import { ConfigError } from './config/config-error.js';
import type { Log } from './domain/ports/machine.js';
import { visible } from './domain/types/plain-text.js';
import { errorInWords } from './errors/errors.js';
import type { Closing } from './platform/data-folder/closed-folder.js';
import { once } from './platform/data-folder/once.js';
import { environmentHere } from './platform/windows-service/installed-data.js';
import type { StateTables } from './storage/state/tables.js';

const ENTRY = join(import.meta.dirname, 'main.js'); // What a rehearsal's processes are started with.

/** What a test program replaces when it runs this program on a machine that can't be a venue's. The program itself passes nothing. */
type Seams = Pick<CommandContext, 'machineRows'>;

if (import.meta.main) await runProgram(process.argv.slice(2));

export async function runProgram(args: readonly string[], seams: Seams = {}): Promise<void> {
  process.umask(0o077); // No other user may read what this process and its children create.
  try {
    await run(args, seams);
  } catch (error) {
    process.stderr.write(`${visible(errorInWords(error))}\n`);
    process.exitCode ||= error instanceof ConfigError ? 2 : 1; // 2: of how it was called.
  }
}

async function run(args: readonly string[], seams: Seams): Promise<void> {
  const config = readConfig(await environmentHere(projectFolderOf(import.meta.dirname), args));
  const [command, key] = args;
  if (config.venue === 'rehearsal' && command === 'service' && key !== undefined && !key.startsWith('-')) {
    const { runService } = await import('../rehearsal/services/run-service.js');
    return runService(key, config);
  }
  const logFolder = inspects(args) ? undefined : config.dataFolder;
  const context = await openContext(config, seams, logFolder);
  const { createProgram } = await import('./cli/program.js');
  const program = await createProgram(context, command ?? 'serve');
  await program.parseAsync([...args], { from: 'user' });
}

async function openContext(config: Config, seams: Seams, logFolder?: string): Promise<CommandContext> {
  const pool = await import('./powershell/pool/pool.js');
  const machine = await importMachine();
  const venueDatabase = async () => {
    const site = await import('./storage/site-databases.js');
    return site.venueDatabase({ ...siteOf(config), readSecret: machine.readSecretFile });
  };
  const { askBirth } = await import('./powershell/host/launch.js');
  const version = versionOf(config);
  const isRehearsal = config.venue === 'rehearsal';
  const getLog = once(() => machine.openLog(logFolder, config.logLevel));
  const getKeys = once(() => machine.openKeys(config.dataFolder));
  const states = machine.stateOpeners({
    ...config,
    keys: getKeys,
    log: getLog,
    environment: isRehearsal ? 'rehearsal' : 'production',
    openDatabase: async (file, how) => {
      const { sqliteDatabase } = await import('./storage/sqlite/database.js');
      const { openStateDatabase } = await import('./storage/open-state.js');
      const database = sqliteDatabase<StateTables>({ file, ...how });
      const isServed = () => machine.isServedByAnother(dirname(file), askBirth);
      return openStateDatabase({ ...how, database, log: getLog(), version, isServed });
    },
  });
  const { dataFolder, projectFolder, logLevel } = config;
  const logOf = (life?: string) => (life === 'traceless' ? machine.openLog(undefined, logLevel) : getLog());
  const icacls: Closing['icacls'] = async (words) =>
    (await import('./platform/windows-service/run-program.js')).runIcacls(words);
  const closing = { account: process.geteuid?.(), icacls };
  const runAs = machine.userOfThisProgram();
  const own = { version, runAs, clock: machine.systemClock, pins: machine.createPinHasher() };
  // Of the control plane once there is one: it outlives a machine's clock that is moved.
  let now = () => own.clock.now();
  const backups = { ...states, dataFolder, version, closing, now: () => now() };
  const kept = machine.backupsOf(backups);
  const installation = () => import('./platform/windows-service/plan-installation.js');
  const secrets = machine.channelSecrets(dataFolder);
  const open: CommandContext['notifications']['open'] = async (channels, alerts) => {
    const telemetry = await import('./telemetry/channels/open-channels.js');
    return telemetry.openChannels(channels, { secrets, config, alerts });
  };
  const serverParts = once(async () => {
    const [server, { buildGuardedSchema }, context] = await Promise.all([
      import('./server/server.js'),
      import('./resolvers/build-schema.js'),
      import('./resolvers/request/context.js'),
    ]);
    return { ...server, ...context, schema: buildGuardedSchema() };
  });
  const printSchema = once(async () =>
    (await import('./resolvers/schema/print-contract.js')).printContract((await serverParts()).schema),
  );
  return {
    config,
    ...own,
    log: getLog,
    keys: getKeys,
    openState: (noteLost) => states.openState(dataFolder, noteLost),
    alertsHere: machine.alertsHere,
    inspectState: () => states.inspectState(dataFolder),
    openStateAsItIs: () => states.openAsItIs(dataFolder),
    backups: kept,
    supportFiles: async () => (await import('./platform/support/files.js')).supportFiles(config),
    restoreBackup: (folder, audited) => machine.restoreBackup({ ...backups, audited }, folder),
    installModule: async (where) =>
      (await import('./platform/install-module.js')).installTrustedModule(projectFolder, where),
    writeJea: async (wish) => (await import('./platform/jea-files.js')).writeJea(projectFolder, wish),
    planInstallation: async (wish) =>
      (await installation()).planInstallation({ wish, source: projectFolder, version: releaseOf(version) }),
    requirePlaces: async () => (await installation()).requirePlaces(config),
    async closeData(tell) {
      await (await installation()).closeData(config, tell);
      machine.requireUnlocked(dataFolder, askBirth); // Of a folder that is no one else's by now: any user can write a lock that names a process.
    },
    isInstalled: async () => (await (await installation()).registeredHere(projectFolder)) !== undefined,
    requireWholeProgram: () => void machine.readProgram(projectFolder),
    passportSeal: machine.createPassportSeal,
    notifications: { secrets, open },
    isPackaged: () => machine.isPackaged(projectFolder),
    requireWritable: () => machine.requireWritable(dataFolder),
    venueScripts: async (what) =>
      (await import('./storage/mssql/venue-scripts.js')).venueScripts(projectFolder, what),
    openVenue: async (log) =>
      (await import('./storage/open-venue.js')).openVenueDatabase({
        ...{ database: await venueDatabase(), log, now: () => now() },
      }),
    venueColumns: async () =>
      (await import('./storage/mssql/table-columns.js')).venueColumns(await venueDatabase()),
    querySqlBrowser: async (server) => (await import('./storage/mssql/browser.js')).queryBrowser(server),
    createScripts: (life, venue = config.venue) =>
      createScripts({ ...config, venue }, pool.createPowerShellPool, logOf(life), life),
    async createControlPlane(parts) {
      const [domain, { DEFAULT_SETTINGS }, health, peers, rehearsal] = await Promise.all([
        import('./domain/create-control-plane.js'),
        import('./domain/types/settings.js'),
        import('./domain/health/probes.js'),
        import('./platform/users.js'),
        isRehearsal ? import('../rehearsal/seed-venue.js') : undefined,
      ]);
      const alerts = machine.alertsHere(parts.isSupervised ?? false);
      const shared = { ...parts.opened, ...own, state: parts.state, ...(alerts ? { alerts } : {}) };
      const settings = { ...DEFAULT_SETTINGS, ...rehearsal?.SITE, ...config.site };
      const plane = domain.createControlPlane({
        ...shared,
        scripts: parts.scripts.runner,
        keys: getKeys(),
        newId: () => crypto.randomUUID(),
        peerUsers: peers.ownPeerUsers,
        log: getLog(),
        settings,
        channels: await open(config.site.notifications?.channels ?? [], alerts),
        freeBytes: () => machine.freeBytes(dataFolder),
        health: health.createHealth({ ...shared, scripts: parts.scripts, log: getLog() }),
        hostFigures: () => parts.scripts.figures(),
        anchors: parts.state.anchors,
        bootId: crypto.randomUUID(),
        rehearsal: isRehearsal,
        backups: kept,
        support: parts.support,
        restartsGateway: config.venueFile?.said?.gatewayCredential?.restart,
      });
      now = plane.now;
      if (settings.otlpEndpoint === 'none') return plane;
      return (await import('./telemetry/push.js')).pushedBy(plane, settings, { secrets, config });
    },
    prepareServer: async () => void (await serverParts()),
    async createServer(controlPlane) {
      const { createServer, createRequestContext, schema } = await serverParts();
      const { figures } = controlPlane;
      (await import('./platform/memory-at-rest.js')).giveBackAtRest();
      const scrape = async () => (await import('./telemetry/metrics/scrape.js')).openScrape;
      return createServer({
        ...{ config, controlPlane, schema, log: getLog(), keys: getKeys() },
        createContext: (request) => createRequestContext({ ...request, controlPlane }),
        metrics: once(async () => (await scrape())(figures)),
        printSchema,
      });
    },
    async powerShellPolicy() {
      const { findPowerShell } = await import('./powershell/host/find-powershell.js');
      const { found } = await findPowerShell({ projectFolder, configured: config.pwsh });
      return found && (await import('./powershell/host/policy.js')).askPolicy(found, projectFolder);
    },
    lockDataFolder: () => machine.lockDataFolder(dataFolder, askBirth),
    rehearsal: isRehearsal
      ? (await import('../rehearsal/rehearsal.js')).openRehearsal(config, ENTRY)
      : undefined,
    ...seams,
    printSchema,
  };
}

async function importMachine() {
  const [clock, keys, log, pins, lock, known, kept, restore, folder, user, secret, seal, trust, lines] =
    await Promise.all([
      import('./platform/clock.js'),
      import('./platform/data-folder/keys.js'),
      import('./platform/logging/log.js'),
      import('./platform/pin-hasher.js'),
      import('./platform/data-folder/lock.js'),
      import('./platform/data-folder/state-openers.js'),
      import('./platform/backup/kept-backups.js'),
      import('./platform/backup/restore.js'),
      import('./platform/data-folder/access.js'),
      import('./platform/users.js'),
      import('./platform/data-folder/secret-file.js'),
      import('./platform/passport-seal.js'),
      import('./platform/windows-service/program-files.js'),
      import('./platform/logging/alert-lines.js'),
    ]);
  const files = { ...lock, ...kept, ...restore, ...folder, ...secret, ...seal, ...trust, ...lines };
  return { ...clock, ...keys, ...log, ...pins, ...known, ...user, ...files };
}

function createScripts(
  config: Config,
  createPool: typeof import('./powershell/pool/pool.js').createPowerShellPool,
  log: Log,
  life?: 'short' | 'traceless',
): ScriptHosts {
  const scripts = join(config.projectFolder, 'scripts');
  const provider = config.venue === 'rehearsal' ? 'Rehearsal' : 'Windows';
  const pool = createPool({
    projectFolder: config.projectFolder,
    scriptFolders: [join(scripts, 'operations')],
    loadedFolders: ['assembly', 'host', 'services'].map((name) => join(scripts, name)),
    warmModules: [
      'VenueError',
      ...['HostService', 'VenueHost', 'VenueFile', 'EventLog'].map((name) => `${name}.${provider}`),
      'VenueCloud',
    ].map((name) => join(scripts, 'services', `${name}.psm1`)),
    readsOnly: life !== undefined,
    env: {
      VENUE_CONTROL_DATA: config.dataFolder,
      VENUE_CONTROL_VENUE: config.venue,
      VENUE_CONTROL_CLOUD_URL: config.cloudUrl,
      VENUE_CONTROL_CLOUD_CERTIFICATE: config.venueFile?.said?.cloud.certificateFile ?? '',
      VENUE_CONTROL_CLOUD_PROXY: config.venueFile?.said?.cloud.proxy ?? '',
      VENUE_CONTROL_NODE: process.execPath,
      VENUE_CONTROL_ENTRY: ENTRY,
      VENUE_CONTROL_REHEARSAL_PACE: String(config.rehearsalPace),
    },
    pwsh: config.pwsh,
    log,
  });
  return {
    ...pool,
    found() {
      const { powershell } = pool.status();
      return powershell && { ...powershell, path: powershell.leadingArguments[0] ?? powershell.executable };
    },
  };
}
