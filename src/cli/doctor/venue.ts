/** What `venue-control doctor` finds of the venue: its database, services, link and server. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../domain/ports/finding.js';
import type { ScriptRunner } from '../../domain/ports/script-runner.js';
import type { BriefStatus } from '../../domain/status/brief-status.js';
import { isServiceKey, SERVICE_KEYS, serviceName } from '../../domain/types/services.js';
import { getCloudVenue } from '../../domain/venue/cloud.js';
import { getHostServices, getVenueHost } from '../../domain/venue/host.js';
import { AppError, ERRORS } from '../../errors/errors.js';
import type { World } from '../command-context.js';
import { failed, findingOf, inWords } from '../finding.js';
import { statusFindings } from '../status/status.js';
import { timeZone, windowsSetup } from '../windows-setup.js';
import { serviceAccount } from './account.js';
import { accountAccess } from './account-access.js';
import { clerkSecurity } from './clerks.js';
import { gatewayPlace } from './gateway.js';
import { eventLog, externalAnchor } from './records.js';
import { serviceFindings } from './services.js';
import { sqlInstance } from './sql-instance.js';

export const FIRST_START = 'Run "venue-control serve": the first start creates it.';

export const isIn = ({ config }: World, name: string): boolean => existsSync(join(config.dataFolder, name));

/** What has to do with the venue and its server; of a rehearsal that was never started only that, and the SQL Server that is set. */
export async function venueParts(
  world: World,
  runner: ScriptRunner,
  status: BriefStatus | undefined,
): Promise<readonly Finding[]> {
  if (world.rehearsal && !isIn(world, 'rehearsal'))
    return [
      { part: 'rehearsal', ok: true, warning: true, detail: 'none yet', remedy: FIRST_START },
      ...(world.config.sql ? await venueDatabase(world) : []),
    ];
  return [
    ...(await venueDatabase(world)),
    ...(await sqlInstance(world, runner)),
    ...(await clerkSecurity(world)),
    await elevation(runner),
    ...(world.config.venue === 'windows'
      ? [
          ...(await windowsSetup(runner)),
          ...(await zoneFinding(world)),
          ...(await accountAccess(world, runner, status !== undefined)),
          await identity(runner),
          ...(await serviceFindings(runner)),
          ...(await gatewayPlace(world.config, runner)),
          ...serviceAccount(world.config.dataFolder),
          externalAnchor(world.config),
        ]
      : [await eventLog(runner)]),
    ...(await servicesAndLink(world, runner, status)),
  ];
}

async function venueDatabase(world: World): Promise<readonly Finding[]> {
  const registered = await inWords('venue database', async () => {
    const { companyName, customerNumber } = await registrationOf(world);
    return `${companyName}, ${customerNumber}`;
  });
  return [registered, ...(await insideVenue(world))];
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
    const remedy = 'Run the command from a prompt started with "Run as administrator".';
    return { part, ok: false, detail: 'not elevated', remedy };
  });
}

/** While a server runs, what it finds: it knows what an operation or a clerk stopped. */
async function servicesAndLink(
  world: World,
  runner: ScriptRunner,
  status: BriefStatus | undefined,
): Promise<readonly Finding[]> {
  if (status) return [...statusFindings(status), await cloud(world, runner, false)];
  const services = world.config.venue === 'windows' ? [await stoppedServices(runner)] : [];
  return [...services, await cloud(world, runner, true)];
}

/** Automatic ones: a person may have stopped the others on purpose. */
function stoppedServices(runner: ScriptRunner): Promise<Finding> {
  const part = 'services';
  return findingOf(part, async () => {
    const services = await getHostServices(runner, SERVICE_KEYS);
    const stopped = services
      .filter(({ state, startMode }) => state === 'Stopped' && startMode?.startsWith('Automatic'))
      .map(({ key }) => (isServiceKey(key) ? serviceName(key) : key));
    if (stopped.length === 0) return { part, ok: true, detail: 'no Automatic service is stopped' };
    const remedy = 'Start them in the console (Services), unless an operation stopped them.';
    return { part, ok: false, detail: `${stopped.join(', ')}: stopped`, remedy };
  });
}

async function cloud(world: World, runner: ScriptRunner, judgesLink: boolean): Promise<Finding> {
  const part = 'swiftpos Cloud';
  const found = await findingOf(part, async () => {
    const { customerNumber } = await registrationOf(world);
    const { connection } = await getCloudVenue(runner, customerNumber);
    const answers = `responds at ${world.config.cloudUrl}`;
    const detail = judgesLink ? `${answers}; link ${connection.state}` : answers;
    if (!judgesLink || connection.state !== 'disconnected') return { part, ok: true, detail };
    const remedy =
      'Start Gateway Client if it is stopped. Otherwise check the outbound firewall, and run a sync diagnosis in the console.';
    return { part, ok: false, detail, remedy };
  });
  const isStopped = world.rehearsal && !found.ok && found.detail === ERRORS.CLOUD_UNREACHABLE.message;
  return isStopped
    ? { ...found, remedy: 'Run "venue-control serve": it also runs the cloud of a rehearsal.' }
    : found;
}

/** Nothing while the venue's database is away: that is a finding of its own. */
async function zoneFinding(world: World): Promise<readonly Finding[]> {
  const registration = await registrationOf(world).catch(() => undefined);
  return registration ? [timeZone(registration.timeZone, world.clock.now())] : [];
}

async function registrationOf(world: World) {
  const opened = await world.openVenue();
  return opened.venue.registration().finally(() => opened.close());
}
