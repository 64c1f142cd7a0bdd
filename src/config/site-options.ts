/** config.json in the data folder: what the site has decided, checked against the domain's table. */
import { readFileSync } from 'node:fs';
import {
  array,
  boolean,
  check,
  date,
  type GenericSchema,
  maxLength,
  maxValue,
  minValue,
  nonEmpty,
  number,
  object,
  optional,
  pipe,
  regex,
  safeParse,
  strictObject,
  string,
  transform,
} from 'valibot';
import { SITE_OPTIONS, type SiteOption, type SiteOptions } from '../operations/words/settings.js';
import { ConfigError } from './config-error.js';

/** A file that isn't there is no decision; one that can't be read, or says something unknown, refuses to start. */
export function readSiteOptions(file: string): SiteOptions {
  const read = safeParse(SCHEMA, readJson(file) ?? {}, { abortEarly: true });
  if (read.success) return Object.freeze(read.output);
  const name = String(read.issues[0].path?.[0].key);
  const option = OPTIONS.find(([known]) => known === name)?.[1];
  if (option) throw new ConfigError(`${file}: ${name} must be ${inWords(option)}.`);
  const known = OPTIONS.map(([each]) => each).join(', ');
  throw new ConfigError(`${file} has an option "${name}" that nobody knows. Known: ${known}.`);
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
    case 'periods':
      return 'a list, each with from and until, as ISO 8601 times with until later, and a reason';
  }
}

const OPTIONS: readonly (readonly [string, SiteOption])[] = Object.entries(SITE_OPTIONS);

const TIME = pipe(
  string(),
  transform((text) => new Date(text)),
  date(),
);
const PERIOD = pipe(
  object({ from: TIME, until: TIME, reason: pipe(string(), nonEmpty()) }),
  check(({ from, until }) => from < until),
);

function schemaOf(option: SiteOption): GenericSchema {
  switch (option.kind) {
    case 'figure':
      return pipe(number(), minValue(option.range[0]), maxValue(option.range[1]));
    case 'yes or no':
      return boolean();
    case 'line':
      return pipe(string(), nonEmpty(), maxLength(option.longest), regex(/^[^\r\n]+$/));
    case 'periods':
      return array(PERIOD);
  }
}

const SCHEMA = strictObject(
  Object.fromEntries(OPTIONS.map(([name, option]) => [name, optional(schemaOf(option))])),
);

function readJson(file: string): object | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ConfigError(`${file} can't be read. Mend it, or delete it to run with the defaults.`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below, with what is expected.
  }
  throw new ConfigError(`${file} is not a JSON object. Mend it, or delete it to run with the defaults.`);
}
