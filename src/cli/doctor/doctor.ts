/** `venue-control doctor`: checks every part that the control plane needs; each line that isn't well has a remedy. */
import { Command } from 'commander';
import type { Finding } from '../../domain/ports/finding.js';
import type { BriefStatus } from '../../domain/status/brief-status.js';
import { visible } from '../../domain/types/plain-text.js';
import type { ScriptHosts, World } from '../command-context.js';
import { failed, findingOf, inWords } from '../finding.js';
import { askStatus, venueStatus } from '../status/status.js';
import { venueFindings } from '../venue-findings.js';
import { FIRST_START, isIn, programFiles, runtime, space } from './machine.js';
import { powerShellPolicies, powershell } from './powershell.js';
import { programFolder } from './program-trust.js';
import { auditTrail, callers, keyOwner, lastBackup, pins } from './records.js';
import { atThePort } from './server.js';
import { venueParts } from './venue.js';

export function doctorCommand(world: World): Command {
  return new Command('doctor')
    .description('Check runtime, PowerShell, ports, databases and cloud. Prints a remedy for each problem.')
    .option('--json', 'print the findings as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const findings = await examine(world);
      process.stdout.write(json ? `${JSON.stringify(findings, null, 2)}\n` : visible(asText(findings)));
      process.exitCode = findings.every((finding) => finding.ok) ? 0 : 1;
    });
}

async function examine(world: World): Promise<readonly Finding[]> {
  const server = await atThePort(world);
  // Of a server that has proved that it serves this data folder.
  const status = server.length > 1 ? await askStatus(world) : undefined;
  const findings = [
    ...venueFindings(world),
    runtime(world),
    await inWords('data folder', async () => {
      world.requireWritable();
      return world.config.dataFolder;
    }),
    ...space(world),
    ...(await programFiles(world)),
    ...server,
    ...(status ? [venueStatus(status)] : []),
    ...(await stateFindings(world)),
  ];
  try {
    const scripts = world.createScripts('traceless');
    try {
      await scripts.start();
      return [...findings, ...(await withPowerShell(world, scripts, status))];
    } finally {
      await scripts.stop();
    }
  } catch (error) {
    return [...findings, failed('scripts', error)];
  }
}

async function withPowerShell(
  world: World,
  scripts: ScriptHosts,
  status: BriefStatus | undefined,
): Promise<readonly Finding[]> {
  return [
    await programFolder(world, scripts.runner),
    powershell(scripts.found()),
    ...(await powerShellPolicies(world)),
    ...(await venueParts(world, scripts.runner, status)),
  ];
}

async function stateFindings(world: World): Promise<readonly Finding[]> {
  const part = 'state database';
  const isNew = ['state.sqlite', 'identity.json'].every((name) => !isIn(world, name));
  if (isNew) return [{ part, ok: true, warning: true, detail: 'none yet', remedy: FIRST_START }];
  const { dataFolder } = world.config;
  try {
    const state = await world.inspectState();
    try {
      const opens = { part, ok: true, detail: 'opens and is up to date' };
      return [
        opens,
        await findingOf('PINs', () => pins(state)),
        ...(await callers(state)),
        await auditTrail(state),
        ...keyOwner(dataFolder),
        lastBackup(dataFolder, world.clock.now()),
      ];
    } finally {
      await state.close();
    }
  } catch (error) {
    return [failed(part, error)];
  }
}

function asText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ part }) => part.length));
  const lines = findings.map(({ part, ok, warning, detail, remedy }) => {
    const mark = ok ? 'ok  ' : 'BAD ';
    const line = `${warning ? 'WARN' : mark} ${part.padEnd(width)} ${detail}`;
    return remedy === undefined ? line : `${line}\n     ${''.padEnd(width)} -> ${remedy}`;
  });
  const bad = findings.filter((finding) => !finding.ok).length;
  return `${lines.join('\n')}\n${bad === 0 ? 'No problems found.' : `${bad} of ${findings.length} have a problem.`}\n`;
}
