/** What a real venue needs before it is served: `doctor` says each, and `serve` refuses by what isn't well. Nothing is started for it. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hasRehearsal } from '../config/recorded-environment.js';
import { AppError } from '../errors.js';
import type { Finding } from '../operations/ports/finding.js';
import type { World } from './world.js';

type Asked = Pick<World, 'config' | 'clock' | 'machineFindings' | 'isPackaged'>;

/** None in a rehearsal. */
export function venueFindings(world: Asked): readonly Finding[] {
  if (world.config.venue === 'rehearsal') return [];
  return [
    ...(world.machineFindings?.() ?? [platform(), installed(world)]),
    ownFolder(world.config),
    ...venueFile(world.config),
    ...cloudCertificate(world),
    sqlServer(world.config),
  ];
}

/** Throws VENUE_NOT_READY with everything that is missing, each with its remedy. */
export function requireReadyVenue(world: Asked): void {
  const bad = venueFindings(world).filter(({ ok }) => !ok);
  if (bad.length === 0) return;
  const lines = bad.map(({ part, detail, remedy }) => `- ${part}: ${detail}\n  -> ${remedy}`);
  throw new AppError('VENUE_NOT_READY', {
    message: `This venue can't be served yet. Nothing was started.\n${lines.join('\n')}`,
  });
}

function platform(system: string = process.platform): Finding {
  const part = 'system';
  if (system === 'win32') return { part, ok: true, detail: 'Windows' };
  return {
    part,
    ok: false,
    detail: `this is ${system}, and a real venue's services, event log and rights on files are Windows'`,
    remedy:
      'Run it on the swiftpos server. To practise here, set VENUE_CONTROL_DATA to another folder: a rehearsal needs nothing else.',
  };
}

/** Who may change a checkout, nobody looks at; of an installed program each start does. */
function installed({ config, isPackaged }: Asked): Finding {
  const part = 'program';
  if (isPackaged()) return { part, ok: true, detail: 'installed from an archive' };
  return {
    part,
    ok: false,
    detail: `${config.projectFolder} is a checkout: who may change it, nobody verifies`,
    remedy:
      'Unpack the archive that npm run package makes, and run "venue-control install" of it on the server.',
  };
}

/** Its clerks have PINs that stand in README. */
export function ownFolder({ dataFolder, recorded }: World['config']): Finding {
  const part = 'practice data';
  const isRehearsal = recorded === 'rehearsal' || hasRehearsal(dataFolder);
  if (!isRehearsal) return { part, ok: true, detail: 'none in the data folder' };
  return {
    part,
    ok: false,
    detail: `${dataFolder} was a rehearsal's: its clerks have PINs that everybody knows`,
    remedy: 'Set VENUE_CONTROL_DATA to a folder of its own, and run "venue-control init" for that one.',
  };
}

function venueFile({ venueFile: read, recorded }: World['config']): readonly Finding[] {
  const part = 'venue.json';
  const detail = `there is no ${read?.path ?? part}`;
  if (!read?.isThere && recorded === 'production')
    return [
      {
        part,
        ok: false,
        detail: `${detail}, and identity.json says that this is a real venue's data folder`,
        remedy: 'Put venue.json back (each backup has a copy of it), or run "venue-control init --force".',
      },
    ];
  if (!read?.isThere)
    return [
      {
        part,
        ok: false,
        detail,
        remedy: 'Run "venue-control init": it asks for what is needed, and writes it.',
      },
    ];
  if (read.mistakes.length === 0)
    return [{ part, ok: true, detail: 'everything is said' }, ...handOver(read)];
  return read.mistakes.map(({ place, why, remedy }) => ({
    part,
    ok: false,
    detail: `${place}: ${why}`,
    remedy,
  }));
}

/** A venue whose services are controlled is worth serving: onboarding alone is refused. */
function handOver({ said }: NonNullable<World['config']['venueFile']>): readonly Finding[] {
  if (said?.gatewayCredential !== null) return [];
  return [
    {
      part: "Gateway Client's credential",
      ok: true,
      warning: true,
      detail:
        'nobody has said where Gateway Client reads it from: onboarding is refused before a code is used',
      remedy: 'Ask swiftpos, then write gatewayCredential into venue.json.',
    },
  ];
}

function cloudCertificate({ config, clock }: Asked): readonly Finding[] {
  const file = config.venueFile?.said?.cloud.certificateFile;
  return file ? [certificate("cloud's authority", file, clock.now())] : [];
}

/** Of a file in PEM: whose it is and until when, or what to do. */
export function certificate(part: string, file: string, now: Date): Finding {
  const remedy = 'Name a file in PEM with one certificate that is valid now, or leave it out.';
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

function sqlServer({ sql }: World['config']): Finding {
  const part = 'SQL Server';
  if (sql)
    return { part, ok: true, detail: `${sql.server}, database ${sql.database}, by ${sql.authentication}` };
  return {
    part,
    ok: false,
    detail: "nobody has named swiftpos' SQL Server",
    remedy:
      'Run "venue-control init", or write "sql" into config.json as docs/reference/configuration.md says.',
  };
}
