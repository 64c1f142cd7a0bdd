/** `venue-control doctor`: looks at every part that the control plane needs; each line that isn't well has a remedy. */
import { existsSync, statfsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Command } from 'commander';
import { AppError } from '../errors.js';
import type { Finding } from '../operations/ports/finding.js';
import type { ScriptRunner } from '../operations/ports/script-runner.js';
import { visible } from '../operations/words/plain-text.js';
import { getCloudVenue } from '../operations/world/cloud.js';
import { getVenueHost } from '../operations/world/venue-host.js';
import { serviceAccount } from './doctor-account.js';
import { clerkSecurity, pins } from './doctor-clerks.js';
import { gatewayPlace } from './doctor-gateway.js';
import { powerShellPolicies } from './doctor-powershell.js';
import { eventLog, secondPlace } from './doctor-records.js';
import { serviceFindings } from './doctor-services.js';
import { failed, findingOf } from './finding.js';
import { programFolder } from './program-trust.js';
import { venueStatus } from './status.js';
import { venueFindings } from './venue-findings.js';
import type { World } from './world.js';

export function doctorCommand(world: World): Command {
  return new Command('doctor')
    .description(
      'Check runtime, PowerShell, ports, databases and cloud; says what to do where something is wrong.',
    )
    .option('--json', 'print the findings as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const findings = await examine(world);
      process.stdout.write(json ? `${JSON.stringify(findings, null, 2)}\n` : visible(asText(findings)));
      process.exitCode = findings.every((finding) => finding.ok) ? 0 : 1;
    });
}

async function examine(world: World): Promise<readonly Finding[]> {
  world.rehearsal?.seed();
  const scripts = world.createScripts('short');
  try {
    await scripts.start();
    return [
      ...venueFindings(world),
      runtime(),
      await inWords('data folder', async () => {
        world.requireWritable();
        return world.config.dataFolder;
      }),
      space(world),
      await programFolder(world, scripts.runner),
      powershell(scripts.found()),
      ...(await powerShellPolicies(world)),
      await port(world),
      ...(await venueStatus(world)),
      await inWords('state database', async () => {
        await (await world.openState()).close();
        return 'opens, and is up to date';
      }),
      await findingOf('PINs', () => pins(world)),
      await inWords('venue database', async () => {
        const { companyName, customerNumber } = await registrationOf(world);
        return `${companyName}, ${customerNumber}`;
      }),
      ...(await insideVenue(world)),
      ...(await clerkSecurity(world)),
      await elevation(scripts.runner),
      await eventLog(scripts.runner),
      ...(world.config.venue === 'windows'
        ? [
            await identity(scripts.runner),
            ...(await serviceFindings(scripts.runner)),
            ...(await gatewayPlace(world.config, scripts.runner)),
            ...serviceAccount(world.config.dataFolder),
            secondPlace(world.config),
          ]
        : []),
      await cloud(world, scripts.runner),
    ];
  } finally {
    await scripts.stop();
  }
}

function runtime(): Finding {
  const ok = Number.parseInt(process.versions.node, 10) >= 24;
  const detail = `Node ${process.versions.node} (${process.execPath})`;
  return {
    part: 'runtime',
    ok,
    detail,
    ...(ok ? {} : { remedy: 'Start it with its own "venue-control", in a checkout with npm start.' }),
  };
}

function powershell(found: ReturnType<ReturnType<World['createScripts']>['found']>): Finding {
  const part = 'PowerShell';
  return found
    ? { part, ok: true, detail: `${found.version} ${found.edition}, ${found.source}: ${found.path}` }
    : {
        part,
        ok: false,
        detail: 'none answers',
        remedy:
          'In a checkout run npm run setup; an installed program has its own: unpack its archive again. Or set VENUE_CONTROL_PWSH to a pwsh 7.5 or later.',
      };
}

async function port(world: World): Promise<Finding> {
  const part = `port ${world.config.port}`;
  const taken = await answers(world.config.port);
  if (!taken) return { part, ok: true, detail: 'free' };
  const ours = existsSync(join(world.config.dataFolder, 'server.json'));
  return ours
    ? { part, ok: true, detail: "this folder's server answers there" }
    : { part, ok: false, detail: 'taken by another program', remedy: 'Stop it, or set VENUE_CONTROL_PORT.' };
}

function answers(portNumber: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: portNumber, timeout: 1000 });
    const end = (found: boolean) => {
      socket.destroy();
      resolve(found);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
  });
}

const MEGABYTE = 1_048_576;
/** State, log and audit of a year are less than a tenth of it. */
const LITTLE_MB = 500;

function space({ config }: World): Finding {
  const part = 'free space';
  const { bavail, bsize } = statfsSync(config.dataFolder);
  const free = Math.floor((bavail * bsize) / MEGABYTE);
  const detail = `${free.toLocaleString('en')} MB on the data folder's disk`;
  if (free >= LITTLE_MB) return { part, ok: true, detail };
  return {
    part,
    ok: false,
    detail,
    remedy: 'Make room there: on a full disk nothing can be begun or put on record.',
  };
}

/** Nothing while it is away: that is a finding of its own. */
async function insideVenue(world: World): Promise<readonly Finding[]> {
  try {
    const opened = await world.openVenue();
    return await opened.examine().finally(() => opened.close());
  } catch (error) {
    if (error instanceof AppError && error.code === 'VENUE_DATABASE_UNAVAILABLE') return [];
    return [failed('views', error)];
  }
}

/** A UUID that can't be read, or that many machines have, proves neither that this is another server nor the same. */
function identity(runner: ScriptRunner): Promise<Finding> {
  return inWords('server identity', async () => {
    const { machineId } = await getVenueHost(runner);
    if (machineId === undefined) throw new AppError('MACHINE_UNKNOWN');
    return machineId;
  });
}

function elevation(runner: ScriptRunner): Promise<Finding> {
  const part = 'elevation';
  return findingOf(part, async () => {
    const { elevated } = await getVenueHost(runner);
    if (elevated) return { part, ok: true, detail: 'runs as Administrator' };
    const remedy = 'Run it from a prompt started with "Run as administrator".';
    return { part, ok: false, detail: 'not elevated', remedy };
  });
}

function cloud(world: World, runner: ScriptRunner): Promise<Finding> {
  return inWords('swiftpos Cloud', async () => {
    const { customerNumber } = await registrationOf(world);
    const venue = await getCloudVenue(runner, customerNumber);
    return `answers at ${world.config.cloudUrl}; link ${venue.connection.state}`;
  });
}

async function registrationOf(world: World) {
  const opened = await world.openVenue();
  return opened.venue.registration().finally(() => opened.close());
}

function inWords(part: string, look: () => Promise<string>): Promise<Finding> {
  return findingOf(part, async () => ({ part, ok: true, detail: await look() }));
}

function asText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ part }) => part.length));
  const lines = findings.map(({ part, ok, warning, detail, remedy }) => {
    const mark = ok ? 'ok  ' : 'BAD ';
    const line = `${warning ? 'WARN' : mark} ${part.padEnd(width)} ${detail}`;
    return remedy === undefined ? line : `${line}\n     ${''.padEnd(width)} -> ${remedy}`;
  });
  const bad = findings.filter((finding) => !finding.ok).length;
  return `${lines.join('\n')}\n${bad === 0 ? 'All well.' : `${bad} of ${findings.length} need a look.`}\n`;
}
