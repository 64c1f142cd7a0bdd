/** What a PowerShell is handed of our environment, where we start one. */

/** Windows' own, 5.1: no PowerShell 7 is called so. Windows finds it without its ending too. */
const WINDOWS_POWERSHELL = /(?:^|[\\/])powershell(?:\.exe)?$/i;

/**
 * All of it; but 5.1 gets no PSModulePath. Where a 7 is above us, as above the service's server, it names 7's modules first, which 5.1 finds and
 * can't load: Get-Process is no command there. Without one, 5.1 takes the account's and the machine's.
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
