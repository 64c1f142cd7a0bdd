/** What `venue-control doctor` finds of this server: its rights, event log, identity and the names of its services. */
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { ScriptRunner } from '../../domain/ports/script-runner.js';
import { Row } from '../../domain/scripts/output.js';
import { serviceName } from '../../domain/types/services.js';
import { VenueEventLog } from '../../domain/venue/event-log.js';
import { getVenueHost } from '../../domain/venue/host.js';
import { AppError } from '../../errors/errors.js';
import { failed, localTime } from '../doctor-rows.js';

export async function elevation(runner: ScriptRunner): Promise<DoctorRow> {
  const part = 'elevation';
  const { elevated } = await getVenueHost(runner);
  if (elevated) return { part, ok: true, detail: 'runs as Administrator' };
  const remedy = 'Run the command from a prompt started with "Run as administrator".';
  return { part, ok: false, detail: 'not elevated', remedy };
}

/** Diagnoses, and whether a service is stable, are read from it. */
export async function eventLog(runner: ScriptRunner): Promise<DoctorRow> {
  const { entries } = await new VenueEventLog(runner).page({ first: 1 });
  const [newest] = entries;
  const detail = newest ? `can be read; newest entry ${localTime(newest.at)}` : 'can be read; empty';
  return { part: 'event log', ok: true, detail };
}

/** A UUID that can't be read, or that many machines have, proves neither that this is another server nor the same. */
export async function identity(runner: ScriptRunner): Promise<DoctorRow> {
  const { machineId } = await getVenueHost(runner);
  if (machineId === undefined) throw new AppError('MACHINE_UNKNOWN');
  return { part: 'server identity', ok: true, detail: machineId };
}

const script = 'Find-VenueService';

/** Onboarding installs it: until then there is none, and its name is what it will have. */
const MAY_BE_ABSENT = 'cloud-sync';

/** What is written in venue.json, and who else has a say in these services. */
export async function serviceRows(runner: ScriptRunner): Promise<readonly DoctorRow[]> {
  const part = 'service names';
  try {
    const { output } = await runner.run({ script, deadlineMs: 20_000 });
    const rows = output.map((value) => new Row(value, script));
    const mistake = rows[0]?.optionalText('Mistake');
    const wrong = mistake === undefined ? rows.flatMap(troubleOf) : [mistake];
    if (wrong.length === 0)
      return [{ part, ok: true, detail: `${output.length} match venue.json` }, control(rows)];
    const names = {
      part,
      ok: false,
      detail: wrong.join('; '),
      remedy:
        'Write each name into venue.json in the data folder, exactly as Get-Service prints it: { "services": { "connect": "...", ... } }, with null for what this venue does not have.',
    };
    return mistake === undefined ? [names, control(rows)] : [names];
  } catch (error) {
    return [failed(part, error)];
  }
}

const TO_SWIFTPOS =
  'Use Failover Cluster Manager for these services. Ask swiftpos before you plan an onboarding or a resync: both start and stop these services here.';
const LET_READ =
  "Give the control plane's account read permission on the registry key HKEY_LOCAL_MACHINE\\Cluster\\Resources and its subkeys. Then run this again with that account.";

/** A cluster's own are its alone; one that shares its process is controlled well, and its process id says less. */
function control(rows: readonly Row[]): DoctorRow {
  const part = 'service control';
  const named = (row: Row) => serviceName(row.text('Key'));
  const resourceOf = (row: Row) => row.nullableText('ClusterResource');
  const clustered = rows.filter(resourceOf).map((row) => `${named(row)} ("${resourceOf(row)}")`);
  const unread = rows.filter((row) => resourceOf(row) === '').map(named);
  const wrong = [
    ...(clustered.length > 0
      ? [{ what: `a Windows cluster runs ${clustered.join(', ')}`, remedy: TO_SWIFTPOS }]
      : []),
    ...(unread.length > 0
      ? [{ what: `whether a Windows cluster runs ${unread.join(', ')} could not be read`, remedy: LET_READ }]
      : []),
  ];
  if (wrong.length > 0)
    return {
      part,
      ok: false,
      detail: `${wrong.map(({ what }) => what).join('; ')}: the control plane does not start or stop them`,
      remedy: wrong.map(({ remedy }) => remedy).join(' '),
    };
  const shared = rows.filter((row) => row.flag('SharesProcess')).map(named);
  const also = shared.length > 0 ? `; ${shared.join(', ')} shares its process with other services` : '';
  return { part, ok: true, detail: `by Windows, without a cluster${also}` };
}

function troubleOf(row: Row): readonly string[] {
  const key = row.text('Key');
  const name = row.optionalText('Name');
  if (row.flag('Exists') || name === undefined || key === MAY_BE_ABSENT) return [];
  const candidates = row.texts('Candidates');
  const said = `${serviceName(key)}: no service "${name}"`;
  return [candidates.length > 0 ? `${said}, could be ${candidates.join(' or ')}` : said];
}
