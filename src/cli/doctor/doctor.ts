/** `venue-control doctor`: runs the checks of the list in checks.ts and prints their rows; each that isn't well has a remedy. */

import { setTimeout } from 'node:timers/promises';
import { Command } from 'commander';
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { KnownState } from '../../domain/ports/kept-state.js';
import { visible } from '../../domain/types/plain-text.js';
import type { CommandContext, ScriptHosts } from '../command-context.js';
import { rowsAsText, thrown } from '../doctor-rows.js';
import { type RunningStatus, runningStatus } from '../status/status.js';
import { CHECKS, type Check, type CheckContext } from './checks.js';
import { atThePort } from './server.js';

export function doctorCommand(context: CommandContext): Command {
  return new Command('doctor')
    .description('Check runtime, PowerShell, ports, databases and cloud. Prints a remedy for each problem.')
    .option('--json', 'print the findings as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const rows = await runChecks(CHECKS, context);
      process.stdout.write(json ? `${JSON.stringify(rows, null, 2)}\n` : visible(rowsAsText(rows)));
      process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;
    });
}

/** Longer than any script or query of a check may take. */
const LIMIT_MS = 300_000;

/** One after the other: a check that throws or exceeds the limit is a row, and the others go on. */
export async function runChecks(
  checks: readonly Check[],
  context: CommandContext,
  limitMs = LIMIT_MS,
): Promise<readonly DoctorRow[]> {
  const checkContext = openCheckContext(context);
  const well = new Set<string>();
  const found: DoctorRow[] = [];
  try {
    for (const { name, needs = [], venue = context.config.venue, run } of checks) {
      if (venue !== context.config.venue || !needs.every((need) => well.has(need))) continue;
      const rows = await within(limitMs, name, async () => [await run(checkContext)].flat());
      if (rows.every(({ ok, warning }) => ok && !warning)) well.add(name);
      found.push(...rows);
    }
  } finally {
    await checkContext.close();
  }
  return found;
}

async function within(
  limitMs: number,
  name: string,
  run: () => Promise<readonly DoctorRow[]>,
): Promise<readonly DoctorRow[]> {
  const ended = new AbortController();
  const late = {
    part: name,
    ok: false,
    detail: `unknown: the check did not end within ${limitMs / 1000} s`,
    remedy: 'Run it again when the machine is less busy. If this persists, give this text to support.',
  };
  try {
    return await Promise.race([run(), setTimeout(limitMs, [late], { signal: ended.signal })]);
  } catch (error) {
    return [thrown(name, error)];
  } finally {
    ended.abort();
  }
}

function openCheckContext(context: CommandContext): CheckContext & { close(): Promise<void> } {
  let server: Promise<readonly DoctorRow[]> | undefined;
  let status: Promise<RunningStatus> | undefined;
  let state: KnownState | undefined;
  let hosts: ScriptHosts | undefined;
  const checkContext: CheckContext & { close(): Promise<void> } = {
    context,
    server: () => (server ??= atThePort(context)),
    async status() {
      // Only a server that has proved that it serves this data folder has a row of its health as well.
      if ((await checkContext.server()).length < 2) return undefined;
      status ??= runningStatus(context);
      return status;
    },
    state: async () => (state ??= await context.inspectState()),
    async scripts() {
      if (hosts) return hosts;
      hosts = context.createScripts('traceless');
      await hosts.start();
      return hosts;
    },
    runner: async () => (await checkContext.scripts()).runner,
    async close() {
      await hosts?.stop();
      await state?.close();
    },
  };
  return checkContext;
}
