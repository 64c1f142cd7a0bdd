/** `venue-control passport`: exports a migration file on the old server and imports it on the new one; each needs an elevated prompt. */
import { resolve } from 'node:path';
import { Command } from 'commander';
import { ConfigError } from '../../config/config-error.js';
import { adoptSetting, requireAdoptable } from '../../config/site-options.js';
import {
  type AdmittedPassport,
  admitPassport,
  type Successor,
} from '../../domain/onboarding/admit-passport.js';
import { issuePassport, type PassportParts } from '../../domain/onboarding/issue-passport.js';
import { DEFAULT_SETTINGS } from '../../domain/types/settings.js';
import { CloudReader } from '../../domain/venue/cloud-reader.js';
import { AppError } from '../../errors/errors.js';
import type { CommandContext } from '../command-context.js';
import { localTime } from '../doctor-rows.js';
import { type Desk, getReason, runElevated, say } from '../elevated-session.js';
import {
  inFile,
  newPassphrase,
  passphraseFrom,
  readPassportFile,
  requireFree,
  writeNew,
} from './passport-file.js';

interface Options {
  readonly passphraseFile?: string;
  readonly reason: string;
  readonly json: boolean;
}

export function passportCommand(context: CommandContext): Command {
  const passport = new Command('passport').description(
    'Move a venue to a new server with a migration file ("passport"): export it on the old server, import it on the new one, then onboard there (docs/how-to/passport.md). Needs an elevated prompt.',
  );
  passport
    .command('export')
    .description(
      'Export an encrypted migration file for a new server: settings, permissions that were granted here, the last operations, the head of the audit log, and the identity of the gateway server. It never contains a credential, code, PIN, token or password. Prompts for the passphrase, or reads it from standard input.',
    )
    .requiredOption('--out <file>', 'the migration file; must not exist')
    .option(
      '--passphrase-file <file>',
      'read the passphrase from the first line of this file instead of prompting',
    )
    .option('--reason <text>', 'the reason; recorded in the audit log', 'The venue moves to another server')
    .option('--json', 'print the outcome as JSON', false)
    .action((options: Options & { readonly out: string }) =>
      exportTo(context, resolve(options.out), options),
    );
  passport
    .command('import')
    .description(
      'Import a migration file on the new server. Prints what the onboarding will be, and whether the old server is still connected. If the file is refused, nothing is changed.',
    )
    .argument('<file>', 'migration file that "venue-control passport export" created')
    .option(
      '--passphrase-file <file>',
      'read the passphrase from the first line of this file instead of prompting',
    )
    .option('--reason <text>', 'the reason; recorded in the audit log', 'The venue has moved to this server')
    .option('--json', 'print the outcome as JSON', false)
    .action((file: string, options: Options) => importFrom(context, resolve(file), options));
  return passport;
}

async function exportTo(
  context: CommandContext,
  out: string,
  { reason, json, ...how }: Options,
): Promise<void> {
  requireFree(out);
  const act = { action: 'passport.export', reason: getReason(reason) };
  const passphrase = await newPassphrase(how.passphraseFile);
  await withParts(context, async (parts, { actor }) => {
    const keep = (file: Uint8Array) => writeNew(out, file);
    const { id, madeAt } = await issuePassport(parts, actor, act, { passphrase, keep });
    say(
      json
        ? JSON.stringify({ id, madeAt, file: out })
        : `Exported migration file ${id} to ${out}. Copy it to the new server. Transfer its passphrase separately.\nThis server is unchanged. Before you onboard the new one, stop Gateway Client here and set its start mode to Manual.`,
    );
  });
}

async function importFrom(
  context: CommandContext,
  path: string,
  { reason, json, ...how }: Options,
): Promise<void> {
  const act = { action: 'passport.import', reason: getReason(reason) };
  const file = readPassportFile(path);
  const passphrase = await passphraseFrom(how.passphraseFile);
  await withParts(context, async (parts, desk) => {
    const offered = { file, passphrase, successor: successorOf(context, desk, act.reason) };
    const admitted = await admitPassport(parts, desk.actor, act, offered);
    say(json ? JSON.stringify(admitted) : inWords(admitted));
  });
}

/** The administrator of this server may write everything that a migration file has: no permission is checked. */
function successorOf(context: CommandContext, { opened, audited }: Desk, reason: string): Successor {
  const { dataFolder } = context.config;
  return {
    async check(settings) {
      try {
        inFile('config.json', () => requireAdoptable(dataFolder, settings));
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        throw new AppError('PASSPORT_TOO_NEW', {
          message: `The settings of the migration file can't be written to config.json: ${error.message}`,
          remedy:
            'Correct config.json if the message names it. Otherwise update the control plane on the server that has the older version, then export again. Nothing was changed.',
        });
      }
    },
    setting: (name, value) => inFile('config.json', () => adoptSetting(dataFolder, name, value)),
    async grant({ group, permission, expiresAt }) {
      const tick = { securityGroupId: group.id, permission, byName: 'passport', at: context.clock.now() };
      await audited('clerk.grant', `${group.name}: ${permission}`, reason, () =>
        opened.clerks.grant({ ...tick, ...(expiresAt ? { expiresAt } : {}) }),
      );
    },
  };
}

async function withParts(
  context: CommandContext,
  work: (parts: PassportParts, desk: Desk) => Promise<void>,
): Promise<void> {
  await runElevated(context, async (desk) => {
    const scripts = context.createScripts('short');
    try {
      await scripts.start();
      const { state, opened, audit } = desk;
      const { clock, version } = context;
      await work(
        {
          state,
          ...opened,
          audit,
          clock,
          version,
          scripts: scripts.runner,
          cloud: new CloudReader({ scripts: scripts.runner, keyValues: state.keyValues, clock }),
          log: context.log(),
          seal: context.passportSeal(),
          settings: { ...DEFAULT_SETTINGS, ...context.config.site },
        },
        desk,
      );
    } finally {
      await scripts.stop();
    }
  });
}

function inWords({ passport, case: onboardingCase, takenOver, left }: AdmittedPassport): string {
  const old: Readonly<Record<typeof passport.oldServer, string>> = {
    CONNECTED:
      'The OLD SERVER IS STILL CONNECTED: stop Gateway Client there and set its start mode to Manual. Onboarding is refused while the cloud receives its heartbeats.',
    SILENT: 'The cloud no longer receives heartbeats from the old server.',
    NEVER_CONNECTED: 'The cloud has never received a heartbeat from a server of this venue.',
    UNKNOWN: 'Whether the old server is still connected is unknown. The onboarding plan checks it again.',
  };
  return [
    `Imported the migration file of ${localTime(passport.madeAt)}. Onboarding will be: ${onboardingCase}.`,
    old[passport.oldServer],
    ...takenOver.map((what) => `Taken over: ${what}.`),
    ...left.map((what) => `Left to do: ${what}`),
    ...(takenOver.some((what) => what.includes('config.json'))
      ? ['Restart the server to apply config.json.']
      : []),
  ].join('\n');
}
