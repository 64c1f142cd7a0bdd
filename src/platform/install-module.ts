/** Puts the admins' PowerShell module where PowerShell searches for modules. */
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ModuleInstalled, ModuleScope } from '../domain/ports/installation.js';
import { AppError } from '../errors/errors.js';
import { isPackaged, requirePackaged } from './windows-service/program-files.js';

const MODULE = ['scripts', 'VenueControl'];

/** Where PowerShell searches for modules, of each edition there is. On Windows the user's folder is their Documents, wherever these are. */
export function moduleFolders(
  scope: ModuleScope,
  { env = process.env, platform = process.platform, home = homedir() } = {},
): readonly string[] {
  const editions = ['PowerShell', 'WindowsPowerShell'];
  if (platform === 'win32') {
    const programs = env['ProgramFiles'] ?? 'C:\\Program Files';
    const documents = join(env['OneDrive'] ?? home, 'Documents');
    const root = scope === 'machine' ? programs : existsSync(documents) ? documents : join(home, 'Documents');
    return editions.map((edition) => join(root, edition, 'Modules'));
  }
  const data = env['XDG_DATA_HOME'] ?? join(home, '.local', 'share');
  return [scope === 'machine' ? '/usr/local/share/powershell/Modules' : join(data, 'powershell', 'Modules')];
}

/** The same; on Windows everyone's comes from no folder that others could have changed. Throws PROGRAM_NOT_TRUSTED, FORBIDDEN too. */
export async function installTrustedModule(
  projectFolder: string,
  where: ModuleScope | { readonly folder: string },
  platform = process.platform,
): Promise<ModuleInstalled> {
  if (where === 'machine' && platform === 'win32' && isPackaged(projectFolder)) {
    const { windowsHost } = await import('./windows-service/windows-host.js');
    await windowsHost({ source: projectFolder }).requireSource();
  }
  return installModule(projectFolder, where);
}

/**
 * Whole or not at all, over what is there of the same version: what the manifest lists, and nothing that someone laid beside it. Of a program
 * that came as an archive each file is compared with the archive's list first. Throws FILE_NOT_WRITTEN, PROGRAM_DAMAGED.
 */
export function installModule(
  projectFolder: string,
  where: ModuleScope | { readonly folder: string },
): ModuleInstalled {
  const source = join(projectFolder, ...MODULE);
  const roots = typeof where === 'string' ? moduleFolders(where) : [where.folder];
  const manifest = readFileSync(join(source, 'VenueControl.psd1'), 'utf8');
  const version = /^\s*ModuleVersion = '([\d.]+)'/m.exec(manifest)?.[1];
  const names = /^\s*FileList = @\(([^)]*)\)/m.exec(manifest)?.[1]?.match(/(?<=')[\w./-]+(?=')/g) ?? [];
  if (!version || names.length === 0) throw new Error(`${source} has no version or no list of files.`);
  if (isPackaged(projectFolder))
    requirePackaged(
      projectFolder,
      names.map((name) => [...MODULE, name].join('/')),
    );
  const folders = roots.map((root) => {
    const folder = join(root, 'VenueControl', version);
    const beside = `${folder}.${randomUUID()}`;
    try {
      mkdirSync(join(root, 'VenueControl'), { recursive: true });
      for (const name of names) cpSync(join(source, name), join(beside, name), { dereference: true });
      rmSync(folder, { recursive: true, force: true });
      renameSync(beside, folder);
    } catch (cause) {
      rmSync(beside, { recursive: true, force: true });
      throw new AppError('FILE_NOT_WRITTEN', {
        message: `The module could not be written to ${folder}.`,
        remedy: 'Close the PowerShell windows that use it. For --scope machine, run this as Administrator.',
        cause,
      });
    }
    return folder;
  });
  return { version, folders };
}
