/** What `venue-control doctor` finds of the services, the link and swiftpos Cloud. */
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { ScriptRunner } from '../../domain/ports/script-runner.js';
import { asAppError } from '../../domain/scripts/failure.js';
import { FINDINGS, inWords } from '../../domain/types/findings.js';
import { SERVICE_KEYS, serviceName } from '../../domain/types/services.js';
import { getCloudVenue } from '../../domain/venue/cloud.js';
import { getHostServices } from '../../domain/venue/host.js';
import { AppError } from '../../errors/errors.js';
import type { CommandContext } from '../command-context.js';
import { failed } from '../doctor-rows.js';
import { type RunningStatus, statusRows } from '../status/status.js';
import { registrationOf } from './venue.js';

/** While a server runs, what it finds: it knows what an operation or a clerk stopped. */
export async function servicesAndLink(
  { config }: CommandContext,
  runner: ScriptRunner,
  status: RunningStatus | undefined,
): Promise<readonly DoctorRow[]> {
  if (status === 'unread') return [];
  if (status) return statusRows(status);
  return config.venue === 'windows' ? [await stoppedServices(runner)] : [];
}

/** Automatic ones: a person may have stopped the others on purpose. */
async function stoppedServices(runner: ScriptRunner): Promise<DoctorRow> {
  const part = 'services';
  const services = await getHostServices(runner, SERVICE_KEYS);
  const stopped = services
    .filter(({ state, startMode }) => state === 'Stopped' && startMode?.startsWith('Automatic'))
    .map(({ key }) => serviceName(key));
  if (stopped.length === 0) return { part, ok: true, detail: 'no Automatic service is stopped' };
  const detail = stopped.map((service) => inWords(FINDINGS.SERVICE_DOWN.message, { service })).join(' ');
  const remedy = 'Start them in the console (Services), unless an operation stopped them.';
  return { part, ok: false, detail, remedy };
}

/** The link only where no server judges it. */
export async function cloud(
  context: CommandContext,
  runner: ScriptRunner,
  status: RunningStatus | undefined,
): Promise<DoctorRow> {
  const part = 'swiftpos Cloud';
  try {
    const { customerNumber } = await registrationOf(context);
    const { connection } = await getCloudVenue(runner, customerNumber);
    const answers = `responds at ${context.config.cloudUrl}`;
    if (status) return { part, ok: true, detail: answers };
    const detail = `${answers}; link ${connection.state}`;
    if (connection.state !== 'disconnected') return { part, ok: true, detail };
    const remedy = `Start Gateway Client if it is stopped. If it runs: ${FINDINGS.LINK_DOWN.remedy}`;
    return { part, ok: false, detail, remedy };
  } catch (error) {
    if (!context.rehearsal || codeOf(error) !== 'CLOUD_UNREACHABLE') throw error;
    return {
      ...failed(part, error),
      remedy: 'Run "venue-control serve": it also runs the cloud of a rehearsal.',
    };
  }
}

function codeOf(cause: unknown): string | undefined {
  const error = asAppError(cause);
  return error instanceof AppError ? error.code : undefined;
}
