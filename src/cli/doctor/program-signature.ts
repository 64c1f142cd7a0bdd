/** Whether the scripts of an installed program are signed: unsigned ones run, but a security product or a later policy may block them. */
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { ScriptRunner } from '../../domain/ports/script-runner.js';
import { onlyRow } from '../../domain/scripts/output.js';
import type { CommandContext } from '../command-context.js';

const script = 'Get-ProgramSignature';
const part = 'program signature';
/** Each script is hashed, and its certificate verified. */
const DEADLINE_MS = 60_000;
const SIGN =
  'Unpack the archive again, sign it there (docs/how-to/windows-policies.md has the commands), then upgrade to it.';

/** Nothing of a checkout, or where Windows does not sign. */
export async function programSignature(
  { config, isPackaged }: CommandContext,
  runner: ScriptRunner,
): Promise<readonly DoctorRow[]> {
  if (!isPackaged() || process.platform !== 'win32') return [];
  const parameters = { Program: config.projectFolder };
  const { output } = await runner.run({ script, parameters, deadlineMs: DEADLINE_MS });
  const row = onlyRow(output, script);
  const all = row.number('Scripts');
  const [altered, untrusted, unsigned] = [
    row.number('Altered'),
    row.number('Untrusted'),
    row.number('Unsigned'),
  ];
  const such = row.optionalText('Example') ?? '';
  const by = row.optionalText('Publisher') ?? 'an unknown publisher';
  if (altered > 0) {
    const remedy = `Compare Get-FileHash of these files with SHA256SUMS to find out what was changed. ${SIGN}`;
    const detail = `${altered} of ${all} scripts were changed since they were signed, such as ${such}`;
    return [{ part, ok: false, detail, remedy }];
  }
  const warned = (detail: string, remedy: string): DoctorRow[] => [
    { part, ok: true, warning: true, detail, remedy },
  ];
  if (unsigned > 0)
    return warned(
      `${unsigned} of ${all} scripts are not signed, such as ${such}`,
      `${SIGN} Until then give docs/reference/security-team.md to the team that runs antivirus or EDR: a product may block unsigned scripts.`,
    );
  if (untrusted > 0)
    return warned(
      `${untrusted} of ${all} scripts are signed by ${by}, which this machine does not trust`,
      "Import the publisher's certificate into the machine's Trusted Root Certification Authorities or Trusted Publishers, for example by group policy.",
    );
  return [{ part, ok: true, detail: `${all} scripts, signed by ${by}` }];
}
