/** `venue-control serve`: opens everything, takes over what an earlier life left, listens, and lets go of it all again on a signal. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { AppError } from '../errors.js';
import { hashPin, storePin } from '../operations/clerks/pins.js';
import { SERVICE_KEYS } from '../operations/words/services.js';
import { getHostServices } from '../operations/world/venue-host.js';
import type { OpenedState, ScriptHosts, World } from './world.js';

/** After a signal the process is gone by then, whatever hangs. */
const STOP_MS = 14_000;
/** How long the rehearsal's machine may take to boot its services. */
const BOOT_MS = 30_000;

export function serveCommand(world: World): Command {
  return new Command('serve')
    .description(
      'Run the control plane (and, in a rehearsal, its venue and cloud) until Ctrl+C. This is the default.',
    )
    .option('--keep', 'leave the rehearsal services and cloud running at the end', false)
    .action(({ keep }: { keep: boolean }) => serve(world, keep));
}

async function serve(world: World, keep: boolean): Promise<void> {
  if (world.config.venue === 'windows') {
    throw new AppError('NOT_AVAILABLE_YET', {
      message: 'The control plane cannot be run at a real venue yet.',
      remedy: 'Leave VENUE_CONTROL_VENUE unset to run the rehearsal venue.',
    });
  }
  const ending = waitForSignal();
  const opened = new AsyncDisposableStack();
  try {
    const port = await open(world, opened, keep);
    process.stdout.write(`Ready: http://127.0.0.1:${port}\n`);
    await ending;
  } finally {
    setTimeout(() => process.exit(process.exitCode ?? 0), STOP_MS).unref();
    await opened.disposeAsync();
  }
  process.exit(process.exitCode ?? 0);
}

/** Opens in the order of what needs what; each part notes how it is closed again. One that doesn't close keeps no other from it. */
async function open(world: World, stack: AsyncDisposableStack, keep: boolean): Promise<number> {
  const { config, rehearsal } = world;
  const closeLater = (part: string, close: () => unknown) =>
    stack.defer(async () => {
      try {
        await close();
      } catch (err) {
        world.log().error({ err, part }, 'A part could not be closed');
      }
    });
  const lock = world.lockDataFolder();
  closeLater('lock', () => lock.release());
  // Before anything is started: beside a state that can't be used nothing is to be left running.
  const state = await world.openState();
  closeLater('state database', () => state.close());

  const scripts = world.createScripts();
  let cloudSettled: Promise<unknown> = Promise.resolve();
  // After the hosts, which may be booting services: one that is still starting would be missed.
  if (!keep) closeLater('rehearsal', () => cloudSettled.then(() => rehearsal.stopEverything()));
  closeLater('PowerShell hosts', () => scripts.stop());
  const hostsUp = scripts.start();
  hostsUp.catch(() => undefined);

  rehearsal.seed();
  const cloudUp = rehearsal.ensureCloud();
  cloudSettled = cloudUp.catch(() => undefined);

  const booted = hostsUp.then(() => bootServices(world, scripts, cloudUp));
  booted.catch(() => undefined);

  const opened = await world.openVenue();
  closeLater('venue database', () => opened.close());
  await givePracticePins(world, state);

  const controlPlane = await world.createControlPlane({ state, opened, scripts });
  const server = await world.createServer(controlPlane);
  await Promise.all([booted, cloudUp]);
  await controlPlane.start();
  closeLater('operations', () => controlPlane.stop());
  const { port } = await server.start();
  closeLater('server', () => server.stop());

  const file = join(config.dataFolder, 'server.json');
  writeFileSync(file, JSON.stringify({ pid: process.pid, port, startedAt: world.clock.now().toISOString() }));
  closeLater('server.json', () => rmSync(file, { force: true }));
  return port;
}

/** Rehearsal only: the practice clerks have PINs from the start. Never overwrites one. */
async function givePracticePins(world: World, state: OpenedState): Promise<void> {
  if ((await state.pins.count()) > 0) return;
  const tools = { pins: world.pins, keys: world.keys() };
  await Promise.all(
    world.rehearsal.clerkPins.map(async ({ clerkId, pin }) =>
      storePin(state, clerkId, await hashPin(tools, pin), world.clock.now()),
    ),
  );
}

/**
 * As Windows does at its own start: Automatic services come up. One that doesn't is shown by `services`, and stops nobody. A look first,
 * for where they run already: it is a read, and its host is there. They are booted unless it saw them all.
 */
async function bootServices(world: World, { runner }: ScriptHosts, cloudUp: Promise<void>): Promise<void> {
  const services = await getHostServices(runner, SERVICE_KEYS).catch(() => undefined);
  if (services?.every(({ state, startMode }) => state === 'Running' || !startMode?.startsWith('Automatic')))
    return;
  // Without it there is no start at all, and that is said already.
  const isThere = await cloudUp.then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  try {
    await runner.run({ script: 'Initialize-VenueHost', deadlineMs: BOOT_MS });
  } catch (error) {
    world.log().warn({ err: error }, 'Not every Automatic service came up');
  }
}

function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}
