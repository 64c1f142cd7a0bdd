/** `prove -- windows`: the provider for Windows against a real Service Control Manager, and programs that are signed, unsigned, tampered with. */

import { type Campaign, type Proof, proofOf, type Run } from '../shared/campaign.js';
import { proveHere } from './here.js';
import { proveHosts, proveRehearsal, proveUpgrade } from './programs.js';
import { layOut } from './proof-programs.js';
import { type Cases } from './reported-cases.js';
import { suites, type WindowsRow } from './suites.js';
import { proveVenue } from './venue.js';
import { inPowerShell, venueDrive } from './wine.js';
import { removeWine, setUpWine } from './wine-folder.js';

export const campaign: Campaign = {
  title: 'Windows services, against the Service Control Manager of Wine',
  run: async ({ seed, count = 200, say }) => proofOfRows(await proveWindows({ seed, count, say })),
  here: async (options) => proofOfRows(await proveHere(options)),
  remove: removeWine,
};

function proofOfRows(rows: readonly WindowsRow[]): Proof {
  return proofOf(['what', 'cases', 'goal', 'found', 'untrue'], rows, ({ what, runs, goal, found }) => [
    what,
    runs,
    goal,
    found,
  ]);
}

const SUITE_MS = 600_000;
/** What they are about, and how many cases each has at least, as `suites` has it. */
const programs = [
  [proveHosts, 'the bridge to PowerShell, over a pipe of Windows', 19],
  [
    proveVenue,
    'a real venue set up, served, onboarded with Cloud Sync and sent again, by a win32 process',
    35,
  ],
  [
    proveRehearsal,
    'a rehearsal: served, onboarded, killed, found again, ended by Ctrl+C, as a win32 process',
    10,
  ],
  [proveUpgrade, 'install, upgrade, each restored, uninstall, of the archive by its own commands', 21],
] as const;

async function proveWindows({ seed, count, say }: Run): Promise<WindowsRow[]> {
  await setUpWine(say);
  await layOut();
  const rows: WindowsRow[] = [];
  const keep = (row: WindowsRow) => {
    rows.push(row);
    say(`${row.what}: ${row.found}; ${row.untrue.length} untrue`);
  };
  for (const [file, what, atLeast] of suites) keep(await runSuite(file, what, atLeast));
  for (const [prove, what, atLeast] of programs) keep(rowOf(what, await prove(), atLeast));
  keep(await runRounds(seed, count));
  return rows;
}

async function runSuite(file: string, what: string, atLeast: number): Promise<WindowsRow> {
  const { code, output } = await inPowerShell(
    'test\\scripts\\Invoke-Tests.ps1',
    ['-Path', `${venueDrive}\\${file}`],
    { limitMs: SUITE_MS },
  );
  const [, passed = '0', failed = '0'] = /^(\d+) passed, (\d+) failed/m.exec(output) ?? [];
  // A case's name, and below it, indented, what was expected and what came.
  const untrue = [...output.matchAll(/^\[-\] (.+(?:\r?\n .+)*)/gm)].map(([, result = '']) =>
    result.replace(/\s+/g, ' ').slice(0, 600),
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

function rowOf(what: string, { held, untrue }: Cases, atLeast: number): WindowsRow {
  const runs = held.length + untrue.length;
  const lost = runs < atLeast ? [`only ${runs} of ${atLeast} cases were checked`] : [];
  return { what, runs, goal: 'all hold', found: held.join('; '), untrue: [...untrue, ...lost] };
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
  const { code, output } = await inPowerShell(script, args, { limitMs: 60_000 + rounds * 10_000 });
  const [, json] = /^ROUNDS (.+)$/m.exec(output) ?? [];
  if (!json) {
    const untrue = [`rounds: ended with ${code} before it was done: ${output.slice(-300)}`];
    return { what, runs: rounds, goal, found: 'nothing', untrue };
  }
  const result = JSON.parse(json) as { wrong: string[]; start: Times; stop: Times; kill: Times };
  const times = ({ count, median, slowest }: Times) => `${count} x ${median} / ${slowest}`;
  return {
    what,
    runs: rounds,
    goal,
    found: `ms, median / slowest: start ${times(result.start)}, stop ${times(result.stop)}, kill seen ${times(result.kill)}`,
    untrue: result.wrong,
  };
}
