/** `venue-control serve`: opens everything, takes over what an earlier server run left, listens, and releases it all again on a signal. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { Command } from 'commander';
import { type CommandContext, openState } from '../command-context.js';
import { requireTrustedProgram } from '../doctor/program-trust.js';
import { requireReadyVenue } from '../venue-readiness.js';
import { recordChangedSettings } from './changed-settings.js';
import { bootServices, giveRehearsalPins } from './rehearsal.js';

/** After a signal the process is gone by then, whatever hangs. */
const STOP_MS = 14_000;
/** The hosts are for those who waited for the server, before its status reads all that it knows of the venue. */
const FIRST_ANSWER_MS = 300;

export function serveCommand(context: CommandContext): Command {
  return new Command('serve')
    .description(
      'Run the control plane (and, in a rehearsal, its venue and cloud) until Ctrl+C. This is the default.',
    )
    .option('--keep', 'leave the rehearsal services and cloud running at the end', false)
    .option('--lifeline', 'stop the server when standard input closes; for a service wrapper', false)
    .action(({ keep, lifeline }: { keep: boolean; lifeline: boolean }) => serve(context, { keep, lifeline }));
}

/** Asked to end before it was ready. */
class Ended extends Error {}

async function serve(
  context: CommandContext,
  { keep, lifeline }: { keep: boolean; lifeline: boolean },
): Promise<void> {
  requireReadyVenue(context);
  const ending = waitForEnd(lifeline);
  // Also a start that still waits for something is over by then.
  const leave = () => setTimeout(() => process.exit(process.exitCode ?? 0), STOP_MS).unref();
  void ending.then(leave);
  const ended = ending.then(() => Promise.reject(new Ended()));
  ended.catch(() => undefined);
  const opened = new AsyncDisposableStack();
  const life = lifeFile(context);
  process.on('uncaughtExceptionMonitor', (err) =>
    context.log().error({ err }, 'The server ends by an error'),
  );
  try {
    const port = await open(context, opened, { life, keep, lifeline, ended });
    process.stdout.write(`Ready: http://127.0.0.1:${port}\n`);
    context.log().info({ reason: await ending }, 'The server stops');
  } catch (error) {
    if (!(error instanceof Ended)) {
      // Another server's log is its own. Not on stderr, where the refusal is said already.
      if (life.isBegun) context.log().info({ err: error }, 'The server could not start');
      throw error;
    }
    context.log().info({ reason: await ending }, 'The server stops before it was ready');
    process.stdout.write('Stopped before it was ready, as requested.\n');
  } finally {
    leave();
    await opened.disposeAsync();
  }
  process.exit(process.exitCode ?? 0);
}

interface OpenWith {
  readonly life: ReturnType<typeof lifeFile>;
  readonly keep: boolean;
  readonly lifeline: boolean;
  readonly ended: Promise<never>;
}

/** Opens in the order of what needs what; each part notes how it is closed again. One that doesn't close keeps no other from it. */
async function open(
  context: CommandContext,
  stack: AsyncDisposableStack,
  { life, keep, lifeline, ended }: OpenWith,
): Promise<number> {
  const { rehearsal } = context;
  const unlessEnded = <T>(part: Promise<T>): Promise<T> => Promise.race([ended, part]);
  const closeLater = (part: string, close: () => unknown) =>
    stack.defer(async () => {
      try {
        await close();
      } catch (err) {
        context.log().error({ err, part }, 'A part could not be closed');
      }
    });
  const lock = context.lockDataFolder();
  closeLater('lock', () => lock.release());
  // At once: the task that would start Services Monitor again waits three minutes for a server, and a start may take two.
  const { version, log } = context;
  log().info({ version, pid: process.pid, node: process.version, ...life.before() }, 'The server starts');
  life.write();
  closeLater('server.json', () => life.remove());
  const scripts = context.createScripts();
  let cloudSettled: Promise<unknown> = Promise.resolve();
  // After the hosts, which may be booting services: one that is still starting would be missed. What an earlier server run left running is none of
  // a start that is refused for its state.
  let isAdmitted = false;
  if (rehearsal && !keep)
    closeLater('rehearsal', () => isAdmitted && cloudSettled.then(() => rehearsal.stopEverything()));
  closeLater('PowerShell hosts', () => scripts.stop());
  // First of all: a host takes as long as everything else here, and does nothing unasked. Beside a state that can't be used it
  // is ended again before this is over.
  const hostsUp = scripts.start();
  hostsUp.catch(() => undefined);
  // A turn of this thread, for its process to begin before all that is brought in below holds it.
  await turn();
  const opening = openState(context, lifeline);
  // Meanwhile: the host has its process, and the look through the state a thread of its own.
  context.prepareServer().catch(() => undefined);
  const state = await opening;
  closeLater('state database', () => state.close());
  isAdmitted = true;
  await unlessEnded(requireTrustedProgram(context, scripts.runner));
  await recordChangedSettings(context, state);

  rehearsal?.seed();
  const cloudUp = rehearsal?.ensureCloud() ?? Promise.resolve();
  cloudSettled = cloudUp.catch(() => undefined);

  // Windows starts its own services.
  const booted = rehearsal ? hostsUp.then(() => bootServices(context, scripts, cloudUp)) : hostsUp;
  booted.catch(() => undefined);

  const opened = await unlessEnded(context.openVenue(context.log()));
  closeLater('venue database', () => opened.close());
  if (rehearsal) await giveRehearsalPins(context, state, rehearsal);

  // Not with this file: it brings in all of doctor, and the host would begin so much later.
  const { supportParts } = await import('../support-bundle/support-bundle.js');
  const controlPlane = await context.createControlPlane({
    state,
    opened,
    scripts,
    isSupervised: lifeline,
    support: await supportParts(context),
  });
  // What the first page asks, beside the rest of the start: the first run of a script is its longest.
  const firstPage = hostsUp.then(() => controlPlane.services.all()).catch(() => undefined);
  const server = await context.createServer(controlPlane);
  await unlessEnded(Promise.all([booted, cloudUp]));
  await controlPlane.start();
  closeLater('operations', () => controlPlane.stop());
  const { port } = await server.start();
  closeLater('server', () => server.stop());
  // Not before: its reads would stand in the first answer's way.
  void Promise.all([firstPage, sleep(FIRST_ANSWER_MS)]).then(() => controlPlane.keepStatus());

  life.write(port);
  return port;
}

/** Which process serves this folder, and since when; where, once it listens. */
function lifeFile({ config, clock }: CommandContext) {
  const file = join(config.dataFolder, 'server.json');
  const startedAt = clock.now().toISOString();
  let isBegun = false;
  return {
    /** Whether this folder is this server's, and its log too. */
    get isBegun() {
      return isBegun;
    },
    /** How the server before this one ended: what it wrote is taken away by a stop, and by nothing else. */
    before() {
      try {
        const { pid, startedAt } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
        return { before: 'ended without stopping: killed, or the machine went down', of: { pid, startedAt } };
      } catch {
        return { before: existsSync(file) ? 'not known' : 'stopped, or none' };
      }
    },
    write(port?: number) {
      writeFileSync(file, JSON.stringify({ pid: process.pid, port, startedAt }));
      isBegun = true;
    },
    remove: () => rmSync(file, { force: true }),
  };
}

/** Resolves with the reason. */
function waitForEnd(lifeline: boolean): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    if (!lifeline) return;
    // The process at the other end is gone, or closes it.
    for (const event of ['end', 'close', 'error'])
      process.stdin.once(event, () => resolve('standard input ended'));
    process.stdin.resume();
  });
}
