/**
 * Every public name of the product, one line each: `section: name`. Tables and parsers of src are imported. As no process may start here,
 * what PowerShell declares, exit codes, the `Ready:` line and names in the data folder are read from text (written-names.ts).
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { parse } from 'graphql';
import { parse as parseYaml } from 'yaml';
import type { CommandContext } from '../../src/cli/command-context.js';
import { createProgram } from '../../src/cli/program.js';
import { ENVIRONMENT } from '../../src/config/environment.js';
import { SQL_OPTIONS } from '../../src/config/sql-options.js';
import { VENUE_OPTIONS } from '../../src/config/venue-options.js';
import { ALERTS } from '../../src/domain/types/alerts.js';
import { type Passport, readPassport } from '../../src/domain/types/passport.js';
import { Secret } from '../../src/domain/types/secret.js';
import { SITE_OPTIONS } from '../../src/domain/types/settings.js';
import { ERRORS } from '../../src/errors/errors.js';
import { BACKED_UP, type Backup, writeManifest } from '../../src/platform/backup/manifest.js';
import { createPassportSeal } from '../../src/platform/passport-seal.js';
import { VENUE_PROCEDURES } from '../../src/storage/venue-schema/procedures.js';
import { VENUE_VIEWS } from '../../src/storage/venue-schema/views.js';
import {
  dataFolderNames,
  definedNames,
  exitCodes,
  matches,
  moduleNames,
  openApiNames,
  read,
  scriptNames,
  texts,
} from './written-names.js';

/** Sorted, each name once. */
export async function publicNames(): Promise<readonly string[]> {
  const sections: Readonly<Record<string, readonly string[]>> = {
    backup: backupNames(),
    cli: commandNames(await createProgram(CONTEXT), ''),
    'config.json': [...Object.keys(SITE_OPTIONS), ...Object.keys(SQL_OPTIONS).map((name) => `sql.${name}`)],
    'data folder': dataFolderNames(),
    database: databaseNames(),
    environment: Object.keys(ENVIRONMENT),
    error: Object.keys(ERRORS),
    event: eventNames(),
    'exit code': exitCodes(),
    graphql: parse(read('schema.graphql')).definitions.flatMap(definedNames),
    jea: jeaNames(),
    'migration file': await passportNames(),
    module: moduleNames(),
    'npm script': Object.keys(JSON.parse(read('package.json')).scripts),
    openapi: openApiNames(parseYaml(read('docs/reference/openapi/swiftpos-cloud.yaml'))),
    output: texts('src/cli/**/*.ts').flatMap(({ text }) => matches(text, /`(Ready: [^`]*)\\n`/g)),
    script: scriptNames(),
    'venue.json': Object.keys(VENUE_OPTIONS),
  };
  const lines = Object.entries(sections).flatMap(([section, names]) => {
    if (names.length === 0) throw new Error(`no public name was found in section ${section}`);
    return names.map((name) => `${section}: ${name}`);
  });
  return [...new Set(lines)].sort();
}

/** What the command line needs to describe itself. */
const CONTEXT = { rehearsal: { describeFaults: () => '' }, version: '0.0.0' } as unknown as CommandContext;

function commandNames(command: Command, parent: string): string[] {
  const name = `${parent} ${command.name()}`.trimStart();
  return [
    name,
    ...command.options.flatMap(({ long, short, argChoices = [] }) =>
      [long, short].flatMap((flag) =>
        flag ? [`${name} ${flag}`, ...argChoices.map((choice) => `${name} ${flag} ${choice}`)] : [],
      ),
    ),
    ...command.registeredArguments.map((argument) => `${name} <${argument.name()}>`),
    ...command.aliases().map((alias) => `${parent} ${alias}`),
    ...command.commands.flatMap((inner) => commandNames(inner, name)),
  ];
}

/** Views with columns, procedures with parameters, and each other object of the schema that its SQL names. */
function databaseNames(): string[] {
  const sql = texts('src/storage/mssql/venue/*.sql').flatMap(({ text }) =>
    matches(text, /\bcontrolplane\.(\w+)/g),
  );
  return [
    ...sql.map((name) => `controlplane.${name}`),
    ...VENUE_VIEWS.flatMap(({ name, columns }) =>
      columns.map((column) => `controlplane.${name}.${column.name}`),
    ),
    ...Object.entries(VENUE_PROCEDURES).flatMap(([name, { parameters }]) =>
      parameters.map((parameter) => `controlplane.${name} @${parameter}`),
    ),
  ];
}

function eventNames(): string[] {
  const services = matches(read('scripts/installation/ServerEvent.psd1'), /^ *(\w+ += @\{ Id = \d+)/gm);
  return [
    ...Object.entries(ALERTS).map(([name, { id }]) => `${id} ${name}`),
    ...services.map((line) => line.replace(/(\w+).* (\d+)$/, '$2 $1')),
  ];
}

function backupNames(): string[] {
  const backup: Backup = { id: '', takenAt: '', version: '', head: { sequence: 0, hash: '' }, files: {} };
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-names-'));
  try {
    writeManifest(folder, backup);
    const [manifest = ''] = readdirSync(folder);
    const keys = keysIn(JSON.parse(read(join(folder, manifest))), manifest);
    return [manifest, ...keys, ...BACKED_UP];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function passportNames(): Promise<string[]> {
  const at = '2030-01-01T00:00:00Z';
  const passport: Passport = {
    id: 'id',
    madeAt: at,
    version: '1',
    venue: { customerNumber: '10000000', companyName: 'a' },
    server: { machineId: 'a', swiftposVersion: '1' },
    gateway: { state: 'a', machineId: 'a', swiftposVersion: '1', onboardedAt: at, lastHeartbeatAt: at },
    everConnected: true,
    settings: {},
    grants: [{ group: { id: '1', name: 'a' }, permission: 'a', expiresAt: at }],
    history: {
      head: { sequence: 0, hash: '0'.repeat(64) },
      operations: [{ id: '1', kind: 'a', state: 'a', requestedByName: 'a', createdAt: at, finishedAt: at }],
    },
  };
  const file = Buffer.from(await createPassportSeal().seal('', new Secret('a')));
  const format = `${file.toString('latin1', 0, 8)} version ${file[8]}`;
  return [format, ...keysIn(readPassport(JSON.stringify(passport)), '').map((key) => key.slice(1))];
}

function keysIn(value: unknown, owner: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keysIn(item, `${owner}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => [
    `${owner}.${key}`,
    ...keysIn(inside, `${owner}.${key}`),
  ]);
}

/** Files and, of a role, its commands. */
function jeaNames(): string[] {
  return texts('scripts/jea/**/*.{pssc,psd1,psrc}').flatMap(({ file, text }) => [
    file.replace('scripts/jea/', ''),
    ...matches(text, /'VenueControl\\([\w-]+)'/g).map((name) => `${basename(file, '.psrc')} ${name}`),
  ]);
}
