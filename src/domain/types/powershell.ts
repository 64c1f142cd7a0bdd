/** The environment of a PowerShell that we start, and commands that a person types into one. */

/** Windows' own, 5.1: no PowerShell 7 is called so. Windows finds it without its ending too. */
const WINDOWS_POWERSHELL = /(?:^|[\\/])powershell(?:\.exe)?$/i;

/**
 * What a PowerShell is handed of our environment, where we start one. All of it; but 5.1 gets no PSModulePath. Where a 7 is above us, as above
 * the service's server, it names 7's modules first, which 5.1 finds and can't load: Get-Process is no command there. Without one, 5.1 takes the
 * account's and the machine's.
 */
export function environmentFor<T extends Readonly<Record<string, string | undefined>>>(
  executable: string,
  environment: T,
): T | Record<string, string | undefined> {
  if (!WINDOWS_POWERSHELL.test(executable)) return environment;
  // Windows knows a variable by any capitals.
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => name.toLowerCase() !== 'psmodulepath'),
  );
}

/**
 * What a person is shown to type: a text as PowerShell takes it literally, and how a script of ours is run by hand. A single-quoted literal
 * knows no escapes but its own quote doubled; PowerShell takes typographic quotes for quotes too.
 */
export function quote(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

/**
 * By Windows' own PowerShell, which every Windows has: the archive's pwsh.exe starts only where something names the .NET beside it (DOTNET_ROOT),
 * as venue-control.cmd and the service do.
 */
export const RUN_SCRIPT = 'powershell -NoProfile -ExecutionPolicy Bypass -File';
