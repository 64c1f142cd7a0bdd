/** May others than its administrator change the program? Checked by each start, which refuses, and reported by doctor. */
import { win32 } from 'node:path';
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { ScriptRunner } from '../../domain/ports/script-runner.js';
import { Row } from '../../domain/scripts/output.js';
import { RUN_SCRIPT } from '../../domain/types/powershell.js';
import { AppError } from '../../errors/errors.js';
import type { CommandContext } from '../command-context.js';

const script = 'Get-FolderAccess';
const part = 'program folder';
const SHOWN = 10;
/** As `install` names a program's folder (programs-folder.ts): what lies beside one is programs too. */
const INSTALLED = /^\d.*-[0-9a-f]{8}$/;
/** Each file of the program is checked: seconds, and more where a disk is busy. */
const DEADLINE_MS = 60_000;

/** Throws PROGRAM_NOT_TRUSTED with what may be changed by whom. */
export async function requireTrustedProgram(context: CommandContext, runner: ScriptRunner): Promise<void> {
  const { detail, remedy, ok } = await programFolder(context, runner);
  if (!ok)
    throw new AppError('PROGRAM_NOT_TRUSTED', { message: `${detail}.`, ...(remedy ? { remedy } : {}) });
}

export async function programFolder(
  { config, isPackaged }: CommandContext,
  runner: ScriptRunner,
): Promise<DoctorRow> {
  const { projectFolder, dataFolder } = config;
  if (!isPackaged()) return { part, ok: true, detail: `${projectFolder}, a checkout: not checked` };
  if (process.platform !== 'win32')
    return { part, ok: true, detail: `${projectFolder}; access lists are checked on Windows only` };
  const parameters = { Program: projectFolder, Data: dataFolder };
  const { output } = await runner.run({ script, parameters, deadlineMs: DEADLINE_MS });
  const rows = output.map((value) => new Row(value, script));
  if (rows.length === 0)
    return { part, ok: true, detail: `${projectFolder}, which only administrators can change` };
  const wrong = rows.map(
    (row) => `${row.text('Path')} can be changed or read by ${row.text('Who')} (${row.text('Rights')})`,
  );
  const shown = wrong.slice(0, SHOWN).join('; ');
  const hasLink = rows.some((row) => row.text('Rights') === 'link');
  return {
    part,
    ok: false,
    detail: wrong.length > SHOWN ? `${shown}; and ${wrong.length - SHOWN} more` : shown,
    remedy: `Check whether anything was changed (compare Get-FileHash with SHA256SUMS). ${resetLists(config)} The command names what it refuses, and the remedy.${hasLink ? LINKS : ''}`,
  };
}

/** Never a command with such a path: another user may have named the link, and the command is pasted into an elevated prompt. */
const LINKS =
  ' Delete links that it leaves inside these folders, but not their targets: in cmd as Administrator, use rmdir for a folder or del for a file. Complete the name with Tab and never paste it. If you created the link, note its target first.';

/** The script that install runs for it. What an archive was unpacked into may be anyone's: C:\Program Files itself would get our list. */
function resetLists(config: CommandContext['config']): string {
  const { projectFolder, dataFolder } = config;
  const script = '.\\scripts\\installation\\Set-ServerService.ps1 -Action Protect';
  const protect = `${RUN_SCRIPT} ${script}`;
  const [programs] = programsFolder(config);
  if (programs !== undefined)
    return `Then reset the access lists, as Administrator, in ${projectFolder}: ${protect}${named({ Program: programs, Data: dataFolder })}.`;
  return `Then unpack the archive again into a folder that only administrators can change, such as one in C:\\Program Files. For the data, reset the access lists from there, as Administrator: ${protect}${named({ Data: dataFolder })}.`;
}

function named(folders: Readonly<Record<string, string>>): string {
  const said = Object.entries(folders);
  return said.every(([, path]) => isPlain(path))
    ? said.map(([name, path]) => ` -${name} ${quoted(path)}`).join('')
    : `, with ${said.map(([name, path]) => `${path} as -${name}`).join(' and ')}`;
}

/** None where nothing was installed. */
const programsFolder = ({ projectFolder }: CommandContext['config']): readonly string[] =>
  INSTALLED.test(win32.basename(projectFolder)) ? [win32.dirname(projectFolder)] : [];

/** As FolderRemedy.ps1 says: what is reported is pasted into an elevated prompt, and another user may have named it `$(x)` or `x&y`; nor a blank or a dot that Windows leaves out. */
const isPlain = (path: string) =>
  /^(?:[A-Za-z]:\\|(?:[A-Za-z]:)?(?:[\\/](?:[\w.-]+ )*[\w.-]*[\w-])+)$/.test(path);

/** As FolderRemedy.ps1 does: behind a drive's root cmd would take a quote for part of the path. */
const quoted = (path: string) => (/^[A-Za-z]:\\$/.test(path) ? path : `"${path}"`);
