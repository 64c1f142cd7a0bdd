/** What a rehearsal adds to `serve`: its cloud, services that boot as a server's do, and PINs that everyone knows. None of it at a real venue. */
import type { KnownState } from '../../domain/ports/kept-state.js';
import { hashPin, storePin } from '../../domain/sign-in/pins.js';
import { SERVICE_KEYS } from '../../domain/types/services.js';
import { getHostServices } from '../../domain/venue/host.js';
import type { CommandContext, Rehearsal, ScriptHosts } from '../command-context.js';

/** How long the rehearsal's machine may take to boot its services. */
const BOOT_MS = 30_000;

/** Never overwrites a PIN, and writes none beside a SQL Server: a real venue's may be named. */
export async function giveRehearsalPins(
  context: CommandContext,
  state: KnownState,
  { clerkPins }: Rehearsal,
): Promise<void> {
  if (context.config.sql !== undefined || (await state.pins.count()) > 0) return;
  const tools = { pins: context.pins, keys: context.keys() };
  await Promise.all(
    clerkPins.map(async ({ clerkId, pin }) =>
      storePin(state, clerkId, await hashPin(tools, pin), context.clock.now()),
    ),
  );
}

/**
 * As Windows does at its own start: Automatic services come up. One that doesn't is shown by `services`, and stops no one. A look first,
 * for where they run already: it is a read, and its host is there. They are booted unless it saw them all.
 */
export async function bootServices(
  context: CommandContext,
  { runner }: ScriptHosts,
  cloudUp: Promise<void>,
): Promise<void> {
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
    context.log().warn({ err: error }, 'Not every Automatic service came up');
  }
}
