/** Whether this Windows, its .NET and its time zone suit a venue: for doctor, and for init before its first question. */
import type { DoctorRow } from '../domain/ports/doctor-row.js';
import type { ScriptRunner } from '../domain/ports/script-runner.js';
import { onlyRow } from '../domain/scripts/output.js';
import { failed } from './doctor-rows.js';

const script = 'Get-VenueSystem';
/** Windows Server 2019, which has curl.exe and .NET Framework 4.7.2. */
const OLDEST_BUILD = 17_763;
/** .NET Framework 4.7.2, for the scripts that Windows PowerShell 5.1 runs. */
const OLDEST_FRAMEWORK = 461_808;

export async function windowsSetup(runner: ScriptRunner): Promise<readonly DoctorRow[]> {
  try {
    const { output } = await runner.run({ script, deadlineMs: 20_000 });
    const row = onlyRow(output, script);
    const [type, build] = [row.optionalText('Type') ?? 'unknown type', row.number('Build')];
    const words = [
      row.optionalText('Product') ?? 'Windows',
      row.optionalText('Edition'),
      type,
      `build ${build}`,
    ];
    const detail = words.filter((word) => word !== undefined).join(', ');
    const framework = row.optionalNumber('FrameworkRelease');
    return [
      windows(detail, { build, isServer: type.startsWith('Server'), is64Bit: row.flag('Is64Bit') }),
      dotNet(row.text('DotNet'), framework),
    ];
  } catch (error) {
    return [failed('Windows', error)];
  }
}

function windows(
  detail: string,
  { build, isServer, is64Bit }: { build: number; isServer: boolean; is64Bit: boolean },
): DoctorRow {
  const part = 'Windows';
  if (!is64Bit || build < OLDEST_BUILD) {
    const remedy = 'Install the control plane on 64-bit Windows Server 2019 or later.';
    return { part, ok: false, detail: `${detail}: not supported`, remedy };
  }
  if (isServer) return { part, ok: true, detail };
  const remedy =
    'Use Windows Server 2019 or later for a venue: client editions restart for updates and were not tested.';
  return { part, ok: true, warning: true, detail: `${detail}: no Windows Server`, remedy };
}

function dotNet(running: string, framework: number | undefined): DoctorRow {
  const part = '.NET';
  const detail = framework === undefined ? running : `${running}; .NET Framework release ${framework}`;
  if (framework === undefined || framework >= OLDEST_FRAMEWORK) return { part, ok: true, detail };
  const remedy = 'Install .NET Framework 4.7.2 or later with Windows Update, and restart Windows.';
  return { part, ok: false, detail, remedy };
}

/** The two are the same where their clocks are, today and in half a year. `here`: as Node reads it of Windows, by its name of IANA. */
export function timeZone(
  venue: string,
  now: Date,
  here = new Intl.DateTimeFormat().resolvedOptions().timeZone,
): DoctorRow {
  const part = 'time zone';
  const moments = [0, 182].map((days) => new Date(now.getTime() + days * 86_400_000));
  const clock = (zone: string) =>
    moments
      .map((moment) => moment.toLocaleString('en', { timeZone: zone, timeZoneName: 'longOffset' }))
      .join();
  if (clock(here) === clock(venue)) return { part, ok: true, detail: `${here}, as the venue's` };
  return {
    part,
    ok: true,
    warning: true,
    detail: `this machine has ${here}, and the venue ${venue}`,
    remedy:
      "Set the time zone of this machine to the venue's (tzutil /l lists them, tzutil /s sets one). Scheduled tasks and swiftpos' own times follow the machine. Otherwise correct the time zone in Back Office.",
  };
}
