/** `venue-control passport`: what a new server needs of the old one, sealed in a file; at the servers themselves, as Administrator. */
import { resolve } from 'node:path';
import { Command } from 'commander';
import { adoptSetting, requireAdoptable } from '../config/adopt-setting.js';
import { ConfigError } from '../config/config-error.js';
import { AppError } from '../errors.js';
import {
  type AdmittedPassport,
  admitPassport,
  type Successor,
} from '../operations/onboarding/admit-passport.js';
import { issuePassport, type PassportParts } from '../operations/onboarding/issue-passport.js';
import { DEFAULT_SETTINGS } from '../operations/words/settings.js';
import { CloudReader } from '../operations/world/cloud-reader.js';
import { atTheDesk, type Desk, getReason, say } from './desk.js';
import {
  inFile,
  newPassphrase,
  passphraseFrom,
  readPassportFile,
  requireFree,
  writeNew,
} from './passport-file.js';
import type { World } from './world.js';

interface Options {
  readonly passphraseFile?: string;
  readonly reason: string;
  readonly json: boolean;
}

export function passportCommand(world: World): Command {
  const passport = new Command('passport').description(
    'Move a venue to a new server: export on the old one, import on the new one, then onboard there (docs/how-to/passport.md). Needs an elevated prompt.',
  );
  passport
    .command('export')
    .description(
      'Seal what a new server needs of this one in a file: settings, tick boxes that were granted here, the last operations, the head of the audit, and which server the gateway was. Never a credential, code, PIN, token or password. The passphrase is asked for, or read from standard input.',
    )
    .requiredOption('--out <file>', 'not there yet')
    .option('--passphrase-file <file>', 'its first line is the passphrase, instead of asking for it')
    .option('--reason <text>', 'why; goes into the audit', 'The venue moves to another server')
    .option('--json', 'print the outcome as JSON', false)
    .action((options: Options & { readonly out: string }) => exportTo(world, resolve(options.out), options));
  passport
    .command('import')
    .description(
      'Check a passport at the new server, take over what it brings, and say what the onboarding will be and whether the old server is still connected. Refused, it changes nothing.',
    )
    .argument('<file>', 'that "venue-control passport export" has made')
    .option('--passphrase-file <file>', 'its first line is the passphrase, instead of asking for it')
    .option('--reason <text>', 'why; goes into the audit', 'The venue has moved to this server')
    .option('--json', 'print the outcome as JSON', false)
    .action((file: string, options: Options) => importFrom(world, resolve(file), options));
  return passport;
}

async function exportTo(world: World, out: string, { reason, json, ...how }: Options): Promise<void> {
  requireFree(out);
  const act = { action: 'passport.export', reason: getReason(reason) };
  const passphrase = await newPassphrase(how.passphraseFile);
  await withParts(world, async (parts, { actor }) => {
    const keep = async (file: Uint8Array) => writeNew(out, file);
    const { id, madeAt } = await issuePassport(parts, actor, act, { passphrase, keep });
    say(
      json
        ? JSON.stringify({ id, madeAt, file: out })
        : `Passport ${id} is in ${out}. Bring it to the new server, and its passphrase by another way.\nThis server goes on as before: before the new one is onboarded, stop Gateway Client here and set its start mode to Manual.`,
    );
  });
}

async function importFrom(world: World, path: string, { reason, json, ...how }: Options): Promise<void> {
  const act = { action: 'passport.import', reason: getReason(reason) };
  const file = readPassportFile(path);
  const passphrase = await passphraseFrom(how.passphraseFile);
  await withParts(world, async (parts, desk) => {
    const offered = { file, passphrase, successor: successorOf(world, desk, act.reason) };
    const admitted = await admitPassport(parts, desk.actor, act, offered);
    say(json ? JSON.stringify(admitted) : inWords(admitted));
  });
}

/** Whoever sits here as Administrator may all that a passport brings. */
function successorOf(world: World, { opened, audited }: Desk, reason: string): Successor {
  const { dataFolder } = world.config;
  return {
    async check(settings) {
      try {
        inFile('config.json', () => requireAdoptable(dataFolder, settings));
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        throw new AppError('PASSPORT_TOO_NEW', {
          message: `What the passport decides can't be put into config.json here: ${error.message}`,
          remedy:
            'Put config.json right where that is meant; else update the control plane on the older of the two servers, and export again. Nothing was changed.',
        });
      }
    },
    async setting(name, value) {
      const shown = `"${name}": ${JSON.stringify(value)}`;
      const isTaken = inFile('config.json', () => adoptSetting(dataFolder, name, value));
      return isTaken ? undefined : `${shown}: config.json here says otherwise, and stays as it is.`;
    },
    async grant({ group, permission, expiresAt }) {
      const tick = { securityGroupId: group.id, permission, byName: 'passport', at: world.clock.now() };
      await audited('clerk.grant', `${group.name}: ${permission}`, reason, () =>
        opened.clerks.grant({ ...tick, ...(expiresAt ? { expiresAt } : {}) }),
      );
      return undefined;
    },
  };
}

async function withParts(
  world: World,
  work: (parts: PassportParts, desk: Desk) => Promise<void>,
): Promise<void> {
  await atTheDesk(world, async (desk) => {
    const scripts = world.createScripts('short');
    try {
      await scripts.start();
      const { state, opened, audit } = desk;
      const { clock, version } = world;
      await work(
        {
          state,
          ...opened,
          audit,
          clock,
          version,
          scripts: scripts.runner,
          cloud: new CloudReader({ scripts: scripts.runner, keyValues: state.keyValues, clock }),
          log: world.log(),
          seal: world.passportSeal(),
          settings: { ...DEFAULT_SETTINGS, ...world.config.site },
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
      'The OLD SERVER IS STILL CONNECTED: stop Gateway Client there and set its start mode to Manual. Onboarding is refused until the cloud hears it no more.',
    SILENT: 'The cloud does not hear the old server any more.',
    NEVER_CONNECTED: 'The cloud has never heard a server of this venue.',
    UNKNOWN: 'Whether the old server is still connected is not known now; the onboarding plan asks again.',
  };
  return [
    `The passport of ${passport.madeAt.toISOString()} is imported. Onboarding will be: ${onboardingCase}.`,
    old[passport.oldServer],
    ...takenOver.map((what) => `Taken over: ${what}.`),
    ...left.map((what) => `Left for you: ${what}`),
    ...(takenOver.some((what) => what.includes('config.json'))
      ? ['Restart the server so that config.json counts.']
      : []),
  ].join('\n');
}
