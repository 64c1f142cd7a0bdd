/** What `venue-control doctor` says of policies that keep PowerShell from running our scripts: each with what to sign, or to ask of whom. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { CommandContext } from '../command-context.js';

export type Policy = Extract<Awaited<ReturnType<CommandContext['powerShellPolicy']>>, object>;

/** Security software may have removed the assembly: then a PowerShell is there, and no host starts. */
export function powershell(
  found: ReturnType<ReturnType<CommandContext['createScripts']>['found']>,
  projectFolder: string,
): DoctorRow {
  const part = 'PowerShell';
  const assembly = join(projectFolder, 'scripts', 'assembly', 'VenueControl.dll');
  if (!found)
    return {
      part,
      ok: false,
      detail: 'not found',
      remedy:
        'Run "npm run setup" in a checkout, or unpack the archive of an installed program again. Or set VENUE_CONTROL_PWSH to pwsh 7.5 or later.',
    };
  if (!existsSync(assembly))
    return {
      part,
      ok: false,
      detail: `${assembly} is missing: no host starts without it`,
      remedy:
        'Run "npm run setup" in a checkout. On a server, check whether antivirus software removed the file, and allow it (docs/reference/security-team.md). Then unpack the archive of the installed program again.',
    };
  const { version, edition, source, path } = found;
  return { part, ok: true, detail: `${version} ${edition}, ${source}: ${path}` };
}

/** Nothing where there is no PowerShell: that is a row of its own. */
export async function powerShellPolicies(
  context: Pick<CommandContext, 'powerShellPolicy'>,
): Promise<readonly DoctorRow[]> {
  const policy = await context.powerShellPolicy();
  if (policy === undefined) return [];
  if (typeof policy === 'object') return [language(policy), scripts(policy), modules(policy)];
  const unknown = policy === 'LATE' ? late('PowerShell') : FAILED;
  return [LANGUAGE, SCRIPTS, MODULES].map((part) => ({ part, ok: false, ...unknown }));
}

const LANGUAGE = 'PowerShell language';
const SCRIPTS = 'PowerShell scripts';
const MODULES = 'PowerShell modules';

const late = (who: string) => ({
  detail: `unknown: ${who} did not respond within 10 s`,
  remedy:
    'Run "venue-control doctor" again when the machine is less busy. If it persists, check whether antimalware software delays each script start. docs/how-to/windows-policies.md shows how to measure that for Microsoft Defender.',
});

const FAILED = {
  detail: 'unknown: PowerShell failed, or did not answer all of the question',
  remedy:
    'Start the PowerShell that "PowerShell" names above by hand, and remove what makes it report an error. Then run "venue-control doctor" again.',
};

/** Signed after it was installed it would be too late: neither install nor the service that an upgrade starts runs unsigned scripts there. */
const SIGN =
  'Unpack the archive again and sign it there with a certificate that this machine trusts (scripts/installation/Set-ProgramSignature.ps1). Then run "install" or "upgrade" from there. docs/how-to/windows-policies.md has the commands.';
const ALLOW = 'Ask the administrator of the policy to allow the publisher of a code-signing certificate.';

/** Under such a policy the others refuse an advanced script from -File, no matter who signed it (docs/how-to/windows-policies.md): signing again would change nothing. */
const OTHER_POWERSHELL =
  'If the program is already signed, the PowerShell that "PowerShell" names above is too old: 5.1 and older 7 versions refuse such scripts, signed or not. Remove the variable VENUE_CONTROL_PWSH, or set it to PowerShell 7.5.10, 7.6.5 or later, and restart the service.';

export function language(policy: Policy): DoctorRow {
  const part = LANGUAGE;
  if (policy.languageMode === 'FullLanguage')
    return { part, ok: true, detail: 'full: no policy restricts it' };
  const wrong = policy.languageMode === undefined ? unanswered(policy) : held(policy.languageMode);
  return { part, ok: false, ...wrong };
}

const held = (mode: string) => ({
  detail: `${mode}: an App Control (WDAC) or AppLocker policy, or __PSLockdownPolicy, restricts scripts`,
  remedy: `${ALLOW} ${SIGN}`,
});

function unanswered({ isLate, commandMode }: Policy) {
  const script = 'scripts/host/Get-LanguageMode.ps1';
  if (isLate) return late(script);
  if (commandMode !== 'FullLanguage')
    return {
      detail: `unknown: ${script} did not respond, and an App Control (WDAC) or AppLocker policy, or __PSLockdownPolicy, restricts commands to ${commandMode}`,
      remedy: `If the program is not signed: ${ALLOW} ${SIGN} ${OTHER_POWERSHELL}`,
    };
  return {
    detail: `unknown: the program's scripts do not run (${script} did not respond)`,
    remedy: `Follow the remedy of "PowerShell scripts" first. If that part is ok, an App Control (WDAC) or AppLocker policy may block them. ${ALLOW} ${SIGN}`,
  };
}

/** No one has decided, or that everything runs; on Linux always the latter. */
const RUNS = ['Undefined', 'Unrestricted', 'Bypass'];

/** A domain's policy is above what a process asks for itself; ours ask for Bypass. */
export function scripts({ executionPolicies }: Policy): DoctorRow {
  const part = SCRIPTS;
  const domain = ['MachinePolicy', 'UserPolicy']
    .map((scope) => [scope, executionPolicies[scope] ?? 'Undefined'] as const)
    .find(([, value]) => !RUNS.includes(value));
  if (domain === undefined) return { part, ok: true, detail: 'run: no group policy restricts them' };
  const [scope, value] = domain;
  const detail = `${value} by group policy (${scope})`;
  if (value === 'AllSigned') return { part, ok: false, detail, remedy: SIGN };
  if (value === 'Restricted' || value === 'Default')
    return {
      part,
      ok: false,
      detail,
      remedy:
        'Ask the administrator of the group policy to set "Turn on Script Execution" to signed scripts. Then sign the scripts of this program. Until then no script runs.',
    };
  if (value === 'RemoteSigned')
    return {
      part,
      ok: true,
      warning: true,
      detail,
      remedy:
        'Run Unblock-File on the archive before you unpack it. Otherwise scripts that a browser downloaded are blocked.',
    };
  return { part, ok: true, detail };
}

/** A 5.1 whose account or machine names 7's modules first can't load them. What a 7 above us has is handed on to none. */
export function modules({ home, modulePath, edition }: Policy): DoctorRow {
  const part = MODULES;
  const plain = (folder: string) => folder.replaceAll('\\', '/').replace(/\/+$/, '').toLowerCase();
  const own = plain(`${home}/Modules`);
  const folders = modulePath.map(plain);
  const at = folders.indexOf(own);
  const foreign =
    edition === 'Desktop'
      ? folders.find(
          (folder, index) => (at < 0 || index < at) && /\/powershell\/(?:\d+\/)?modules$/.test(folder),
        )
      : undefined;
  if (at >= 0 && foreign === undefined) return { part, ok: true, detail: `found in ${home}` };
  return {
    part,
    ok: false,
    detail:
      at < 0
        ? `PSModulePath does not contain its own ${home}/Modules`
        : `PSModulePath has ${foreign}, of PowerShell 7, before its own modules`,
    remedy:
      'Reset the variable PSModulePath of the account or machine to the Windows default (System Properties, Environment Variables), then restart the service.',
  };
}
