/** A Linux machine with systemd, or below `root` the image of one, in which nothing is started. */
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { AppError } from '../../errors.js';
import type { HostSystem, Registration, RunsAs } from './host-system.js';
import type { Step } from './plan.js';
import { openFolder } from './program-files.js';
import { runProgram } from './run-program.js';
import { ACCOUNT, accountOf, dataFolderOf, readUnit, SETTINGS, UNIT, unitOf } from './systemd-unit.js';

const UNIT_FILE = `/etc/systemd/system/${UNIT}`;
const WANTED = `/etc/systemd/system/multi-user.target.wants/${UNIT}`;
const ACCOUNT_FILE = `/etc/sysusers.d/${ACCOUNT}.conf`;
const FOLDER_FILE = `/etc/tmpfiles.d/${ACCOUNT}.conf`;

export interface LinuxPlaces {
  readonly programs?: string | undefined;
  readonly data?: string | undefined;
  /** Folder of an image; undefined: this machine. */
  readonly root?: string | undefined;
  /** There while systemd runs the machine: sd_booted(3). Default /run/systemd/system. */
  readonly booted?: string;
}

export function linuxHost({
  programs = '/opt/venue-control',
  data = '/var/lib/venue-control',
  root,
  booted = '/run/systemd/system',
}: LinuxPlaces): HostSystem {
  const isLive = root === undefined;
  const pathOf = (place: string) => (isLive ? place : join(root, place));
  const systemctl = async (...words: readonly string[]) => void (await runProgram('systemctl', words));
  const reload = async () => (isLive ? systemctl('daemon-reload') : undefined);
  // One that failed stays on systemd's list, even when its file is gone. One that never ran has nothing to forget.
  const forgetFailures = () => systemctl('reset-failed', UNIT).catch(() => undefined);
  return {
    programs,
    data,
    isLive,
    pathOf,
    service: UNIT,
    log: `journalctl -u ${UNIT} -n 50`,
    async requireAdministrator() {
      if (!isLive) return;
      requireSystemd(booted);
      if (process.geteuid?.() === 0) return;
      throw new AppError('FORBIDDEN', {
        message: 'Only root may install, upgrade or remove a service.',
        remedy: 'Run it again with sudo.',
      });
    },
    async requireAccount({ account }) {
      if (account === undefined) return;
      throw new AppError('BAD_USER_INPUT', {
        message: `--account is for Windows: here the service has an account of its own, ${ACCOUNT}.`,
        remedy: 'Leave it out. Nothing was changed.',
      });
    },
    servesVenuesOnly: false,
    holdsWhatRuns: false,
    protect: () => [],
    rights: () => [],
    prepare: ({ data: folder }) => [
      {
        title: `Make the account ${ACCOUNT}, which logs in nowhere`,
        async work() {
          write(pathOf(ACCOUNT_FILE), accountOf(folder));
          if (isLive) await runProgram('systemd-sysusers', [ACCOUNT_FILE]);
        },
        undo(note) {
          rmSync(pathOf(ACCOUNT_FILE), { force: true });
          if (isLive) note(`The account ${ACCOUNT} stays.`);
        },
      },
      {
        title: `Make the data folder ${folder}, nobody else's to read`,
        async work() {
          write(pathOf(FOLDER_FILE), dataFolderOf(folder));
          if (isLive) await runProgram('systemd-tmpfiles', ['--create', FOLDER_FILE]);
        },
        undo(note) {
          rmSync(pathOf(FOLDER_FILE), { force: true });
          if (isLive) note(`The folder ${folder} stays as it is now, with what is in it.`);
        },
      } satisfies Step,
    ],
    async registered() {
      const file = pathOf(UNIT_FILE);
      return existsSync(file) ? readUnit(readFileSync(file, 'utf8')) : undefined;
    },
    async register(registration) {
      write(pathOf(UNIT_FILE), unitOf(registration));
      await reload();
      if (isLive) return systemctl('enable', UNIT);
      // As "systemctl enable" does it: an image is made where there may be no systemd.
      openFolder(dirname(pathOf(WANTED)));
      rmSync(pathOf(WANTED), { force: true });
      symlinkSync(UNIT_FILE, pathOf(WANTED));
    },
    async unregister() {
      if (isLive && existsSync(UNIT_FILE)) await systemctl('disable', UNIT);
      for (const file of [WANTED, UNIT_FILE, ACCOUNT_FILE, FOLDER_FILE])
        rmSync(pathOf(file), { force: true });
      await reload();
      if (isLive) await forgetFailures();
    },
    async start() {
      // A unit that failed five times is refused, also when it is another program by now.
      await forgetFailures();
      await systemctl('start', UNIT);
    },
    // It ends with 0 for a unit that has failed.
    hasFailed: () =>
      systemctl('is-failed', '--quiet', UNIT).then(
        () => true,
        () => false,
      ),
    stop: () => systemctl('stop', UNIT),
    // Who upgrades reads it, and the journal has what systemd did.
    tellRolledBack: async () => undefined,
    run: async (registration, words) =>
      runProgram(join(registration.program, ACCOUNT), words, await asAccount(registration)),
    runsAs,
  };
}

/** Before anything is done: in a chroot systemctl does nothing and ends well, elsewhere it fails when the program is copied already. */
function requireSystemd(booted: string): void {
  if (existsSync(booted)) return;
  throw new AppError('NOT_AVAILABLE_YET', {
    message:
      'systemd does not run this machine, and nothing else here would run the service. Nothing was changed.',
    remedy:
      'Set VENUE_CONTROL_DATA to a folder for its data, then run "venue-control serve" from the unpacked folder; or install into an image, with --root.',
  });
}

/** Whole or not at all; everybody may read it. */
function write(file: string, text: string): void {
  openFolder(dirname(file));
  writeFileSync(`${file}.new`, text, { flush: true });
  chmodSync(`${file}.new`, 0o644);
  renameSync(`${file}.new`, file);
}

async function asAccount({ data }: Registration) {
  const { uid, gid } = await runsAs();
  const settings = existsSync(SETTINGS) ? parseEnv(readFileSync(SETTINGS, 'utf8')) : {};
  return { env: { PATH: process.env['PATH'], VENUE_CONTROL_DATA: data, ...settings }, uid, gid };
}

async function runsAs(): Promise<RunsAs> {
  try {
    const [uid, gid] = [await runProgram('id', ['-u', ACCOUNT]), await runProgram('id', ['-g', ACCOUNT])];
    return { name: ACCOUNT, uid: Number(uid), gid: Number(gid) };
  } catch (cause) {
    throw new AppError('BAD_USER_INPUT', {
      message: `The service's account, ${ACCOUNT}, is not known to this machine: ${(cause as Error).message}.`,
      remedy: `Make it anew: systemd-sysusers ${ACCOUNT_FILE}. Then run this again.`,
      cause,
    });
  }
}
