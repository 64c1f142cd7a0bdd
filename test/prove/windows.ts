/** `prove -- windows`: the provider for Windows against a real Service Control Manager, and programs that are signed, unsigned, tampered with. */

import { layOut } from './windows/proof-programs.js';
import { suites, type WindowsRow } from './windows/suites.js';
import { forgetServices } from './windows/venue-world.js';
import { inPowerShell, venueDrive } from './windows/wine.js';
import { setUpWine } from './windows/wine-folder.js';
import { proveHosts } from './windows-hosts.js';
import { proveRehearsal } from './windows-rehearsal.js';
import { proveUpgrade } from './windows-upgrade.js';
import { proveVenue } from './windows-venue.js';

export interface WindowsOptions {
  readonly seed: number;
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/** Of hosts-here.mjs. */
const HOST_CASES = 20;
/** Of rehearsal-here.mjs. */
const REHEARSAL_CASES = 10;
const SUITE_MS = 600_000;

export async function proveWindows({ seed, rounds, say }: WindowsOptions): Promise<WindowsRow[]> {
  await setUpWine(say);
  await layOut();
  forgetServices();
  const rows: WindowsRow[] = [];
  const keep = (row: WindowsRow) => {
    rows.push(row);
    say(`${row.what}: ${row.found}; ${row.untrue.length} untrue`);
  };
  for (const [file, what, atLeast] of suites) keep(await runSuite(file, what, atLeast));
  keep(await runHosts());
  keep(await runVenue());
  keep(await runRehearsal());
  keep(await runUpgrade());
  keep(await runRounds(seed, rounds));
  return rows;
}

async function runSuite(file: string, what: string, atLeast: number): Promise<WindowsRow> {
  const { code, output } = await inPowerShell(
    'test\\scripts\\Invoke-Tests.ps1',
    ['-Path', `${venueDrive}\\${file}`],
    SUITE_MS,
  );
  const [, passed = '0', failed = '0'] = /^(\d+) passed, (\d+) failed/m.exec(output) ?? [];
  // A case's name, and below it, indented, what was expected and what came.
  const untrue = [...output.matchAll(/^\[-\] (.+(?:\r?\n .+)*)/gm)].map(([, told = '']) =>
    told.replace(/\s+/g, ' ').slice(0, 600),
  );
  if (Number(passed) < atLeast) untrue.push(`${what}: ${passed} of at least ${atLeast} cases passed`);
  if (code !== 0 && untrue.length === 0) untrue.push(`${what}: ended with ${code}: ${output.slice(-300)}`);
  return {
    what,
    runs: Number(passed) + Number(failed),
    goal: 'all pass',
    found: `${passed} passed, ${failed} failed`,
    untrue,
  };
}

async function runHosts(): Promise<WindowsRow> {
  const { held, untrue } = await proveHosts();
  return {
    what: 'the bridge to PowerShell, over a pipe of Windows',
    runs: held.length + untrue.length,
    goal: 'all hold',
    found: held.join('; '),
    untrue:
      held.length + untrue.length < HOST_CASES
        ? [...untrue, `only ${held.length} of ${HOST_CASES} cases held`]
        : untrue,
  };
}

async function runVenue(): Promise<WindowsRow> {
  const { held, untrue } = await proveVenue();
  return {
    what: 'a real venue set up, served, onboarded with Cloud Sync and sent again, by a win32 process',
    runs: held.length + untrue.length,
    goal: 'all hold',
    found: held.join('; '),
    untrue,
  };
}

async function runRehearsal(): Promise<WindowsRow> {
  const { held, untrue } = await proveRehearsal();
  const runs = held.length + untrue.length;
  return {
    what: 'a rehearsal: served, onboarded, killed, found again, ended by Ctrl+C, as a win32 process',
    runs,
    goal: 'all hold',
    found: held.join('; '),
    untrue:
      runs < REHEARSAL_CASES
        ? [...untrue, `only ${runs} of ${REHEARSAL_CASES} cases were looked at`]
        : untrue,
  };
}

async function runUpgrade(): Promise<WindowsRow> {
  const { held, untrue } = await proveUpgrade();
  return {
    what: 'install, upgrade, an upgrade put back, uninstall, of the archive by its own commands',
    runs: held.length + untrue.length,
    goal: 'all hold',
    found: held.join('; '),
    untrue,
  };
}

interface Times {
  readonly count: number;
  readonly median: number;
  readonly slowest: number;
}

async function runRounds(seed: number, rounds: number): Promise<WindowsRow> {
  const what = 'rounds of a start, and a stop, a kill or an end of its own';
  const goal = 'state, exit code and process right each time; 0 processes left';
  const script = 'test\\prove\\windows\\Rounds.ps1';
  const args = ['-Count', `${rounds}`, '-Seed', `${seed}`];
  const { code, output } = await inPowerShell(script, args, 60_000 + rounds * 10_000);
  const [, json] = /^ROUNDS (.+)$/m.exec(output) ?? [];
  if (!json) {
    const untrue = [`rounds: ended with ${code} before it was done: ${output.slice(-300)}`];
    return { what, runs: rounds, goal, found: 'nothing', untrue };
  }
  const told = JSON.parse(json) as { wrong: string[]; start: Times; stop: Times; kill: Times };
  const times = ({ count, median, slowest }: Times) => `${count} x ${median} / ${slowest}`;
  return {
    what,
    runs: rounds,
    goal,
    found: `ms, median / slowest: start ${times(told.start)}, stop ${times(told.stop)}, kill seen ${times(told.kill)}`,
    untrue: told.wrong,
  };
}
