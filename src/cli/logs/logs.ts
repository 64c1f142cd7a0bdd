/** `venue-control logs`: the log of the data folder, for a person or a script. Opens nothing else, and works beside a server or without one. */
import { setTimeout as wait } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { visible } from '../../domain/types/plain-text.js';
import { AppError } from '../../errors/errors.js';
import type { CommandContext } from '../command-context.js';
import { exampleTime } from '../doctor-rows.js';
import { timeSpanOf } from '../token/token.js';
import { LogTail, logFileOf, olderFiles } from './log-files.js';
import {
  asText,
  LEVELS,
  type Level,
  type LineQuery,
  type LogLine,
  lineFilter,
  readLine,
} from './log-lines.js';

const LINES = 200;
const WHEN = '2d, 2h or 30m ago, 18:03, or a time such as 2027-05-06T18:03';
/** Between two reads of a log that is followed. */
const AGAIN_MS = 500;

export interface LogsOptions {
  readonly follow: boolean;
  readonly operation?: string;
  readonly level: Level;
  /** Milliseconds before now, or the moment itself. */
  readonly since?: number | Date;
  readonly until?: number | Date;
  /** Default: of a time all, else the newest ones. */
  readonly lines?: number;
  readonly json: boolean;
}

export function logsCommand(context: Pick<CommandContext, 'config'>): Command {
  return new Command('logs')
    .description(
      'Print the log of the server, oldest line first, in the time of this machine. Get-VenueTimeline also lists Windows events and audited changes.',
    )
    .option('--follow', 'print new lines as the server writes them, until Ctrl+C', false)
    .option('--operation <id>', 'lines of one operation or one correlation ID', idOf)
    .addOption(new Option('--level <level>', 'this level and worse').choices([...LEVELS]).default(LEVELS[0]))
    .option('--since <when>', `only lines from then on: ${WHEN}`, timeOf)
    .option('--until <when>', `only lines before then: ${WHEN}`, timeOf)
    .option(
      '--lines <number>',
      `the newest lines that match; 0: all. Default: ${LINES}, or all with --since or --until`,
      countOf,
    )
    .option('--json', 'print the lines as the log has them, as JSON, with the stacks of errors', false)
    .action((options: LogsOptions) => printLogs(context, options));
}

/** `isAgain`: of a log that is followed, waits, and says whether to read again. */
export async function printLogs(
  { config }: Pick<CommandContext, 'config'>,
  options: LogsOptions,
  isAgain = () => wait(AGAIN_MS, true),
): Promise<void> {
  const file = logFileOf(config.dataFolder);
  const { follow, json } = options;
  // The reader may have seen enough: "logs | more".
  process.stdout.once('error', () => process.exit(0));
  const print = ({ raw, fields }: LogLine) =>
    void process.stdout.write(`${visible(json ? raw : asText(fields))}\n`);
  try {
    using tail = new LogTail(file);
    const { lines, matches, isThere } = newest(file, tail, options);
    if (!isThere)
      process.stderr.write(
        `There is no log yet: ${file} does not exist. The server makes it at its start.\n`,
      );
    else if (lines.length === 0) process.stderr.write(`No line of ${file} matches.\n`);
    lines.forEach(print);
    while (follow && (await isAgain()))
      for (const line of readLines(tail.read() ?? [])) if (matches(line)) print(line);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new AppError('FILE_NOT_WRITTEN', {
      message: `The log can't be read: ${message}.`,
      remedy:
        'Run the command as the account of the server or as Administrator, and check VENUE_CONTROL_DATA.',
      cause,
    });
  }
}

interface Found {
  readonly lines: readonly LogLine[];
  readonly matches: (line: LogLine) => boolean;
  readonly isThere: boolean;
}

function newest(file: string, tail: LogTail, options: LogsOptions): Found {
  const { operation, level } = options;
  const [since, until] = [momentOf(options.since), momentOf(options.until)];
  const query: LineQuery = { operation, level, since, until };
  const most = options.lines ?? (since || until ? 0 : LINES);
  const current = tail.read();
  const files = [readLines(current ?? [])];
  const matches = lineFilter(query);
  const enough = most === 0 ? Number.POSITIVE_INFINITY : most;
  const countOfAll = () => files.reduce((sum, lines) => sum + lines.filter(matches).length, 0);
  const isBefore = ([first]: readonly LogLine[] = []) =>
    since !== undefined && Date.parse(String(first?.fields['time'])) < since.getTime();
  // Which requests are an operation's, its oldest lines may say.
  for (const older of olderFiles(file)) {
    if (operation === undefined && (countOfAll() >= enough || isBefore(files[0]))) break;
    files.unshift(readLines(older));
  }
  for (const lines of files) for (const line of lines) matches(line);
  const all = files.flatMap((lines) => lines.filter(matches));
  const isThere = current !== undefined || files.length > 1;
  return { lines: most === 0 ? all : all.slice(-most), matches, isThere };
}

function momentOf(when: number | Date | undefined): Date | undefined {
  return typeof when === 'number' ? new Date(Date.now() - when) : when;
}

const readLines = (lines: readonly string[]) =>
  lines.map(readLine).filter((line): line is LogLine => line !== undefined);

/** Without a time zone: of this machine, as the lines are printed; an hour alone is the last one. */
function timeOf(text: string): number | Date {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hour !== undefined) {
    const now = new Date();
    const at = new Date(now);
    at.setHours(Number(hour), Number(minute), 0, 0);
    if (at > now) at.setDate(at.getDate() - 1);
    return at;
  }
  const isLocal = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?$/.test(text);
  const local = new Date(isLocal ? text.replace(' ', 'T') : Number.NaN);
  const time = Number.isNaN(local.getTime()) ? timeSpanOf(text) : local;
  if (time !== undefined) return time;
  const example = exampleTime().slice(0, 16);
  throw new InvalidArgumentError(
    `Enter 2d, 2h or 30m for a time before now, a time of day such as 18:03, or a day and time such as ${example}.`,
  );
}

function idOf(text: string): string {
  if (/^[\w-]{1,64}$/.test(text)) return text;
  throw new InvalidArgumentError('Expected the ID of an operation, or a correlation ID.');
}

function countOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a number of lines, or 0 for all.');
}
