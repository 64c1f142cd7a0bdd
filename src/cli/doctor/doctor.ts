/** `venue-control doctor`: checks every part that the control plane needs; each line that isn't well has a remedy. */
import { statfsSync } from 'node:fs';
import { Command } from 'commander';
import type { Finding } from '../../domain/ports/finding.js';
import type { BriefStatus } from '../../domain/status/brief-status.js';
import { visible } from '../../domain/types/plain-text.js';
import type { ScriptHosts, World } from '../command-context.js';
import { failed, findingOf, findingsAsText, inWords } from '../finding.js';
import { askStatus, venueStatus } from '../status/status.js';
import { venueFindings } from '../venue-findings.js';
import { callers, pins } from './clerks.js';
import { powerShellPolicies } from './powershell.js';
import { programFolder } from './program-trust.js';
import { auditTrail, keyOwner, lastBackup } from './records.js';
import { serverFindings } from './server.js';
import { FIRST_START, isIn, venueParts } from './venue.js';

export function doctorCommand(world: World): Command {
  return new Command('doctor')
    .description('Check runtime, PowerShell, ports, databases and cloud. Prints a remedy for each problem.')
    .option('--json', 'print the findings as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const findings = await examine(world);
      process.stdout.write(
        json ? `${JSON.stringify(findings, null, 2)}\n` : visible(findingsAsText(findings)),
      );
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

/** Which files are in the archive, only it lists. */
async function programFiles(world: World): Promise<readonly Finding[]> {
  if (!world.isPackaged()) return [];
  return [
    await inWords('program files', async () => {
      world.requireWholeProgram();
      return 'all match the archive';
    }),
  ];
}

async function atThePort(world: World): Promise<readonly Finding[]> {
  try {
    const keys = isIn(world, 'identity.json') ? world.keys() : undefined;
    return await serverFindings({ ...world, keys, isInstalled: await world.isInstalled() });
  } catch (error) {
    return [failed(`port ${world.config.port}`, error)];
  }
}

function runtime({ version }: World): Finding {
  const ok = Number.parseInt(process.versions.node, 10) >= 24;
  const detail = `version ${version}, Node ${process.versions.node} (${process.execPath})`;
  return {
    part: 'runtime',
    ok,
    detail,
    ...(ok ? {} : { remedy: 'Start it with its own "venue-control", or with "npm start" in a checkout.' }),
  };
}

function powershell(found: ReturnType<ReturnType<World['createScripts']>['found']>): Finding {
  const part = 'PowerShell';
  return found
    ? { part, ok: true, detail: `${found.version} ${found.edition}, ${found.source}: ${found.path}` }
    : {
        part,
        ok: false,
        detail: 'not found',
        remedy:
          'Run "npm run setup" in a checkout, or unpack the archive of an installed program again. Or set VENUE_CONTROL_PWSH to pwsh 7.5 or later.',
      };
}

const MEGABYTE = 1_048_576;
/** State, log and audit of a year are less than a tenth of it. */
const LITTLE_MB = 500;

/** Nothing of a folder that isn't there: that is a finding of its own. */
function space(world: World): readonly Finding[] {
  if (!isIn(world, '')) return [];
  const part = 'free space';
  const { bavail, bsize } = statfsSync(world.config.dataFolder);
  const free = Math.floor((bavail * bsize) / MEGABYTE);
  const detail = `${free.toLocaleString('en')} MB on the data folder's disk`;
  if (free >= LITTLE_MB) return [{ part, ok: true, detail }];
  const remedy = 'Free disk space there. On a full disk no operation can start or be recorded.';
  return [{ part, ok: false, detail, remedy }];
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
