/** What `venue-control doctor` finds of the venue: its database, services, link and server. */
import { permissionHolders } from '../../domain/permissions/holders.js';
import type { Finding } from '../../domain/ports/finding.js';
import type { ScriptRunner } from '../../domain/ports/script-runner.js';
import type { BriefStatus } from '../../domain/status/brief-status.js';
import { Permission } from '../../domain/types/permissions.js';
import { isServiceKey, SERVICE_KEYS, serviceName } from '../../domain/types/services.js';
import { DEFAULT_SETTINGS } from '../../domain/types/settings.js';
import { getCloudVenue } from '../../domain/venue/cloud.js';
import { getHostServices } from '../../domain/venue/host.js';
import { AppError, ERRORS } from '../../errors/errors.js';
import type { World } from '../command-context.js';
import { failed, findingOf, inWords } from '../finding.js';
import { statusFindings } from '../status/status.js';
import { elevation, eventLog, identity, serviceFindings } from './host.js';
import { externalAnchor, gatewayPlace, serviceAccount } from './installation.js';
import { FIRST_START, isIn } from './machine.js';

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
    ...(await clerkSecurity(world)),
    await elevation(runner),
    await eventLog(runner),
    ...(world.config.venue === 'windows'
      ? [
          await identity(runner),
          ...(await serviceFindings(runner)),
          ...(await gatewayPlace(world.config, runner)),
          ...serviceAccount(world.config.dataFolder),
          externalAnchor(world.config),
        ]
      : []),
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

async function registrationOf(world: World) {
  const opened = await world.openVenue();
  return opened.venue.registration().finally(() => opened.close());
}

/** Nothing while the venue's database is away: that is a finding of its own. */
export async function clerkSecurity(world: World): Promise<readonly Finding[]> {
  const opened = await world.openVenue().catch(() => undefined);
  if (!opened) return [];
  try {
    const parts = { ...opened, settings: { ...DEFAULT_SETTINGS, ...world.config.site } };
    const editors = await permissionHolders(parts, Permission.CLERK_SECURITY_EDIT);
    const onboarders = await permissionHolders(parts, Permission.CLOUD_CONNECTIVITY_ONBOARD);
    return [
      {
        part: 'clerk security',
        ok: editors.warning === undefined,
        detail: editors.warning ?? `${editors.holders.length} clerks can edit it`,
        ...(editors.warning === undefined ? {} : { remedy: GRANT }),
      },
      {
        part: 'who may onboard',
        ok: true,
        detail: onboarders.warning ?? `${onboarders.holders.length} of ${onboarders.limit} at most`,
        ...(onboarders.warning === undefined ? {} : { warning: true as const }),
      },
    ];
  } catch {
    return [];
  } finally {
    await opened.close();
  }
}

const GRANT =
  'Run "venue-control clerk grant GROUP CLERK_SECURITY_EDIT --reason TEXT" as Administrator, for a group with an active clerk who has access to the whole venue.';
