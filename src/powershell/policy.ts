/** What this machine's policies let a PowerShell do: asked of it by commands that run under each of them, so that also one that may run no script of ours answers. */
import { askPowerShell, type PowerShellCommand } from './launch.js';

export interface PowerShellPolicy {
  /** FullLanguage, ConstrainedLanguage, ...: App Control (WDAC), AppLocker or __PSLockdownPolicy decide. */
  readonly languageMode: string;
  /** By scope as `Get-ExecutionPolicy -List` names them; MachinePolicy and UserPolicy are the domain's. */
  readonly executionPolicies: Readonly<Record<string, string>>;
  /** Its own modules: what no script of ours can do without. */
  readonly home: string;
  /** Where it looks for modules, in that order. */
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

/** Undefined where it doesn't answer. */
export async function askPolicy(command: PowerShellCommand): Promise<PowerShellPolicy | undefined> {
  const answer = await askPowerShell(command, QUESTION);
  return answer === undefined ? undefined : readPolicy(answer);
}

/** `answer` has a line `name=value` for each of what was asked; undefined where one is missing. */
export function readPolicy(answer: string): PowerShellPolicy | undefined {
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
    languageMode: mode,
    executionPolicies: Object.fromEntries(policies),
    home,
    edition,
    modulePath: folders,
  };
}
