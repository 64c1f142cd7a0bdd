/** Answers of SQL Server -> rows of `doctor`, each with a remedy where something should be done. */
import type { DoctorRow } from '../../../domain/ports/doctor-row.js';
import type { MssqlSettings } from '../settings.js';
import type { DatabaseRow, FileRow, ServerRow } from './queries.js';

/** 2019: what the statements are proved for. */
const OLDEST_MAJOR = 15;
/** OPENJSON, by which lists of keys travel. */
const OLDEST_LEVEL = 130;

export function server({ version, edition, engine }: ServerRow): DoctorRow {
  const part = 'SQL Server';
  const detail = `${version}, ${edition}`;
  if (Number.parseInt(version, 10) < OLDEST_MAJOR)
    return {
      part,
      ok: false,
      detail,
      remedy: 'SQL Server 2019 (15.0) or later is needed: ask for an update.',
    };
  if (engine === 5 || engine === 8)
    return {
      part,
      ok: true,
      warning: true,
      detail,
      remedy: 'Azure SQL was never tested: try it with a test venue first.',
    };
  return { part, ok: true, detail };
}

export function connection(
  { login, scheme }: ServerRow,
  {
    encrypt = true,
    trustServerCertificate = false,
  }: Pick<MssqlSettings, 'encrypt' | 'trustServerCertificate'>,
): DoctorRow {
  const part = 'connection';
  const as = `as ${login}${scheme === null ? '' : ` (${scheme})`}`;
  if (!encrypt)
    return {
      part,
      ok: false,
      detail: `not encrypted, ${as}`,
      remedy:
        'Remove encrypt=false from the settings. A self-signed certificate is sufficient with the settings of docs/how-to/sql-server.md.',
    };
  if (trustServerCertificate)
    return {
      part,
      ok: true,
      warning: true,
      detail: `encrypted, with any certificate, ${as}`,
      remedy:
        "Name the server's certificate in the settings instead of accepting any: an attacker could present another one.",
    };
  return { part, ok: true, detail: `encrypted, certificate verified, ${as}` };
}

export function database(row: DatabaseRow): readonly DoctorRow[] {
  const level = row.compatibility_level;
  const versions = row.is_read_committed_snapshot_on;
  const snapshot = row.snapshot_isolation_state === 1 ? 'on' : 'off';
  return [
    {
      part: 'collation',
      ok: true,
      detail: `${row.collation_name ?? 'unknown'} of database ${row.name}; keys are compared exactly in any case`,
    },
    {
      part: 'compatibility',
      detail: `level ${level}`,
      ...(level >= OLDEST_LEVEL
        ? { ok: true }
        : {
            ok: false,
            remedy: `Level ${OLDEST_LEVEL} or higher is needed (OPENJSON). Ask swiftpos, then: ALTER DATABASE CURRENT SET COMPATIBILITY_LEVEL = 150;`,
          }),
    },
    {
      part: 'snapshot isolation',
      ok: true,
      detail: `READ_COMMITTED_SNAPSHOT ${versions ? 'on' : 'off: reads of this program and writes of a till block each other'}; ALLOW_SNAPSHOT_ISOLATION ${snapshot}`,
      ...(!versions && {
        warning: true as const,
        remedy: 'Ask swiftpos whether it may be on. This program does not change it and works without it.',
      }),
    },
  ];
}

const CLOSE_MS = 2000;
const FAR_MS = 60_000;

/** The server said its time somewhen between the two. */
export function clock(theirs: Date, asked: Date, answered: Date): DoctorRow {
  const part = 'database clock';
  const [early, late] = [asked.getTime() - theirs.getTime(), theirs.getTime() - answered.getTime()];
  const apart = Math.max(early, late, 0);
  const seconds = (apart / 1000).toFixed(1);
  if (apart <= CLOSE_MS) return { part, ok: true, detail: `within ${CLOSE_MS / 1000} s of this machine` };
  const row = {
    part,
    detail: `${seconds} s ${late > 0 ? 'ahead of' : 'behind'} this machine`,
    remedy: 'Synchronize both machines with the same time source: w32tm /resync, on each.',
  };
  return apart <= FAR_MS ? { ...row, ok: true, warning: true } : { ...row, ok: false };
}

const PAGES_A_MB = 128;
/** Of one database, in MB. */
const EXPRESS_MB = 10_240;
const NEARLY_FULL = 0.9;

export function space(files: readonly FileRow[], { edition }: ServerRow): DoctorRow | undefined {
  if (files.length === 0) return undefined;
  const part = 'database space';
  const used = files.reduce((sum, file) => sum + (file.used ?? file.size), 0) / PAGES_A_MB;
  const grows = files.some(({ max_size }) => max_size < 0);
  const most = files.reduce((sum, file) => sum + Math.max(file.max_size, file.size), 0) / PAGES_A_MB;
  const limit = Math.min(
    grows ? Number.POSITIVE_INFINITY : most,
    /express/i.test(edition) ? EXPRESS_MB : Number.POSITIVE_INFINITY,
  );
  const of = Number.isFinite(limit)
    ? `of ${mb(limit)} MB at most`
    : 'used; its files may grow until their disk is full, which SQL Server does not report';
  const detail = `${mb(used)} MB ${of}`;
  return used < limit * NEARLY_FULL
    ? { part, ok: true, detail }
    : {
        part,
        ok: false,
        detail,
        remedy: 'Ask the DBA to free space or raise the limit: a full database stops the tills, too.',
      };
}

function mb(megabytes: number): string {
  return Math.round(megabytes).toLocaleString('en');
}
