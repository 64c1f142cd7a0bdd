/** Writes what `venue-control init` was given: venue.json, `sql` of config.json, SQL Server's password. All of it, or nothing. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { readPlacedJson } from './placed-json.js';
import type { SqlSaid } from './sql-options.js';
import { VENUE_FILE } from './venue-file.js';
import type { VenueSaid } from './venue-options.js';

export interface Site {
  readonly venue: VenueSaid;
  readonly sql: SqlSaid;
  /** Of one line; undefined: there is none, or it is in its file already. */
  readonly password: string | undefined;
}

export interface Written {
  readonly written: readonly string[];
  /** Copies of what was there before. */
  readonly kept: readonly string[];
}

const CONFIG_FILE = 'config.json';

/** Absolute. */
export function passwordFileOf(dataFolder: string, { secretFile }: Pick<SqlSaid, 'secretFile'>): string {
  return resolve(dataFolder, secretFile ?? join('keys', 'sql-password'));
}

/** A password of `init`'s that nothing reads, as this site has none. */
export function unreadPasswordFile(dataFolder: string, { authentication }: SqlSaid): string | undefined {
  const file = passwordFileOf(dataFolder, {});
  return authentication === 'windows' && existsSync(file) ? file : undefined;
}

/** What else is kept in the data folder by `init`. */
export function filesOf(dataFolder: string): readonly string[] {
  return [join(dataFolder, VENUE_FILE), join(dataFolder, CONFIG_FILE)];
}

/** What of it there is already, by file. */
export function findSite(dataFolder: string): readonly string[] {
  const venue = join(dataFolder, VENUE_FILE);
  const config = join(dataFolder, CONFIG_FILE);
  const isNamed = existsSync(config) && Object.hasOwn(readPlacedJson(config)?.value ?? {}, 'sql');
  return [...(existsSync(venue) ? [venue] : []), ...(isNamed ? [config] : [])];
}

/**
 * `stamp` ends the names of the copies. Drafts first, so that a full disk changes nothing; a file that can't be replaced restores those
 * before it. config.json last: a real venue without SQL Server says what is missing, a rehearsal with one starts nothing at all. A password
 * that is replaced leaves no copy. Throws what the disk says.
 */
export function writeSite(dataFolder: string, site: Site, stamp: string): Written {
  const config = join(dataFolder, CONFIG_FILE);
  const passwordFile = passwordFileOf(dataFolder, site.sql);
  const files = [
    ...(site.password === undefined ? [] : [[passwordFile, `${site.password}\n`] as const]),
    [join(dataFolder, VENUE_FILE), `${JSON.stringify(site.venue, null, 2)}\n`] as const,
    [config, withSql(config, site.sql)] as const,
  ];
  const drafts = files.map(([file]) => `${file}.${process.pid}.new`);
  try {
    for (const [index, [file, text]] of files.entries()) {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(drafts[index] as string, text, { mode: 0o600, flush: true });
    }
    const kept = files
      .map(([file]) => file)
      .filter((file) => file !== passwordFile && existsSync(file))
      .map((file) => keep(file, stamp));
    replaceAll(files.map(([file], index) => ({ file, draft: drafts[index] as string })));
    return { written: files.map(([file]) => file), kept };
  } finally {
    for (const draft of drafts) rmSync(draft, { force: true });
  }
}

/** What else is in config.json stays, as it is there. */
function withSql(config: string, sql: SqlSaid): string {
  const text = existsSync(config) ? readFileSync(config, 'utf8').replace(/^\ufeff/, '') : '{}\n';
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  return applyEdits(text, modify(text, ['sql'], sql, { formattingOptions }));
}

function keep(file: string, stamp: string): string {
  const copy = `${file}.${stamp}.old`;
  writeFileSync(copy, readFileSync(file), { mode: 0o600, flag: 'wx', flush: true });
  return copy;
}

/**
 * Several files as one: on Windows an editor may hold any of them open. Each is replaced by its draft, or none of them is. Throws what the disk
 * says.
 */
export function replaceAll(files: readonly { readonly file: string; readonly draft: string }[]): void {
  const before = files.map(({ file }) => (existsSync(file) ? readFileSync(file) : undefined));
  let done = 0;
  try {
    for (const { file, draft } of files) {
      renameSync(draft, file);
      done += 1;
    }
  } catch (error) {
    for (const [index, { file }] of files.slice(0, done).entries()) {
      const bytes = before[index];
      if (bytes === undefined) rmSync(file);
      else writeFileSync(file, bytes, { mode: 0o600, flush: true });
    }
    throw error;
  }
}
