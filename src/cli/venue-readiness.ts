/** What a real venue needs before it is served: `doctor` says each, and `serve` refuses by what isn't well. Nothing is started for it. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hasRehearsal } from '../config/recorded-environment.js';
import type { DoctorRow } from '../domain/ports/doctor-row.js';
import { AppError } from '../errors/errors.js';
import type { CommandContext } from './command-context.js';

type Asked = Pick<CommandContext, 'config' | 'clock' | 'machineRows' | 'isPackaged'>;

/** None in a rehearsal. */
export function readinessRows(context: Asked): readonly DoctorRow[] {
  if (context.config.venue === 'rehearsal') return [];
  return [
    ...(context.machineRows?.() ?? [platform(), installed(context)]),
    ownFolder(context.config),
    ...venueFile(context.config),
    ...cloudCertificate(context),
    sqlServer(context.config),
  ];
}

/** Throws VENUE_NOT_READY with everything that is missing, each with its remedy. */
export function requireReadyVenue(context: Asked): void {
  const bad = readinessRows(context).filter(({ ok }) => !ok);
  if (bad.length === 0) return;
  const lines = bad.map(({ part, detail, remedy }) => `- ${part}: ${detail}\n  -> ${remedy}`);
  throw new AppError('VENUE_NOT_READY', {
    message: `The server can't start for this venue yet. Nothing was started.\n${lines.join('\n')}`,
  });
}

function platform(): DoctorRow {
  const part = 'system';
  if (process.platform === 'win32') return { part, ok: true, detail: 'Windows' };
  return {
    part,
    ok: false,
    detail: `this is ${process.platform}, but a production venue needs the services, event log and file permissions of Windows`,
    remedy:
      'Run it on the swiftpos server. For a rehearsal on this machine, set VENUE_CONTROL_DATA to another folder.',
  };
}

/** Who may change a checkout, no one checks; of an installed program each start does. */
function installed({ config, isPackaged }: Asked): DoctorRow {
  const part = 'program';
  if (isPackaged()) return { part, ok: true, detail: 'installed from an archive' };
  return {
    part,
    ok: false,
    detail: `${config.projectFolder} is a checkout, whose permissions are not verified`,
    remedy:
      'Unpack the archive that "npm run package" creates, and run its "venue-control install" on the server.',
  };
}

/** Its clerks have PINs that stand in README. */
export function ownFolder({ dataFolder, recorded }: CommandContext['config']): DoctorRow {
  const part = 'rehearsal data';
  const isRehearsal = recorded === 'rehearsal' || hasRehearsal(dataFolder);
  if (!isRehearsal) return { part, ok: true, detail: 'none in the data folder' };
  return {
    part,
    ok: false,
    detail: `${dataFolder} was used for a rehearsal, whose PINs are public`,
    remedy: 'Set VENUE_CONTROL_DATA to a new folder, and run "venue-control init" for it.',
  };
}

function venueFile({ venueFile: read, recorded }: CommandContext['config']): readonly DoctorRow[] {
  const part = 'venue.json';
  const detail = `${read?.path ?? part} does not exist`;
  if (!read?.isThere && recorded === 'production')
    return [
      {
        part,
        ok: false,
        detail: `${detail}, but identity.json belongs to a production venue`,
        remedy: 'Restore venue.json (each backup has a copy), or run "venue-control init --force".',
      },
    ];
  if (!read?.isThere)
    return [
      {
        part,
        ok: false,
        detail,
        remedy: 'Run "venue-control init": it prompts for the values and writes the file.',
      },
    ];
  if (read.mistakes.length === 0) return [{ part, ok: true, detail: 'complete' }, ...handOver(read)];
  return read.mistakes.map(({ place, why, remedy }) => ({
    part,
    ok: false,
    detail: `${place}: ${why}`,
    remedy,
  }));
}

/** A venue whose services are controlled is worth serving: onboarding alone is refused. */
function handOver({ said }: NonNullable<CommandContext['config']['venueFile']>): readonly DoctorRow[] {
  if (said?.gatewayCredential !== null) return [];
  return [
    {
      part: "Gateway Client's credential",
      ok: true,
      warning: true,
      detail:
        'venue.json does not name the file that Gateway Client reads, so onboarding is refused before a code is used',
      remedy: 'Ask swiftpos, then add gatewayCredential to venue.json.',
    },
  ];
}

function cloudCertificate({ config, clock }: Asked): readonly DoctorRow[] {
  const file = config.venueFile?.said?.cloud.certificateFile;
  return file ? [certificate("cloud's authority", file, clock.now())] : [];
}

/** Of a file in PEM: whose it is and until when, or what to do. */
export function certificate(part: string, file: string, now: Date): DoctorRow {
  const remedy = 'Name a PEM file with one certificate that is valid now, or omit it.';
  try {
    const { subject, validFromDate, validToDate } = new X509Certificate(readFileSync(file));
    const name = subject.replaceAll('\n', ', ');
    const until = validToDate.toISOString().slice(0, 10);
    if (validToDate < now)
      return { part, ok: false, detail: `${file}, ${name}, expired on ${until}`, remedy };
    if (validFromDate > now) {
      const from = validFromDate.toISOString().slice(0, 10);
      return { part, ok: false, detail: `${file}, ${name}, is not valid before ${from}`, remedy };
    }
    return { part, ok: true, detail: `${name}, until ${until}` };
  } catch (error) {
    const { code = 'no certificate in it' } = error as NodeJS.ErrnoException;
    return { part, ok: false, detail: `${file} can't be read (${code})`, remedy };
  }
}

function sqlServer({ sql }: CommandContext['config']): DoctorRow {
  const part = 'SQL Server';
  if (sql)
    return { part, ok: true, detail: `${sql.server}, database ${sql.database}, by ${sql.authentication}` };
  return {
    part,
    ok: false,
    detail: "swiftpos' SQL Server is not configured",
    remedy: 'Run "venue-control init", or add "sql" to config.json (see docs/reference/configuration.md).',
  };
}
