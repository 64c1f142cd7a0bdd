/** config.json in the data folder, checked against the table of options in domain/types/settings.ts. */
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import {
  array,
  boolean,
  check,
  date,
  type GenericSchema,
  integer,
  literal,
  maxLength,
  maxValue,
  minLength,
  minValue,
  nonEmpty,
  number,
  optional,
  pipe,
  regex,
  safeParse,
  strictObject,
  string,
  transform,
  unknown,
  variant,
} from 'valibot';
import { ALERT_CODES, LONGEST_WAIT } from '../domain/types/alert-rules.js';
import { isLoopback } from '../domain/types/channels.js';
import { SITE_OPTIONS, type SiteOption, type SiteOptions } from '../domain/types/settings.js';
import { ConfigError } from './config-error.js';
import { type PlacedJson, readPlacedJson } from './placed-json.js';

/** Without a file nothing is decided. Throws ConfigError with the line for an unknown option or a wrong value. */
export function readSiteOptions(json: PlacedJson | undefined): SiteOptions {
  if (!json) return Object.freeze({});
  // Read by sql-connection.ts.
  const { sql: _, ...decided } = json.value as { sql?: unknown };
  const read = safeParse(SCHEMA, decided, { abortEarly: true });
  if (read.success) return Object.freeze(read.output);
  const path = (read.issues[0].path ?? []).map(({ key }) => key as string | number);
  const place = json.placeOf(path);
  const name = String(path[0]);
  const option = OPTIONS.find(([known]) => known === name)?.[1];
  if (option && path.length > 1 && isNested(option))
    throw new ConfigError(`${place}: ${path.join('.')} is not valid. ${name} must be ${inWords(option)}.`);
  if (option) throw new ConfigError(`${place}: ${name} must be ${inWords(option)}.`);
  const known = [...OPTIONS.map(([each]) => each), 'sql'].join(', ');
  throw new ConfigError(`${place}: unknown option "${name}". Known: ${known}.`);
}

function isNested({ kind }: SiteOption): boolean {
  return kind === 'alerts' || kind === 'backups' || kind === 'channels';
}

/** What an option takes, as it is said in a refusal and in the documentation. */
export function inWords(option: SiteOption): string {
  switch (option.kind) {
    case 'figure':
      return `a number from ${option.range[0]} to ${option.range[1]}`;
    case 'yes or no':
      return 'true or false';
    case 'line':
      return `one line of 1 to ${option.longest} characters`;
    case 'address':
      return '`none`, an https address, or an http address of this machine, such as `http://127.0.0.1:4318`';
    case 'periods':
      return 'a list, each with from and until, as ISO 8601 times with until later, and a reason';
    case 'alerts':
      return `an object with entries named ${ALERT_CODES.map((code) => `\`${code}\``).join(', ')}, each with \`enabled\` (true or false), \`afterSeconds\` (0 to ${LONGEST_WAIT}) or \`tradingHoursOnly\` (true or false)`;
    case 'backups':
      return 'an object with `folder` (an absolute path), and it may have `at` (HH:MM, by the clock of the server; default 04:00) and `keep` (how many are kept, 1 to 1000; default 14)';
    case 'channels':
      return 'an object with `channels`: at most 10, each with its own `name` (1 to 40 letters, digits, - and _) and `kind` (`email`, `webhook`, `teams`, `eventlog`, `heartbeat`); `email` also has `host`, `from`, `to` (1 to 20 addresses), and may have `port` (1 to 65535) and `user`';
  }
}

const OPTIONS: readonly (readonly [string, SiteOption])[] = Object.entries(SITE_OPTIONS);

const TIME = pipe(
  string(),
  transform((text) => new Date(text)),
  date(),
);
const PERIOD = pipe(
  strictObject({ from: TIME, until: TIME, reason: pipe(string(), nonEmpty()) }),
  check(({ from, until }) => from < until),
);

const ALERT = strictObject({
  enabled: optional(boolean()),
  afterSeconds: optional(pipe(number(), minValue(0), maxValue(LONGEST_WAIT))),
  tradingHoursOnly: optional(boolean()),
});
/** A list is an object without entries to a strict object. */
const NO_LIST = pipe(
  unknown(),
  check((value) => !Array.isArray(value)),
);
const ALERTS = pipe(
  NO_LIST,
  strictObject(Object.fromEntries(ALERT_CODES.map((code) => [code, optional(ALERT)]))),
);

const BACKUPS = strictObject({
  at: optional(pipe(string(), regex(/^([01]\d|2[0-3]):[0-5]\d$/)), '04:00'),
  folder: pipe(
    string(),
    check((folder) => isAbsolute(folder)),
  ),
  keep: optional(pipe(number(), integer(), minValue(1), maxValue(1000)), 14),
});

const NAME = pipe(string(), regex(/^[A-Za-z0-9_-]{1,40}$/));
const LINE = pipe(string(), maxLength(320), regex(/^\S[^\r\n]*$/));
const ADDRESS = pipe(string(), maxLength(320), regex(/^[^\s@]+@[^\s@]+$/));
const EMAIL = strictObject({
  name: NAME,
  kind: literal('email'),
  host: pipe(string(), maxLength(253), regex(/^[A-Za-z0-9.:-]+$/)),
  port: optional(pipe(number(), integer(), minValue(1), maxValue(65_535))),
  from: ADDRESS,
  to: pipe(array(ADDRESS), minLength(1), maxLength(20)),
  user: optional(LINE),
});
const bare = <Kind extends string>(kind: Kind) => strictObject({ name: NAME, kind: literal(kind) });
const CHANNELS = strictObject({
  channels: pipe(
    array(variant('kind', [EMAIL, bare('webhook'), bare('teams'), bare('eventlog'), bare('heartbeat')])),
    maxLength(10),
    check((channels) => new Set(channels.map(({ name }) => name.toLowerCase())).size === channels.length),
  ),
});

function schemaOf(option: SiteOption): GenericSchema {
  switch (option.kind) {
    case 'figure':
      return pipe(number(), minValue(option.range[0]), maxValue(option.range[1]));
    case 'yes or no':
      return boolean();
    case 'line':
      return pipe(string(), nonEmpty(), maxLength(option.longest), regex(/^[^\r\n]+$/));
    case 'address':
      return pipe(string(), check(isAddress));
    case 'periods':
      return array(PERIOD);
    case 'alerts':
      return ALERTS;
    case 'backups':
      return BACKUPS;
    case 'channels':
      return CHANNELS;
  }
}

/** What is not encrypted must not leave this machine; a name or a password in it would be a secret in this file. */
function isAddress(text: string): boolean {
  if (text === 'none') return true;
  const { protocol, hostname, username, password } = URL.parse(text) ?? {};
  const isOurs = protocol === 'http:' && isLoopback(hostname?.replace(/^\[|\]$/g, '') ?? '');
  return (protocol === 'https:' || isOurs) && !username && !password && text.length <= 500;
}

const SCHEMA = strictObject(
  Object.fromEntries(OPTIONS.map(([name, option]) => [name, optional(schemaOf(option))])),
);

/** Before the settings of a migration file are adopted: throws ConfigError if an option doesn't take its value, or config.json can't be read. */
export function requireAdoptable(dataFolder: string, settings: Readonly<Record<string, unknown>>): void {
  readPlacedJson(join(dataFolder, 'config.json'));
  readSiteOptions({ value: { ...settings }, placeOf: () => 'The migration file' });
}

/**
 * Adds one setting of a migration file to config.json; the rest of the file stays as it is. False when config.json has the option already. Throws
 * ConfigError for a value that the option doesn't take, and the errors of the disk.
 */
export function adoptSetting(dataFolder: string, name: string, value: unknown): boolean {
  const named = join(dataFolder, 'config.json');
  // Where a link is, what it leads to is changed.
  const file = existsSync(named) ? realpathSync(named) : named;
  const json = readPlacedJson(file);
  if (json && Object.hasOwn(json.value, name)) return false;
  readSiteOptions({ value: { [name]: value }, placeOf: () => 'The migration file' });
  const text = json ? readFileSync(file, 'utf8').replace(/^\ufeff/, '') : '{}\n';
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  const beside = `${file}.${process.pid}.new`;
  try {
    writeFileSync(beside, applyEdits(text, modify(text, [name], value, { formattingOptions })), {
      mode: json ? statSync(file).mode & 0o777 : 0o600,
      flush: true,
    });
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
  return true;
}
