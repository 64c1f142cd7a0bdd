/** What the environment may say: the one table, which docs/reference/configuration.md is held to. */
import {
  check,
  type GenericSchema,
  type InferOutput,
  integer,
  maxValue,
  minValue,
  optional,
  picklist,
  pipe,
  safeParse,
  string,
  toNumber,
  transform,
} from 'valibot';
import { ConfigError } from './config-error.js';

export interface EnvironmentOption {
  readonly schema: GenericSchema;
  /** Follows "Expected " in a refusal. */
  readonly takes: string;
  /** The default in words, where it is worked out. */
  readonly otherwise?: string;
  readonly meaning: string;
}

const VENUES = ['rehearsal', 'windows'] as const;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
const PORT = pipe(string(), toNumber(), integer(), minValue(0), maxValue(65_535));
const PACE = pipe(string(), toNumber(), minValue(0), maxValue(1000));
const ADDRESS = pipe(
  string(),
  check((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)),
  transform((text) => text.replace(/\/+$/, '')),
);

export const ENVIRONMENT = {
  VENUE_CONTROL_VENUE: {
    schema: optional(picklist(VENUES)),
    takes: `one of: ${VENUES.join(', ')}`,
    otherwise: 'windows if the data folder has venue.json, and for the Windows service; otherwise rehearsal',
    meaning: 'a rehearsal, or a production venue',
  },
  VENUE_CONTROL_DATA: {
    schema: optional(string()),
    takes: 'a folder',
    otherwise: '.venue-control in the project',
    meaning: 'the folder of both databases, the keys and the rehearsal',
  },
  VENUE_CONTROL_PORT: {
    schema: optional(PORT, '4280'),
    takes: 'a port number from 0 to 65535',
    meaning: 'the port of the server on 127.0.0.1 and ::1; 0: a free port',
  },
  VENUE_CONTROL_CLOUD_URL: {
    schema: optional(ADDRESS),
    takes: 'an http or https address',
    otherwise: "venue.json's, or the rehearsal's",
    meaning:
      'the address of swiftpos Cloud; https for a production venue; in a rehearsal, the cloud of another rehearsal that this one joins as a second server of the same venue',
  },
  VENUE_CONTROL_CLOUD_PORT: {
    schema: optional(PORT, '4281'),
    takes: 'a port number from 0 to 65535',
    meaning: 'the port of the rehearsal cloud on 127.0.0.1',
  },
  VENUE_CONTROL_REHEARSAL_PACE: {
    schema: optional(PACE, '1'),
    takes: 'a number from 0 to 1000',
    meaning: 'duration of a sync in a rehearsal: 1 is about a minute, 0 is as fast as possible',
  },
  VENUE_CONTROL_PWSH: {
    schema: optional(string()),
    takes: 'a program',
    otherwise: 'none',
    meaning: 'the pwsh to use instead of the one that is found',
  },
  VENUE_CONTROL_AUDIT_ANCHOR: {
    schema: optional(string()),
    takes: 'a file outside the data folder',
    otherwise: 'none',
    meaning:
      'the external audit anchor: a file that also stores the head of the audit log, preferably on another disk',
  },
  VENUE_CONTROL_SQL: {
    schema: optional(string()),
    takes: 'a connection URL: mssql://user@host:port/database?option=value',
    otherwise: '`sql` in config.json',
    meaning:
      "swiftpos' SQL Server, with the options of [`sql`](#sql-in-configjson) after the question mark; a URL with a password is refused. In a rehearsal it may name a server on this machine only",
  },
  VENUE_CONTROL_LOG: {
    schema: optional(picklist(LOG_LEVELS), 'warn'),
    takes: `one of: ${LOG_LEVELS.join(', ')}`,
    meaning: 'the lowest level that is logged',
  },
} as const satisfies Readonly<Record<string, EnvironmentOption>>;

type Environment = {
  readonly [Name in keyof typeof ENVIRONMENT]: InferOutput<(typeof ENVIRONMENT)[Name]['schema']>;
};

/** What is set to nothing counts as not set. Throws ConfigError for the first bad value, with what is expected. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const read = Object.entries<EnvironmentOption>(ENVIRONMENT).map(([name, { schema, takes }]) => {
    const text = env[name] || undefined;
    const result = safeParse(schema, text);
    if (!result.success) throw new ConfigError(`${name} is "${text}". Expected ${takes}.`);
    return [name, result.output];
  });
  return Object.fromEntries(read) as Environment;
}
