/** config.json in the data folder: what the site has decided, checked against the domain's table. */
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
  optional,
  pipe,
  regex,
  safeParse,
  strictObject,
  string,
  transform,
} from 'valibot';
import { SITE_OPTIONS, type SiteOption, type SiteOptions } from '../domain/types/settings.js';
import { ConfigError } from './config-error.js';
import type { PlacedJson } from './placed-json.js';

/** A file that isn't there is no decision; one that says something unknown refuses to start, with the line. */
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
  if (option) throw new ConfigError(`${place}: ${name} must be ${inWords(option)}.`);
  const known = [...OPTIONS.map(([each]) => each), 'sql'].join(', ');
  throw new ConfigError(`${place}: unknown option "${name}". Known: ${known}.`);
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
  strictObject({ from: TIME, until: TIME, reason: pipe(string(), nonEmpty()) }),
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
