/** May others than its administrator change the program? Looked at by each start, which refuses, and told by doctor. */
import { win32 } from 'node:path';
import { AppError } from '../errors.js';
import type { Finding } from '../operations/ports/finding.js';
import type { ScriptRunner } from '../operations/ports/script-runner.js';
import { RUN_SCRIPT } from '../operations/words/powershell-literal.js';
import { asAppError } from '../operations/world/script-failure.js';
import { Row } from '../operations/world/script-output.js';
import type { World } from './world.js';

const script = 'Get-FolderAccess';
const part = 'program folder';
const SHOWN = 10;
/** Commands in one remedy, as FolderRemedy.ps1 has them. */
const ORDERS = 3;
/** As `install` names a program's folder (programs-folder.ts): what lies beside one is programs too. */
const INSTALLED = /^\d.*-[0-9a-f]{8}$/;
/** Each file of the program is looked at: seconds, and more where a disk is busy. */
const DEADLINE_MS = 60_000;

/** Throws PROGRAM_NOT_TRUSTED with what may be changed by whom. */
export async function requireTrustedProgram(world: World, runner: ScriptRunner): Promise<void> {
  const { detail, remedy, ok } = await trustFinding(world, runner);
  if (!ok)
    throw new AppError('PROGRAM_NOT_TRUSTED', { message: `${detail}.`, ...(remedy ? { remedy } : {}) });
}

export async function programFolder(world: World, runner: ScriptRunner): Promise<Finding> {
  try {
    return await trustFinding(world, runner);
  } catch (error) {
    const known = asAppError(error);
    if (!(known instanceof AppError)) throw error;
    return { part, ok: false, detail: known.message, remedy: known.remedy };
  }
}

async function trustFinding({ config, programTrust }: World, runner: ScriptRunner): Promise<Finding> {
  const { isPackaged, touchable } = programTrust();
  if (!isPackaged) return { part, ok: true, detail: `${config.projectFolder}, a checkout: not looked at` };
  const isWindows = process.platform === 'win32';
  const wrong = isWindows ? await accessOnWindows(config, runner) : touchable.map((said) => ({ said }));
  if (wrong.length === 0)
    return { part, ok: true, detail: `${config.projectFolder}, nobody else's to change` };
  const shown = wrong.slice(0, SHOWN);
  const more = wrong.length > SHOWN ? `; and ${wrong.length - SHOWN} more` : '';
  return {
    part,
    ok: false,
    detail: `${shown.map(({ said }) => said).join('; ')}${more}`,
    remedy: isWindows
      ? `Look whether anything was changed (Get-FileHash against SHA256SUMS). ${listsAnew(config)} What that refuses, of the folders above too, it names with what to do${linkOrders(config, shown)}.`
      : `Look whether anything was changed (sha256sum --check SHA256SUMS there). Then, as root, for the program: chown -R root:root ${config.projectFolder} and chmod -R go-w ${config.projectFolder}; of a folder above it only that folder: chmod go-w, without -R.`,
  };
}

interface Wrong {
  readonly said: string;
  /** Of a link to a folder: rmdir leaves what it leads to, and del would empty that. */
  readonly link?: { readonly path: string; readonly order: 'rmdir' | 'del' } | undefined;
}

/** Protect refuses the others, and names them: an administrator may have made one above, and deleted it would take away what else is reached by it. */
function linkOrders(config: World['config'], shown: readonly Wrong[]): string {
  const folders = [config.dataFolder, ...programsFolder(config)];
  const links = shown
    .flatMap(({ link }) => link ?? [])
    .filter(({ path }) => folders.some((folder) => isDeepIn(folder, path)));
  const orders = links
    .filter(({ path }) => isPlain(path))
    .slice(0, ORDERS)
    .map(({ path, order }) => `cmd /c ${order} ${quoted(path)}`);
  // It may be an administrator's, of a key that is on another disk.
  const note =
    'A link that it leaves is for you to delete; where you made it, note first where it leads (cmd /c dir /al in its folder), and copy that into its place afterwards';
  return [
    ...(links.length > 0 ? [`. ${note}`] : []),
    ...(orders.length > 0 ? [`: ${orders.join(', ')}`] : []),
    ...namelessOrders(links.map(({ path }) => path).filter((path) => !isPlain(path))),
  ].join('');
}

/** As Get-NamelessRemedy in FolderRemedy.ps1 has them, with the reasons: of links with a name that is for no prompt. */
function namelessOrders(paths: readonly string[]): readonly string[] {
  if (paths.length === 0) return [];
  const orders = [...new Set(paths.map((path) => win32.dirname(path)))]
    .filter(isPlain)
    .slice(0, ORDERS)
    .map(
      (folder) =>
        `Get-ChildItem -LiteralPath ${quoted(folder)} -Force | Where-Object { ($_.Attributes -band 1536) -eq 1024 -and $_.Name -notmatch '[ .]$' -and (Read-Host "Delete the link $($_.FullName)? y") -eq 'y' } | ForEach-Object { $_.Delete() }`,
    );
  const asked =
    'For a link with any other character in its path than A to Z, digits, blanks, dots, - and _, in PowerShell as Administrator, which asks of each';
  const byHand =
    'One that is in no such order delete itself, and not what it leads to, in cmd as Administrator: in its folder rmdir, or del for a link to a file, the name completed by Tab, looked at and never pasted; not in Explorer, which gives you rights to the folder that stay';
  return [...(orders.length > 0 ? [`. ${asked}: ${orders.join(', ')}`] : []), `. ${byHand}`];
}

function isDeepIn(folder: string, path: string): boolean {
  const way = win32.relative(folder, path);
  return !win32.isAbsolute(way) && !way.startsWith('..\\') && way.includes('\\');
}

/** The script that install runs for it. What an archive was unpacked into may be anybody's: C:\Program Files itself would get our list. */
function listsAnew(config: World['config']): string {
  const { projectFolder, dataFolder } = config;
  const script = '.\\scripts\\installation\\Set-ServerService.ps1 -Action Protect';
  const protect = `${RUN_SCRIPT} ${script}`;
  const [programs] = programsFolder(config);
  if (programs !== undefined)
    return `Then set the access lists anew, as Administrator, in ${projectFolder}: ${protect}${named({ Program: programs, Data: dataFolder })}.`;
  return `Then unpack the archive anew into a folder that only administrators may change, such as one in C:\\Program Files; for the data, set the access lists anew from there, as Administrator: ${protect}${named({ Data: dataFolder })}.`;
}

function named(folders: Readonly<Record<string, string>>): string {
  const said = Object.entries(folders);
  return said.every(([, path]) => isPlain(path))
    ? said.map(([name, path]) => ` -${name} ${quoted(path)}`).join('')
    : `, with ${said.map(([name, path]) => `${path} as -${name}`).join(' and ')}`;
}

/** None where nothing was installed. */
const programsFolder = ({ projectFolder }: World['config']): readonly string[] =>
  INSTALLED.test(win32.basename(projectFolder)) ? [win32.dirname(projectFolder)] : [];

/** As FolderRemedy.ps1 says: what is told is pasted into an elevated prompt, and a stranger may have named it `$(x)` or `x&y`; nor a blank or a dot that Windows leaves out. */
const isPlain = (path: string) =>
  /^(?:[A-Za-z]:\\|(?:[A-Za-z]:)?(?:[\\/](?:[\w.-]+ )*[\w.-]*[\w-])+)$/.test(path);

/** As FolderRemedy.ps1 does: behind a drive's root cmd would take a quote for part of the path. */
const quoted = (path: string) => (/^[A-Za-z]:\\$/.test(path) ? path : `"${path}"`);

async function accessOnWindows(
  { projectFolder, dataFolder }: World['config'],
  runner: ScriptRunner,
): Promise<readonly Wrong[]> {
  const parameters = { Program: projectFolder, Data: dataFolder };
  const { output } = await runner.run({ script, parameters, deadlineMs: DEADLINE_MS });
  return output.map((value) => {
    const row = new Row(value, script);
    const [path, rights] = [row.text('Path'), row.text('Rights')];
    const link =
      rights === 'link' ? ({ path, order: row.flag('IsFolder') ? 'rmdir' : 'del' } as const) : undefined;
    return { said: `${path} may be changed or read by ${row.text('Who')} (${rights})`, link };
  });
}
