/**
 * What this machine's policies let a PowerShell do: asked of it by commands that run under each of them, so that also one that may run no script
 * of ours answers. But in which language our scripts run, one of them says: commands are held back wherever App Control is enforced, and a signed
 * script is not.
 */
import { join } from 'node:path';
import { type Answer, askPowerShell, askScript, type PowerShellCommand } from './launch.js';

export interface PowerShellPolicy {
  /** Of a script of ours: FullLanguage, ConstrainedLanguage, ...: App Control (WDAC), AppLocker or __PSLockdownPolicy decide. Undefined where it gave no answer. */
  readonly languageMode: string | undefined;
  /** The script was ended before it answered: it took too long. */
  readonly isLate: boolean;
  /** Of what is given to -Command; where the script ran it says nothing of scripts. */
  readonly commandMode: string;
  /** By scope as `Get-ExecutionPolicy -List` names them; MachinePolicy and UserPolicy are the domain's. */
  readonly executionPolicies: Readonly<Record<string, string>>;
  /** Its own modules: what no script of ours can do without. */
  readonly home: string;
  /** Where it searches for modules, in that order. */
  readonly modulePath: readonly string[];
  readonly edition: string;
}

const QUESTION = [
  '"mode=$($ExecutionContext.SessionState.LanguageMode)"',
  'Get-ExecutionPolicy -List | ForEach-Object { "policy=$($_.Scope) $($_.ExecutionPolicy)" }',
  '"home=$PSHOME"',
  '"edition=$($PSVersionTable.PSEdition)"',
  '"modules=$env:PSModulePath"',
].join('; ');

/** LATE where it took too long, FAILED where it gave no whole answer. `projectFolder`: of the scripts; `limitMs`: how long one may take, default ten seconds. */
export async function askPolicy(
  command: PowerShellCommand,
  projectFolder: string,
  limitMs?: number,
): Promise<PowerShellPolicy | 'LATE' | 'FAILED'> {
  const [answer, own] = await Promise.all([
    askPowerShell(command, QUESTION, limitMs),
    askScript(command, join(projectFolder, 'scripts', 'host', 'Get-LanguageMode.ps1'), limitMs),
  ]);
  if (answer.isLate) return 'LATE';
  return readPolicy(answer.said ?? '', own) ?? 'FAILED';
}

/** `answer` has a line `name=value` for each of what was asked; undefined where one is missing. `own`: what the script answered. */
export function readPolicy(answer: string, own: Answer): PowerShellPolicy | undefined {
  const lines = answer.split(/\r?\n/).flatMap((line) => {
    const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    return name === '' ? [] : [[name, value] as const];
  });
  const { mode, home, edition, modules } = Object.fromEntries(lines);
  if (mode === undefined || home === undefined || edition === undefined || modules === undefined)
    return undefined;
  const policies = lines.flatMap(([name, value]) =>
    name === 'policy' ? [value.split(' ') as [string, string]] : [],
  );
  // A drive's colon is none between folders.
  const folders = modules.split(home.includes('\\') ? ';' : ':').filter(Boolean);
  return {
    languageMode: own.said,
    isLate: own.isLate,
    commandMode: mode,
    executionPolicies: Object.fromEntries(policies),
    home,
    edition,
    modulePath: folders,
  };
}
