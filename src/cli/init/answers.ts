/** The answers of `venue-control init` from a file: what venue.json holds, and `sql` of config.json, in one JSON object. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from '../../config/config-error.js';
import { type PlacedJson, parsePlacedJson } from '../../config/placed-json.js';
import { checkSql, PASSWORD_REMEDY, type SqlSaid } from '../../config/sql-options.js';
import { findVenueMistakes, type VenueMistake } from '../../config/venue-file.js';
import type { VenueSaid } from '../../config/venue-options.js';
import { AppError } from '../../errors/errors.js';
import { inFile } from '../passport/passport-file.js';

export const EXAMPLE = `  {
    "services": {
      "sales-processing": "SwSales", "connect": "SwConnect", "end-of-day": "SwEndOfDay", "netpos": null,
      "gateway-client": "SwGateway", "cloud-sync": "SwCloudSync", "services-monitor": "SwMonitor"
    },
    "publisher": null,
    "cloud": { "url": "https://cloud.example.com" },
    "gatewayCredential": null,
    "sql": { "server": "localhost", "database": "swiftpos", "user": "venue_control" }
  }
`;

const STANDARD_INPUT = 0;

/** Throws VENUE_FILE_INVALID with every mistake, each with its line and its remedy. */
export function readAnswers(from: string): { readonly venue: VenueSaid; readonly sql: SqlSaid } {
  const name = from === '-' ? 'standard input' : resolve(from);
  const text = fileText(inFile(name, () => readFileSync(from === '-' ? STANDARD_INPUT : name)));
  const json = placed(name, text);
  const { sql, ...venue } = json.value as Readonly<Record<string, unknown>>;
  const mistakes = [...findVenueMistakes({ ...json, value: venue }), ...sqlMistakes(json, sql)];
  if (mistakes.length > 0) throw invalid(mistakes);
  return { venue: venue as unknown as VenueSaid, sql: sql as SqlSaid };
}

function placed(name: string, text: string): PlacedJson {
  try {
    return parsePlacedJson(name, text, 'Correct it, then run the command again. Nothing was written.');
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new AppError('VENUE_FILE_INVALID', { message: error.message, remedy: SEE_HELP });
  }
}

const SEE_HELP = 'Run "venue-control init --help" to see a complete answer file.';

function sqlMistakes({ placeOf }: PlacedJson, sql: unknown): readonly VenueMistake[] {
  if (typeof sql !== 'object' || sql === null || Array.isArray(sql))
    return [
      {
        place: placeOf(['sql']),
        why: 'sql is missing: an object with at least the server and the database of swiftpos.',
        remedy: 'See docs/reference/configuration.md for its options.',
      },
    ];
  const checked = checkSql(sql as Readonly<Record<string, unknown>>);
  if (!('why' in checked)) return [];
  const { option, why } = checked;
  const path = option === undefined ? ['sql'] : ['sql', option];
  const isPassword = why.includes(PASSWORD_REMEDY);
  return [
    {
      place: placeOf(path),
      why: `sql${option === undefined ? ':' : `.${option}`} ${why.replace(PASSWORD_REMEDY, '').trim()}`,
      remedy: isPassword
        ? 'Remove it from this file, and pass a file that contains only the password: --sql-password-file.'
        : 'See docs/reference/configuration.md for the options of sql.',
    },
  ];
}

function invalid(mistakes: readonly VenueMistake[]): AppError {
  const lines = mistakes.map(({ place, why, remedy }) => `${place}: ${why}\n  -> ${remedy}`);
  return new AppError('VENUE_FILE_INVALID', {
    message: lines.join('\n'),
    remedy: 'Correct each mistake, then run the command again. Nothing was written.',
  });
}

/** What someone's editor, or PowerShell's `>`, has written: UTF-8 with a mark or without, or UTF-16 with its own. The text without its mark. */
export function fileText(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  // A decoder leaves the mark out.
  return new TextDecoder(encoding).decode(bytes);
}
