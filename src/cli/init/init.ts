/** `venue-control init`: the first run at a real venue. Everything is checked before anything is written; a person decides, nothing is guessed. */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import {
  filesOf,
  findSite,
  passwordFileOf,
  type Site,
  unreadPasswordFile,
  type Written,
  writeSite,
} from '../../config/write-site.js';
import { visible } from '../../domain/types/plain-text.js';
import { AppError } from '../../errors/errors.js';
import type { CommandContext } from '../command-context.js';
import { say } from '../elevated-session.js';
import { inFile } from '../passport/passport-file.js';
import { certificate, ownFolder } from '../venue-readiness.js';
import { EXAMPLE, fileText, readAnswers } from './answers.js';
import { askEverything, requireKeyboard } from './keyboard.js';
import { SQL_IN_FILE } from './sql-questions.js';

interface Options {
  readonly from?: string;
  readonly sqlPasswordFile?: string;
  readonly force: boolean;
  readonly json: boolean;
}

export function initCommand(context: CommandContext): Command {
  return new Command('init')
    .description(
      "Set up a production venue in the data folder. Prompts for service names, swiftpos Cloud, Gateway Client's credential and SQL Server, checks every answer, writes venue.json and config.json, and prints the next steps.",
    )
    .option('--from <file>', 'read the answers from a JSON file instead of prompting; - is standard input')
    .option(
      '--sql-password-file <file>',
      "read SQL Server's password from the first line of this file instead of prompting; it is stored in keys/sql-password",
    )
    .option('--force', 'replace an existing setup; a copy of it is kept', false)
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText('after', `\nAn example of an answer file:\n${EXAMPLE}`)
    .action((options: Options) => init(context, options));
}

async function init(context: CommandContext, { from, sqlPasswordFile, force, json }: Options): Promise<void> {
  const { dataFolder } = context.config;
  // First of all: vendors open whole disks to everyone, which install would refuse after all the questions.
  await context.requirePlaces();
  requireFree(context, force);
  const filed = sqlPasswordFile === undefined ? undefined : firstLine(resolve(sqlPasswordFile));
  if (from === undefined) requireKeyboard();
  const read = from === undefined ? undefined : { ...readAnswers(from), password: filed };
  // From here on there is a folder; a person is refused before the first question, not after the last.
  await context.closeData((line) => void process.stderr.write(`${visible(line)}\n`));
  const said = read ?? (await askEverything(context, filed));
  const isUnused = said.sql.authentication === 'windows' && said.password !== undefined;
  const site = isUnused ? { ...said, password: undefined } : said;
  requireOwnPasswordFile(context, site);
  requireCertificates(context, site);
  const stamp = context.clock.now().toISOString().replaceAll(':', '-');
  const lock = context.lockDataFolder();
  try {
    const written = inFile(dataFolder, () => writeSite(dataFolder, site, stamp));
    const notKept = isUnused ? [UNUSED_PASSWORD] : [];
    const next = [...nextSteps(dataFolder, site), ...(from === undefined ? [NOT_ASKED] : [])];
    say(json ? JSON.stringify({ dataFolder, ...written, notKept, next }) : inWords(written, notKept, next));
  } finally {
    lock.release();
  }
}

function requireFree({ config }: CommandContext, force: boolean): void {
  const { dataFolder, venueSaid } = config;
  if (venueSaid === 'rehearsal')
    throw new AppError('BAD_USER_INPUT', {
      message:
        'VENUE_CONTROL_VENUE is "rehearsal", which does not allow a production venue. Nothing was written.',
      remedy: 'Unset the variable for this window and for the service, then run the command again.',
    });
  const own = ownFolder(config);
  if (!own.ok)
    throw new AppError('VENUE_NOT_READY', {
      message: `${own.detail}. Nothing was written.`,
      ...(own.remedy && { remedy: own.remedy }),
    });
  const there = findSite(dataFolder);
  if (there.length === 0 || force) return;
  throw new AppError('BAD_USER_INPUT', {
    message: `${there.join(' and ')} already exists. Nothing was written.`,
    remedy: 'Change it with an editor, or use --force, which keeps a copy.',
  });
}

function requireOwnPasswordFile({ config: { dataFolder } }: CommandContext, site: Site): void {
  if (site.password === undefined || !filesOf(dataFolder).includes(passwordFileOf(dataFolder, site.sql)))
    return;
  throw new AppError('BAD_USER_INPUT', {
    message: 'sql.secretFile names a file that is used for something else. No answer was written.',
    remedy: 'Omit it: the password is then stored in keys/sql-password.',
  });
}

/** Before anything is written: a file that can't be read would only be noticed at the next start. */
function requireCertificates({ config: { dataFolder }, clock }: CommandContext, { venue, sql }: Site): void {
  const named = [
    ['cloud.certificateFile', venue.cloud.certificateFile],
    ['sql.certificateFile', sql.certificateFile],
  ] as const;
  for (const [place, file] of named) {
    if (!file) continue;
    const { ok, detail, remedy } = certificate(place, resolve(dataFolder, file), clock.now());
    if (ok) continue;
    throw new AppError('VENUE_FILE_INVALID', {
      message: `${place}: ${detail}. No answer was written.`,
      ...(remedy && { remedy }),
    });
  }
}

function firstLine(file: string): string {
  const line = fileText(inFile(file, () => readFileSync(file))).split(/\r?\n/)[0] ?? '';
  if (line !== '') return line;
  throw new AppError('BAD_USER_INPUT', {
    message: `The first line of ${file} is empty. Nothing was written.`,
    remedy: 'Write only the password into its first line.',
  });
}

function nextSteps(dataFolder: string, { venue, sql, password }: Site): readonly string[] {
  const file = passwordFileOf(dataFolder, sql);
  const unread = unreadPasswordFile(dataFolder, sql);
  const isWanted = (sql.authentication ?? 'sql') !== 'windows' && password === undefined;
  return [
    ...(isWanted && !statSync(file, { throwIfNoEntry: false })
      ? [
          `Write SQL Server's password, and nothing else, into ${file}. Only the control plane's account may read it.`,
        ]
      : []),
    ...(unread ? [`Delete ${unread}: "authentication": "windows" needs no password.`] : []),
    "venue-control migrate --venue --print: prints the script that the DBA reviews and runs in swiftpos' database.",
    ...(venue.publisher
      ? []
      : [
          'venue.json does not name the publisher of Cloud Sync (publisher). Until it does, Cloud Sync is not installed.',
        ]),
    ...(venue.gatewayCredential
      ? restartNote(venue.gatewayCredential)
      : [
          'venue.json does not name the file that Gateway Client reads its credential from. Until it does, onboarding is refused.',
        ]),
    'venue-control doctor: checks the whole setup, with services and SQL Server, and prints remedies.',
    'venue-control clerk set-pin: sets the first PIN; no clerk has one yet.',
    `venue-control install --data "${dataFolder}": makes it a service of this machine; "venue-control serve" runs it in this window.`,
  ];
}

function restartNote({ restart = true }: NonNullable<Site['venue']['gatewayCredential']>): readonly string[] {
  if (!restart) return [];
  return [
    'An onboarding restarts a running Gateway Client so that it reads its new credential. If swiftpos confirms that no restart is needed, set "restart": false in gatewayCredential of venue.json; it applies from the next start.',
  ];
}

const NOT_ASKED = `Rarely needed options were not prompted for: ${SQL_IN_FILE.map((name) => `sql.${name}`).join(', ')}. Set them in config.json with an editor; docs/reference/configuration.md describes each.`;

/** A secret that no one needs is not left lying about. */
const UNUSED_PASSWORD = 'the password of --sql-password-file, as "authentication": "windows" has none';

function inWords({ written, kept }: Written, notKept: readonly string[], next: readonly string[]): string {
  return [
    ...written.map((file) => `Written: ${file}`),
    ...kept.map((file) => `Kept: ${file}`),
    ...notKept.map((what) => `Not kept: ${what}.`),
    'Next ("venue-control" of an unpacked archive is .\\venue-control.cmd on Windows, ./venue-control on Linux, in its folder):',
    ...next.map((step, index) => `  ${index + 1}. ${step}`),
  ].join('\n');
}
