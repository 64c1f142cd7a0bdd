/** Plans of an install, an upgrade and an uninstall: checks first, then steps with their rollback. */
import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { AppError } from '../../errors/errors.js';
import { fingerprintOf } from '../backup/manifest.js';
import { STATE_FILE } from '../data-folder/identity.js';
import type { HostSystem, Registration } from './host-system.js';
import { copyStep, type StartParts, startStep, stopStep } from './install-steps.js';
import { nothingToRollBack, type Plan, type Step, type Tell } from './plan.js';
import { programNameOf, readProgram } from './program-files.js';
import { emptyFolder, removePrograms, requireDataFolder, requireProgramsFolder } from './programs-folder.js';
import { requireMonitorFree } from './suspended-monitor.js';

export interface InstallationParts extends StartParts {
  /** The program that runs now, unpacked from its archive. */
  readonly source: string;
  readonly version: string;
  /** Services that have to run before ours; an upgrade keeps them. */
  readonly needs: readonly string[];
  /** For an install; an upgrade keeps it. */
  readonly account?: string | undefined;
}

/** Throws ALREADY_INSTALLED, PROGRAM_DAMAGED, PROGRAM_NOT_TRUSTED, VENUE_FILE_MISSING, FORBIDDEN; BAD_USER_INPUT for folders that are someone's, and for no port. */
export async function planInstall(parts: InstallationParts): Promise<Plan> {
  const { host } = parts;
  await host.requireAdministrator();
  const registered = await host.registered();
  if (registered)
    throw new AppError('ALREADY_INSTALLED', {
      message: `${host.service} is installed, from ${registered.program}.`,
    });
  requirePort(process.env['VENUE_CONTROL_PORT']);
  const next = {
    program: targetOf(parts, host.programs),
    data: host.data,
    needs: parts.needs,
    account: parts.account,
  };
  await host.requireSource(next.data);
  requireProgramsFolder(host.programs);
  requireDataFolder(next.data);
  requireVenue(next.data);
  await host.requireAccount(next);
  const steps = [
    // What is copied into a folder that others may write could be changed after it was checked.
    ...host.prepare({ programs: host.programs, data: next.data, account: next.account }),
    copyStep(parts.source, next.program),
    ...host.settle({ programs: host.programs, data: next.data, account: next.account }),
    registerStep(host, next, undefined),
    startStep(parts, next),
  ];
  return { failure: 'INSTALL_FAILED', steps };
}

/**
 * Beside the old program. The old program backs up the state while nothing runs; if the new one does not become ready, the old one is restored,
 * and its state if that was changed. Throws NOT_INSTALLED, ALREADY_INSTALLED, PROGRAM_DAMAGED, PROGRAM_NOT_TRUSTED, FORBIDDEN; BAD_USER_INPUT
 * for state that can't be backed up here and of which no one has said that it is (`backup: false`); UPGRADE_FAILED while Services Monitor is held.
 */
export async function planUpgrade(parts: InstallationParts, { backup }: { backup: boolean }): Promise<Plan> {
  const { host } = parts;
  await host.requireAdministrator();
  const old = await requireInstalled(host);
  const programs = dirname(old.program);
  const next = { ...old, program: targetOf(parts, programs) };
  if (next.program === old.program)
    throw new AppError('ALREADY_INSTALLED', {
      message: `${host.service} already runs this program, from ${old.program}.`,
    });
  // Later it would be refused when the service has stopped already.
  await host.requireSource(old.data);
  requireMonitorFree(old.data, 'UPGRADE_FAILED');
  if (backup) requireState(old.data);
  const stateRollback = backup ? stateOf(parts, old) : stateNotBackedUp;
  const before = { isWell: false };
  return {
    failure: 'UPGRADE_FAILED',
    steps: [
      copyStep(parts.source, next.program),
      stopStep(parts, old, before),
      // What runs would change the files whose access is being set.
      ...host.protect({ programs, data: old.data, account: old.account }),
      ...stateRollback.steps,
      registerStep(host, next, old),
      startStep(parts, next, {
        restoreState: stateRollback.restoreState,
        needsDatabase: () => before.isWell,
      }),
      tidyStep(programs, [old.program, next.program]),
    ],
  };
}

/** The data stay unless they are asked for. Throws NOT_INSTALLED, FORBIDDEN, UNINSTALL_FAILED where this program would have to delete itself and can't. */
export async function planUninstall(
  parts: Pick<InstallationParts, 'host' | 'source'>,
  { deleteData }: { deleteData: boolean },
): Promise<Plan> {
  const { host } = parts;
  await host.requireAdministrator();
  const old = await requireInstalled(host);
  const programs = dirname(old.program);
  requireElsewhere(parts, programs);
  requireMonitorFree(old.data, 'UNINSTALL_FAILED');
  const stop: Step = {
    title: `Stop ${host.service}`,
    work: () => host.stop(),
    undo: () => host.start(),
  };
  const rights = host.rights(old);
  const unregister: Step = {
    title: `Remove the service ${host.service}`,
    work: () => host.unregister(),
    async undo(note) {
      await host.register(old);
      for (const given of rights) await given.work(note);
    },
  };
  const remove: Step = {
    title: `Remove the programs in ${programs}`,
    isFinal: true,
    work(tell) {
      const left = removePrograms(programs, [], tell);
      if (left > 0) throw new Error(`${left === 1 ? 'one of them is' : `${left} of them are`} still there.`);
      if (!deleteData) tell(`The data folder ${old.data} stays, with keys, audit log and backups.`);
    },
  };
  const data: Step = {
    title: `Delete the data in ${old.data}, with keys, audit log and backups`,
    isFinal: true,
    work: () => emptyFolder(old.data),
  };
  return { failure: 'UNINSTALL_FAILED', steps: [stop, unregister, remove, ...(deleteData ? [data] : [])] };
}

async function requireInstalled(host: HostSystem): Promise<Registration> {
  const registered = await host.registered();
  if (registered) return registered;
  throw new AppError('NOT_INSTALLED', { message: `${host.service} is not installed here.` });
}

/** A service begins with the machine, and a rehearsal that does is taken for the venue. */
function requireVenue(data: string): void {
  if (existsSync(join(data, 'venue.json'))) return;
  throw new AppError('VENUE_FILE_MISSING', {
    message: `The data folder ${data} has no venue.json, so the service would serve a rehearsal.`,
    remedy: `Set VENUE_CONTROL_DATA to ${data}, run "venue-control init", then install again. Nothing was changed.`,
  });
}

/** The service gets it. 0 is a free port for a server in the foreground: a service would have another one after each start. */
function requirePort(port = ''): void {
  if (port === '' || (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) return;
  throw new AppError('BAD_USER_INPUT', {
    message: `VENUE_CONTROL_PORT is "${port}", and a service needs a port from 1 to 65535.`,
    remedy: 'Set VENUE_CONTROL_PORT to such a port, or remove it for port 4280. Nothing was changed.',
  });
}

function requireState(data: string): void {
  if (existsSync(join(data, STATE_FILE))) return;
  throw new AppError('BAD_USER_INPUT', {
    message: `The data folder ${data} has no ${STATE_FILE} to back up.`,
    remedy:
      'If the server was never started, run "venue-control upgrade --no-backup". Otherwise restore the data folder first. Nothing was changed.',
  });
}

/** Windows deletes no program that runs; `source` is the one that does. */
function requireElsewhere({ host, source }: Pick<InstallationParts, 'host' | 'source'>, programs: string) {
  const way = relative(programs, source);
  if (way.startsWith('..') || isAbsolute(way)) return;
  throw new AppError('UNINSTALL_FAILED', {
    message: `This program runs from ${source}, and can't delete itself.`,
    remedy: `Run "venue-control uninstall" from the folder that an archive unpacks to. Nothing was changed: ${host.service} is as it was.`,
  });
}

function targetOf({ source, version }: InstallationParts, programs: string): string {
  readProgram(source);
  return join(programs, programNameOf(source, version));
}

function registerStep(host: HostSystem, next: Registration, old: Registration | undefined): Step {
  return {
    title: `Register ${host.service}: ${next.program}, data in ${next.data}`,
    work: () => host.register(next),
    undo: () => (old ? host.register(old) : host.unregister()),
  };
}

interface StateRollback {
  readonly steps: readonly Step[];
  readonly restoreState: (note: Tell) => Promise<void>;
}

/** The old program backs up and restores: the new one may have migrated the state. Restored only if it was changed, as a restore ends sessions and tokens. */
function stateOf({ host, now, version }: InstallationParts, old: Registration): StateRollback {
  const name = `before-${version}-${now().toISOString().replaceAll(/[:.]/g, '-')}`;
  const folder = join(old.data, 'backups', name);
  let before: string;
  const step: Step = {
    title: `Back up the state into ${folder}`,
    async work() {
      await host.run(old, ['backup', folder, '--json']);
      before = fingerprintOf(old.data);
    },
    undo: nothingToRollBack,
  };
  const restoreState = async (note: Tell) => {
    if (fingerprintOf(old.data) === before) return;
    await host.run(old, ['restore', folder, '--json']);
    note(RESTORED);
  };
  return { steps: [step], restoreState };
}

const RESTORED =
  'The previous version was restored, with its state from the backup. All clerks must sign in again, API tokens have ended (create new ones with "venue-control token create"), and active operations ended with STATE_RESTORED. Check the services and the cloud before you plan anything.';

const stateNotBackedUp: StateRollback = {
  steps: [],
  restoreState: async (note: Tell) =>
    note(
      'The previous version was restored, but not its state: no backup was made (--no-backup), and the newer version may have changed it.',
    ),
};

/** The program before stays: by it a person can go back. What can't be removed is reported; the upgrade is done. */
function tidyStep(programs: string, keep: readonly string[]): Step {
  const names = keep.map((path) => basename(path));
  return {
    title: `Remove programs older than ${names.join(' and ')}`,
    work(tell) {
      try {
        removePrograms(programs, names, tell);
      } catch (error) {
        tell(
          `Older programs in ${programs} may be left (${(error as Error).message}). Delete them manually.`,
        );
      }
    },
  };
}
