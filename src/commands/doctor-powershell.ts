/** What `venue-control doctor` says of policies that keep PowerShell from running our scripts: each with what to sign, or to ask of whom. */
import type { Finding } from '../operations/ports/finding.js';
import type { World } from './world.js';

export type Policy = NonNullable<Awaited<ReturnType<World['powerShellPolicy']>>>;

/** Nothing where no PowerShell answers: that is a finding of its own. */
export async function powerShellPolicies(world: World): Promise<readonly Finding[]> {
  const policy = await world.powerShellPolicy();
  return policy === undefined ? [] : [language(policy), scripts(policy), modules(policy)];
}

/** Signed after it was installed it would be too late: neither install nor the service that an upgrade starts runs unsigned scripts there. */
const SIGN =
  'Unpack the archive anew, sign it there with a certificate that this site trusts (scripts/installation/Set-ProgramSignature.ps1), and only then run "install" or "upgrade" from there: docs/how-to/windows-policies.md has the commands.';
const ALLOW = 'Have whoever keeps the policy allow the publisher of a certificate for code signing.';

/** Under such a policy the others refuse an advanced script from -File, whoever signed it (docs/how-to/windows-policies.md): signing again would change nothing. */
const OTHER_POWERSHELL =
  'Where the program is signed already, it is the PowerShell, which "PowerShell" above names: it has to be the program\'s own, or 7.5.10, 7.6.5 or later, for 5.1 and older ones refuse such scripts there, signed or not. Take the variable VENUE_CONTROL_PWSH away, or name such a one in it, and start the service anew.';

export function language(policy: Policy): Finding {
  const part = 'PowerShell language';
  if (policy.languageMode === 'FullLanguage')
    return { part, ok: true, detail: 'full: no policy holds it back' };
  const wrong = policy.languageMode === undefined ? unanswered(policy) : held(policy.languageMode);
  return { part, ok: false, ...wrong };
}

const held = (mode: string) => ({
  detail: `${mode}: a policy of App Control (WDAC) or AppLocker, or __PSLockdownPolicy, holds scripts back`,
  remedy: `${ALLOW} ${SIGN}`,
});

function unanswered({ isLate, commandMode }: Policy) {
  const script = 'scripts/host/Get-LanguageMode.ps1';
  if (isLate)
    return {
      detail: `not known: ${script} gave no answer within 10 s`,
      remedy:
        'Run "venue-control doctor" again when the machine is less busy. Where it stays so, have whoever keeps the protection against malware see whether it holds up each script that starts: docs/how-to/windows-policies.md says how that is measured for Microsoft Defender.',
    };
  if (commandMode !== 'FullLanguage')
    return {
      detail: `not known: ${script} gave no answer, and a policy of App Control (WDAC) or AppLocker, or __PSLockdownPolicy, holds commands to ${commandMode}`,
      remedy: `Where the program is not signed: ${ALLOW} ${SIGN} ${OTHER_POWERSHELL}`,
    };
  return {
    detail: `not known: no script of ours runs (${script} gave no answer)`,
    remedy: `Do first what "PowerShell scripts" says. Where that is ok, a policy of App Control (WDAC) or AppLocker may refuse them. ${ALLOW} ${SIGN}`,
  };
}

/** Nobody has decided, or that everything runs; on Linux always the latter. */
const RUNS = ['Undefined', 'Unrestricted', 'Bypass'];

/** A domain's policy is above what a process asks for itself; ours ask for Bypass. */
export function scripts({ executionPolicies }: Policy): Finding {
  const part = 'PowerShell scripts';
  const domain = ['MachinePolicy', 'UserPolicy']
    .map((scope) => [scope, executionPolicies[scope] ?? 'Undefined'] as const)
    .find(([, value]) => !RUNS.includes(value));
  if (domain === undefined) return { part, ok: true, detail: 'run: no group policy holds them back' };
  const [scope, value] = domain;
  const detail = `${value} by group policy (${scope})`;
  if (value === 'AllSigned') return { part, ok: false, detail, remedy: SIGN };
  if (value === 'Restricted' || value === 'Default')
    return {
      part,
      ok: false,
      detail,
      remedy:
        'No script runs here. Have whoever keeps the group policy set "Turn on Script Execution" to signed scripts, then sign ours.',
    };
  if (value === 'RemoteSigned')
    return {
      part,
      ok: true,
      warning: true,
      detail,
      remedy:
        'Scripts that came by a browser are blocked: run Unblock-File on the archive before it is unpacked.',
    };
  return { part, ok: true, detail };
}

/** A 5.1 whose account or machine names 7's modules first can't load them. What a 7 above us has is handed on to none. */
export function modules({ home, modulePath, edition }: Policy): Finding {
  const part = 'PowerShell modules';
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
  if (at >= 0 && foreign === undefined) return { part, ok: true, detail: `its own are found (${home})` };
  return {
    part,
    ok: false,
    detail:
      at < 0
        ? `PSModulePath lacks ${home}/Modules, its own`
        : `PSModulePath has ${foreign}, of PowerShell 7, before its own`,
    remedy:
      'Take the variable PSModulePath of the account or machine back to what Windows sets (System Properties, Environment Variables), then start the service anew.',
  };
}
