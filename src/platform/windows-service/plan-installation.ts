/** Chooses the plan of an install, upgrade or uninstall. A service is for Windows only. */
import { resolve } from 'node:path';
import type { InstallationPlan, InstallationWish } from '../../domain/ports/installation.js';
import { AppError } from '../../errors/errors.js';
import type { HostSystem, Registration } from './host-system.js';
import { type InstallationParts, planInstall, planUninstall, planUpgrade } from './install.js';
import { carryOut, type Plan, type Tell } from './plan.js';
import { isPackaged } from './program-files.js';
import { windowsHost } from './windows-host.js';

/** A server on a slow disk needs half a minute, with a state to bring up to date longer. */
const READY_MS = 120_000;

/** Throws NOT_AVAILABLE_YET on any system but Windows. */
export async function planInstallation({
  wish,
  source,
  version,
}: {
  wish: InstallationWish;
  source: string;
  version: string;
}): Promise<InstallationPlan> {
  // Where "init" put them; an upgrade and an uninstall ask the registered service.
  const data = wish.data ?? (wish.what === 'install' ? process.env['VENUE_CONTROL_DATA'] : undefined);
  requireWindows();
  const host = windowsHost({ ...wish, data: data === undefined ? undefined : resolve(data), source });
  const plan = await planOf(wish, {
    host,
    source,
    version,
    needs: wish.needs,
    account: wish.account,
    now: () => new Date(),
    readyMs: READY_MS,
  });
  return { steps: plan.steps, carryOut: (tell: Tell) => reportingRollback(host, () => carryOut(plan, tell)) };
}

/** Anyone who watches the machine hears of an upgrade that was restored; a failed report changes nothing. */
export async function reportingRollback(
  host: Pick<HostSystem, 'tellRolledBack'>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'UPGRADE_FAILED')
      await host.tellRolledBack(`${error.message} ${error.remedy}`).catch(() => undefined);
    throw error;
  }
}

/** Of an installed or unpacked program on Windows, where a file's mode says nothing; who may read a checkout's data is the developer's business. */
export async function closeData(
  { projectFolder: source, dataFolder }: { projectFolder: string; dataFolder: string },
  tell: Tell,
): Promise<void> {
  if (process.platform === 'win32' && isPackaged(source))
    await windowsHost({ source }).closeData(dataFolder, tell);
}

/** That install would take the folders of programs and data as they are, and the unpacked program; changes nothing. Throws PROGRAM_NOT_TRUSTED. */
export async function requirePlaces({
  projectFolder: source,
  dataFolder,
}: {
  projectFolder: string;
  dataFolder: string;
}): Promise<void> {
  if (process.platform === 'win32' && isPackaged(source))
    await windowsHost({ source }).requireSource(dataFolder);
}

/** The service that is registered on this machine, by Windows' own word; undefined on any other system. */
export async function registeredHere(source: string): Promise<Registration | undefined> {
  return process.platform === 'win32' ? windowsHost({ source }).registered() : undefined;
}

function planOf({ what, backup, deleteData }: InstallationWish, parts: InstallationParts): Promise<Plan> {
  if (what === 'install') return planInstall(parts);
  return what === 'upgrade' ? planUpgrade(parts, { backup }) : planUninstall(parts, { deleteData });
}

function requireWindows(): void {
  if (process.platform === 'win32') return;
  throw new AppError('NOT_AVAILABLE_YET', {
    message: `This is ${process.platform}: the service can only be installed on Windows Server. Nothing was changed.`,
    remedy:
      'For a rehearsal, set VENUE_CONTROL_DATA to a folder for its data and run "venue-control serve" in the foreground. For a production venue, run this on Windows Server.',
  });
}
