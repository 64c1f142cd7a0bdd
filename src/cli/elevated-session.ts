/** The elevated local session: commands that only an Administrator may run on the server itself, each with its audit row. */

import { existsSync } from 'node:fs';
import { type Actor, AuditTrail, commandLine } from '../domain/audit/trail.js';
import { MonotonicClock } from '../domain/clock/monotonic-clock.js';
import { TrustedClock } from '../domain/clock/trusted-clock.js';
import type { ClerkRow } from '../domain/ports/clerk-reader.js';
import type { KnownState } from '../domain/ports/kept-state.js';
import { ALL_PERMISSIONS, type Permission } from '../domain/types/permissions.js';
import { isPlainText, visible } from '../domain/types/plain-text.js';
import { getVenueHost } from '../domain/venue/host.js';
import { AppError } from '../errors/errors.js';
import { type CommandContext, type OpenedVenue, openState } from './command-context.js';

export interface Desk {
  readonly state: KnownState;
  readonly opened: OpenedVenue;
  readonly audit: AuditTrail;
  /** The user of this session. */
  readonly actor: Actor;
  /** Runs the work between an intent and an outcome in the audit. */
  audited(action: string, target: string, reason: string, work: () => Promise<void>): Promise<void>;
}

export async function runElevated(
  context: CommandContext,
  work: (desk: Desk) => Promise<void>,
): Promise<void> {
  requireDataFolder(context);
  await requireElevation(context);
  const state = await openState(context);
  const opened = await context.openVenue();
  const audit = new AuditTrail({ ...context, state, log: context.log() });
  const actor = commandLine();
  try {
    await work({
      state,
      opened,
      audit,
      actor,
      audited: (action, target, reason, change) => audit.audited(actor, { action, target, reason }, change),
    });
  } finally {
    await opened.close();
    await state.close();
  }
}

export async function steadyTime(context: CommandContext, { state }: Desk): Promise<MonotonicClock> {
  const clock = new TrustedClock(context.clock);
  const time = new MonotonicClock({ clock, keyValues: state.keyValues, log: context.log() });
  await time.start();
  // A command has no witness. Unless the server found the machine's clock wrong, it is as good as it was.
  if (clock.aheadMs() === 0) clock.confirm();
  return time;
}

/** Else a mistyped one would be made, and be as good as a new venue's. */
function requireDataFolder({ config: { dataFolder } }: CommandContext): void {
  if (existsSync(dataFolder)) return;
  throw new AppError('STATE_LOST', {
    message: `There is no data folder ${dataFolder}.`,
    remedy: 'Check VENUE_CONTROL_DATA, and that the disk of that folder is available. Nothing was written.',
  });
}

async function requireElevation(context: CommandContext): Promise<void> {
  context.rehearsal?.seed();
  const scripts = context.createScripts('short');
  try {
    await scripts.start();
    const { elevated } = await getVenueHost(scripts.runner);
    if (elevated) return;
  } finally {
    await scripts.stop();
  }
  throw new AppError('FORBIDDEN', {
    message: 'This needs an elevated prompt.',
    remedy: 'Open PowerShell with "Run as administrator" on the server, and run the command there.',
  });
}

export async function getClerk(opened: OpenedVenue, id: string): Promise<ClerkRow> {
  const [row] = await opened.clerks.clerks([id]);
  if (row) return row;
  const all = (await opened.clerks.clerks()).map((clerk) => `${clerk.id} ${clerk.name}`);
  throw new AppError('NOT_FOUND', {
    message: `Clerk ${id} does not exist.`,
    remedy: `Use one of: ${all.join(', ')}.`,
  });
}

export function getPermission(wanted: string): Permission {
  const found = ALL_PERMISSIONS.find((permission) => permission === wanted);
  if (found) return found;
  throw new AppError('BAD_USER_INPUT', {
    message: `Permission ${wanted} does not exist.`,
    remedy: `Use one of: ${ALL_PERMISSIONS.join(', ')}.`,
  });
}

/** Goes into the audit, as a reason over the API does. */
export function getReason(text: string): string {
  if (text.trim() !== '' && text.length <= 500 && isPlainText(text)) return text;
  throw new AppError('BAD_USER_INPUT', {
    message: 'A reason has 1 to 500 characters, without control or text direction characters.',
  });
}

export function say(line: string): void {
  process.stdout.write(`${visible(line)}\n`);
}
