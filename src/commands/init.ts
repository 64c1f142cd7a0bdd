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
} from '../config/write-site.js';
import { AppError } from '../errors.js';
import { visible } from '../operations/words/plain-text.js';
import { say } from './desk.js';
import { fileText } from './file-text.js';
import { EXAMPLE, readAnswers } from './init-answers.js';
import { askEverything, requireKeyboard } from './init-keyboard.js';
import { SQL_IN_FILE } from './init-sql-questions.js';
import { inFile } from './passport-file.js';
import { certificate, ownFolder } from './venue-findings.js';
import type { World } from './world.js';

interface Options {
  readonly from?: string;
  readonly sqlPasswordFile?: string;
  readonly force: boolean;
  readonly json: boolean;
}

export function initCommand(world: World): Command {
  return new Command('init')
    .description(
      "Set up a real venue in the data folder: asks for the names of its services, swiftpos Cloud, Gateway Client's credential and SQL Server, checks every answer, writes venue.json and config.json, and says what comes next.",
    )
    .option('--from <file>', 'read the answers from a JSON file instead of asking; - is standard input')
    .option(
      '--sql-password-file <file>',
      "its first line is SQL Server's password, instead of asking for it; it is kept in keys/sql-password",
    )
    .option('--force', 'replace what was set up before; a copy of it is kept', false)
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText('after', `\nA file of answers, with names that are made up:\n${EXAMPLE}`)
    .action((options: Options) => init(world, options));
}

async function init(world: World, { from, sqlPasswordFile, force, json }: Options): Promise<void> {
  const { dataFolder } = world.config;
  requireFree(world, force);
  const filed = sqlPasswordFile === undefined ? undefined : firstLine(resolve(sqlPasswordFile));
  if (from === undefined) requireKeyboard();
  const read = from === undefined ? undefined : { ...readAnswers(from), password: filed };
  // From here on there is a folder; a person is refused before the first question, not after the last.
  await world.closeData((line) => void process.stderr.write(`${visible(line)}\n`));
  const said = read ?? (await askEverything(world, filed));
  const isUnused = said.sql.authentication === 'windows' && said.password !== undefined;
  const site = isUnused ? { ...said, password: undefined } : said;
  requireOwnPasswordFile(world, site);
  requireCertificates(world, site);
  const stamp = world.clock.now().toISOString().replaceAll(':', '-');
  const lock = world.lockDataFolder();
  try {
    const written = inFile(dataFolder, () => writeSite(dataFolder, site, stamp));
    const notKept = isUnused ? [UNUSED_PASSWORD] : [];
    const next = [...nextSteps(dataFolder, site), ...(from === undefined ? [NOT_ASKED] : [])];
    say(json ? JSON.stringify({ dataFolder, ...written, notKept, next }) : inWords(written, notKept, next));
  } finally {
    lock.release();
  }
}

function requireFree({ config }: World, force: boolean): void {
  const { dataFolder, venueSaid } = config;
  if (venueSaid === 'rehearsal')
    throw new AppError('BAD_USER_INPUT', {
      message:
        'VENUE_CONTROL_VENUE is "rehearsal", and would refuse the real venue that is set up here. Nothing was written.',
      remedy: 'Unset it, for this window and for the service, then run it again.',
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
    message: `There is ${there.join(' and ')} already. Nothing was written.`,
    remedy: 'Change it with an editor, or say --force: a copy of it is kept.',
  });
}

function requireOwnPasswordFile({ config: { dataFolder } }: World, site: Site): void {
  if (site.password === undefined || !filesOf(dataFolder).includes(passwordFileOf(dataFolder, site.sql)))
    return;
  throw new AppError('BAD_USER_INPUT', {
    message: 'sql.secretFile names a file that holds something else. None of the answers was written.',
    remedy: 'Leave it out: the password is kept in keys/sql-password.',
  });
}

/** Before anything is written: a file that can't be read would only be noticed by whoever starts it. */
function requireCertificates({ config: { dataFolder }, clock }: World, { venue, sql }: Site): void {
  const named = [
    ['cloud.certificateFile', venue.cloud.certificateFile],
    ['sql.certificateFile', sql.certificateFile],
  ] as const;
  for (const [place, file] of named) {
    if (!file) continue;
    const { ok, detail, remedy } = certificate(place, resolve(dataFolder, file), clock.now());
    if (ok) continue;
    throw new AppError('VENUE_FILE_INVALID', {
      message: `${place}: ${detail}. None of the answers was written.`,
      ...(remedy && { remedy }),
    });
  }
}

function firstLine(file: string): string {
  const line = fileText(inFile(file, () => readFileSync(file))).split(/\r?\n/)[0] ?? '';
  if (line !== '') return line;
  throw new AppError('BAD_USER_INPUT', {
    message: `The first line of ${file} is empty. Nothing was written.`,
    remedy: 'Write the password alone into its first line.',
  });
}

function nextSteps(dataFolder: string, { venue, sql, password }: Site): readonly string[] {
  const file = passwordFileOf(dataFolder, sql);
  const unread = unreadPasswordFile(dataFolder, sql);
  const isWanted = (sql.authentication ?? 'sql') !== 'windows' && password === undefined;
  return [
    ...(isWanted && !statSync(file, { throwIfNoEntry: false })
      ? [`Write SQL Server's password alone into ${file}, for the control plane's account only.`]
      : []),
    ...(unread
      ? [`Delete ${unread}: nothing reads it any more, as "authentication": "windows" has no password.`]
      : []),
    "venue-control migrate --venue --print: the script that the DBA reads and runs in swiftpos' database.",
    ...(venue.publisher
      ? []
      : ['Nobody has said who signs Cloud Sync (publisher): it is not installed until venue.json does.']),
    ...(venue.gatewayCredential
      ? restartNote(venue.gatewayCredential)
      : [
          'Nobody has said where Gateway Client reads its credential from: onboarding is refused until venue.json does.',
        ]),
    'venue-control doctor: looks at all of it, services and SQL Server too, and says what is wrong.',
    'venue-control clerk set-pin: nobody has a PIN yet.',
    `venue-control install --data "${dataFolder}": makes it a service of this machine; "venue-control serve" runs it in this window.`,
  ];
}

function restartNote({ restart = true }: NonNullable<Site['venue']['gatewayCredential']>): readonly string[] {
  if (!restart) return [];
  return [
    'An onboarding restarts a Gateway Client that runs, so that it reads its new credential. Where swiftpos says that it needs none: "restart": false in gatewayCredential of venue.json, read at the next start.',
  ];
}

const NOT_ASKED = `Nobody was asked for what a venue seldom needs: ${SQL_IN_FILE.map((name) => `sql.${name}`).join(', ')}. An editor sets it in config.json; docs/reference/configuration.md says what each means.`;

/** A secret that nobody needs is not left lying about. */
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
