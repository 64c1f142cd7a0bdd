/** What it takes to put this program on a machine, to put it in the place of an older one, and to take it away: as plans. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../errors.js';
import type { HostSystem, Registration } from './host-system.js';
import type { Plan, Step } from './plan.js';
import { copyProgram, isPackaged, openFolder, programNameOf, readProgram } from './program-files.js';
import { untilReady } from './until-ready.js';

export interface InstallationParts {
  readonly host: HostSystem;
  /** The program that runs now, unpacked from its archive. */
  readonly source: string;
  readonly version: string;
  /** Services that have to run before ours; an upgrade keeps them. */
  readonly needs: readonly string[];
  now(): Date;
  /** How long a server may take to answer. */
  readonly readyMs: number;
}

/** Throws ALREADY_INSTALLED, PROGRAM_DAMAGED, FORBIDDEN. */
export async function planInstall(parts: InstallationParts): Promise<Plan> {
  const { host } = parts;
  await host.requireAdministrator();
  const registered = await host.registered();
  if (registered)
    throw new AppError('ALREADY_INSTALLED', {
      message: `${host.service} is installed, from ${registered.program}.`,
    });
  const next = { program: targetOf(parts), data: host.data, needs: parts.needs };
  const steps = [
    copyStep(parts, next.program),
    ...host.prepare(next.data),
    registerStep(host, next, undefined),
  ];
  return { failure: 'INSTALL_FAILED', steps: [...steps, ...(host.isLive ? [startStep(parts, next)] : [])] };
}

/**
 * State that is in a file is backed up by the old program, while nothing runs; where the new one doesn't get ready, the old one and its state are
 * put back. Throws NOT_INSTALLED, ALREADY_INSTALLED, PROGRAM_DAMAGED, FORBIDDEN.
 */
export async function planUpgrade(parts: InstallationParts, { backup }: { backup: boolean }): Promise<Plan> {
  const { host } = parts;
  await host.requireAdministrator();
  const old = await requireInstalled(host);
  const next = { ...old, program: targetOf(parts) };
  if (next.program === old.program)
    throw new AppError('ALREADY_INSTALLED', {
      message: `${host.service} runs this very program, from ${old.program}.`,
    });
  const copy = copyStep(parts, next.program);
  const register = registerStep(host, next, old);
  if (!host.isLive) return { failure: 'UPGRADE_FAILED', steps: [copy, register] };
  const saved = backup && existsSync(join(old.data, 'state.sqlite')) ? backupPlace(parts, old) : undefined;
  return {
    failure: 'UPGRADE_FAILED',
    steps: [
      copy,
      stopStep(parts, old),
      ...(saved === undefined ? [] : [backupStep(host, old, saved)]),
      register,
      startStep(parts, next, saved === undefined ? undefined : restoreFrom(host, old, saved)),
      tidyStep(host, [old.program, next.program]),
    ],
  };
}

/** The data stay unless they are asked for. Throws NOT_INSTALLED, FORBIDDEN. */
export async function planUninstall(
  { host }: Pick<InstallationParts, 'host'>,
  { deleteData }: { deleteData: boolean },
): Promise<Plan> {
  await host.requireAdministrator();
  const old = await requireInstalled(host);
  const stop: Step = { title: `Stop ${host.service}`, work: () => host.stop(), undo: () => host.start() };
  const unregister: Step = {
    title: `Take ${host.service} out of the system`,
    work: () => host.unregister(),
    undo: () => host.register(old),
  };
  const remove: Step = {
    title: `Remove the programs in ${dirname(old.program)}`,
    work: () => removePrograms(host, dirname(old.program), []),
  };
  const data: Step = {
    title: `Delete the data in ${old.data}, with keys, audit and backups`,
    work: () => rmSync(host.pathOf(old.data), { recursive: true, force: true }),
  };
  const steps = [...(host.isLive ? [stop] : []), unregister, remove, ...(deleteData ? [data] : [])];
  return { failure: 'UNINSTALL_FAILED', steps };
}

async function requireInstalled(host: HostSystem): Promise<Registration> {
  const registered = await host.registered();
  if (registered) return registered;
  throw new AppError('NOT_INSTALLED', { message: `${host.service} is not installed here.` });
}

function targetOf({ host, source, version }: InstallationParts): string {
  readProgram(source);
  return join(host.programs, programNameOf(source, version));
}

function copyStep({ host, source }: InstallationParts, to: string): Step {
  const place = host.pathOf(to);
  const wasThere = existsSync(place);
  return {
    title: `Copy the program to ${to}`,
    work() {
      openFolder(dirname(place));
      // What an older try left is looked at as what was just unpacked is.
      if (wasThere) readProgram(place);
      else copyProgram(source, place);
    },
    undo: () => (wasThere ? undefined : rmSync(place, { recursive: true, force: true })),
  };
}

function registerStep(host: HostSystem, next: Registration, old: Registration | undefined): Step {
  return {
    title: `Register ${host.service}: ${next.program}, data in ${next.data}`,
    work: () => host.register(next),
    undo: () => (old ? host.register(old) : host.unregister()),
  };
}

function stopStep(parts: InstallationParts, old: Registration): Step {
  const { host } = parts;
  return {
    title: `Stop ${host.service}; what runs is carried on after the next start`,
    work: () => host.stop(),
    undo: () => startStep(parts, old).work(),
  };
}

function startStep(parts: InstallationParts, { data }: Registration, restore?: () => Promise<void>): Step {
  const { host, now, readyMs } = parts;
  return {
    title: `Start ${host.service} and wait until it answers`,
    async work() {
      const since = now();
      await host.start();
      await untilReady(data, { since, limitMs: readyMs, host });
    },
    async undo() {
      await host.stop();
      await restore?.();
    },
  };
}

function backupPlace({ now, version }: InstallationParts, { data }: Registration): string {
  return join(data, 'backups', `before-${version}-${now().toISOString().replaceAll(/[:.]/g, '-')}`);
}

function backupStep(host: HostSystem, old: Registration, folder: string): Step {
  return {
    title: `Back up the state into ${folder}`,
    work: async () => void (await host.run(old, ['backup', folder, '--json'])),
  };
}

/** By the old program: the new one may have brought the state to a form that it can't read. */
function restoreFrom(host: HostSystem, old: Registration, folder: string): () => Promise<void> {
  return async () => void (await host.run(old, ['restore', folder, '--json']));
}

/** The program before stays: by it a person can go back. */
function tidyStep(host: HostSystem, keep: readonly string[]): Step {
  return {
    title: `Remove programs older than ${keep.map((path) => basename(path)).join(' and ')}`,
    work: () => removePrograms(host, host.programs, keep),
  };
}

/** Only what we have put there. */
function removePrograms(host: HostSystem, folder: string, keep: readonly string[]): void {
  const place = host.pathOf(folder);
  const ours = readdirSync(place).filter(
    (name) => isPackaged(join(place, name)) && !keep.includes(join(folder, name)),
  );
  for (const name of ours) rmSync(join(place, name), { recursive: true, force: true });
  if (readdirSync(place).length === 0) rmSync(place, { recursive: true });
}
