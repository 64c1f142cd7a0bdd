/** `venue-control serve`: opens everything, takes over what an earlier life left, listens, and lets go of it all again on a signal. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { AppError } from '../errors.js';
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
  const closing = new Closing();
  try {
    const port = await open(world, closing, keep);
    process.stdout.write(`Ready: http://127.0.0.1:${port}\n`);
    await ending;
  } finally {
    setTimeout(() => process.exit(process.exitCode ?? 0), STOP_MS).unref();
    await closing.run(world);
  }
  process.exit(process.exitCode ?? 0);
}

/** Opens in the order of what needs what; each part notes how it is closed again. */
async function open(world: World, closing: Closing, keep: boolean): Promise<number> {
  const { config, rehearsal } = world;
  const lock = world.lockDataFolder();
  closing.add('lock', () => lock.release());

  const scripts = world.createScripts();
  closing.add('PowerShell hosts', () => scripts.stop());
  const hostsUp = scripts.start();
  hostsUp.catch(() => undefined);

  rehearsal.seed();
  if (!keep) closing.add('rehearsal', () => rehearsal.stopEverything());
  const cloudUp = rehearsal.ensureCloud();
  cloudUp.catch(() => undefined);

  const state = await world.openState();
  closing.add('state database', () => state.close());
  const opened = await world.openVenue();
  closing.add('venue database', () => opened.close());
  await givePracticePins(world, state);

  const controlPlane = await world.createControlPlane({ state, opened, scripts });
  const server = await world.createServer(controlPlane);
  await Promise.all([hostsUp, cloudUp]);
  await bootServices(world, scripts);
  await controlPlane.start();
  closing.add('operations', () => controlPlane.stop());
  const { port } = await server.start();
  closing.add('server', () => server.stop());

  const file = join(config.dataFolder, 'server.json');
  writeFileSync(file, JSON.stringify({ pid: process.pid, port, startedAt: world.clock.now().toISOString() }));
  closing.add('server.json', () => rmSync(file, { force: true }));
  return port;
}

/** Rehearsal only: the practice clerks have PINs from the start. Never overwrites one. */
async function givePracticePins(world: World, state: OpenedState): Promise<void> {
  if ((await state.pins.count()) > 0) return;
  const keys = world.keys();
  await Promise.all(
    world.rehearsal.clerkPins.map(async ({ clerkId, pin }) => {
      const hash = await world.pins.hash(keys.hmac('pin', pin));
      await state.pins.set({ clerkId, hash, changedAt: world.clock.now() });
    }),
  );
}

/** As Windows does at its own start: Automatic services come up. One that doesn't is shown by `services`, and stops nobody. */
async function bootServices(world: World, scripts: ScriptHosts): Promise<void> {
  try {
    await scripts.runner.run({ script: 'Initialize-VenueHost', deadlineMs: BOOT_MS });
  } catch (error) {
    world.log().warn({ err: error }, 'Not every Automatic service came up');
  }
}

/** What was opened, closed in reverse; one that fails keeps no other from closing. */
class Closing {
  readonly #parts: { readonly name: string; readonly close: () => unknown }[] = [];

  add(name: string, close: () => unknown): void {
    this.#parts.push({ name, close });
  }

  async run(world: World): Promise<void> {
    for (const { name, close } of this.#parts.reverse()) {
      try {
        await close();
      } catch (error) {
        world.log().error({ err: error, part: name }, 'A part could not be closed');
      }
    }
  }
}

function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}
