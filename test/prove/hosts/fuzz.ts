/** Made-up outputs against real processes, pipes, frames and jobs; only the PowerShell at the other end is a liar. */
import { resolve } from 'node:path';
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import type { ScriptHost } from '../../../src/powershell/host/host.js';
import { startHost } from '../../../src/powershell/host/start-host.js';
import { Job } from '../../../src/powershell/pool/job.js';
import { tally } from '../shared/campaign.js';
import { OwnMemory } from '../shared/held-memory.js';
import { type HostsRow, inParallel, quietLog, type Say } from '../shared/hosts-row.js';
import { chanceFrom } from '../shared/seeded.js';
import { type Act, floods, makeLie, ownOutput, TRUTH } from './lies.js';

export interface FuzzOptions extends Say {
  readonly seed: number;
  readonly count: number;
  readonly floodMegabytes: number;
}

/** So many liars at once: a host that lied has to be replaced, and a process takes its time to start. */
const WIDTH = 4;
const DEADLINE_MS = 60_000;
const SILENCE_MS = 1000;
const MEMORY_GOAL_MB = 50;

export async function fuzzHosts({ seed, count, floodMegabytes, say }: FuzzOptions): Promise<HostsRow[]> {
  const liars = new Liars();
  try {
    // As a server that has been at work for a while: V8 keeps the room that its first large answers took.
    await inParallel(40, WIDTH, () => liars.hear(makeLie(chanceFrom(seed - 1))).then(() => undefined));
    for (let large = 0; large < 3; large += 1)
      await liars.hear({ kind: 'large', acts: ownOutput(16 * 1_048_576), ends: [] });
    return [await fuzz(liars, seed, count, say), ...(await flood(liars, floodMegabytes, say))];
  } finally {
    await liars.stop();
  }
}

async function fuzz(liars: Liars, seed: number, count: number, say: Say['say']): Promise<HostsRow> {
  const memory = new OwnMemory();
  const chance = chanceFrom(seed);
  const ends: string[] = [];
  const untrue: string[] = [];
  await inParallel(count, WIDTH, async (index) => {
    const lie = makeLie(chance);
    const { end, hostDied } = await liars.hear(lie);
    ends.push(end);
    const expected: readonly string[] = lie.ends;
    if (!expected.includes(end))
      untrue.push(`output ${index}, ${lie.kind}: ${end}, not ${lie.ends.join(' or ')}`);
    if (end === 'HOST_DIED' && !hostDied) untrue.push(`output ${index}, ${lie.kind}: its host is still used`);
    if ((index + 1) % 1000 === 0) say(`${index + 1} outputs: ${tally(ends)}; ${untrue.length} untrue`);
  });
  const { highest, left } = memory.grown();
  if (highest > MEMORY_GOAL_MB)
    untrue.push(`memory of Node grew by ${highest.toFixed(0)} MB during the outputs`);
  return {
    what: 'made-up outputs of a host',
    runs: count,
    goal: `0 taken for success; memory of Node <= +${MEMORY_GOAL_MB} MB`,
    found: `${tally(ends)}; memory +${highest.toFixed(0)} MB at its highest, ${left.toFixed(0)} left`,
    untrue,
  };
}

/**
 * Each flood twice: the first makes V8 take the room that it works in, and keep it (up to about 110 MB for a stream that it
 * only drains); the second shows that nothing else is held, however much comes. Where other work makes V8 take that room later (61 MB at a load
 * of 23), up to two more show it: what held a flood would hold each.
 */
async function flood(liars: Liars, megabytes: number, say: Say['say']): Promise<HostsRow[]> {
  const all = (size: number): { kind: string; acts: readonly Act[]; end: string }[] => [
    ...floods(size).map(({ kind, acts, ends }) => ({ kind, acts, end: ends.join() })),
    { kind: "the pipe, the call's own output", acts: ownOutput(size), end: 'OUTPUT_TOO_LARGE' },
  ];
  const rows: HostsRow[] = [];
  for (const { kind, acts, end: expected } of all(megabytes * 1_048_576)) {
    const untrue: string[] = [];
    const hear = async () => {
      const memory = new OwnMemory();
      const since = performance.now();
      const { end } = await liars.hear({ kind, acts, ends: [] });
      if (end !== expected) untrue.push(`flood of ${kind}: ${end}, not ${expected}`);
      return { end, seconds: (performance.now() - since) / 1000, ...memory.grown() };
    };
    const heard = [await hear(), await hear()];
    const last = () => heard.at(-1) as (typeof heard)[number];
    while (last().highest > MEMORY_GOAL_MB && heard.length < 4) heard.push(await hear());
    const { end, seconds, highest } = last();
    if (highest > MEMORY_GOAL_MB)
      untrue.push(`flood of ${kind}: memory of Node grew by ${highest.toFixed(0)} MB`);
    const grown = heard.map(({ highest: each }) => `+${each.toFixed(0)}`).join(', ');
    const found = `${end} after ${seconds.toFixed(1)} s; memory ${grown} MB by each`;
    say(`flood of ${megabytes} MB on ${kind}: ${found}`);
    rows.push({
      what: `a flood of ${megabytes} MB on ${kind}`,
      runs: heard.length,
      goal: `${expected}; memory <= +${MEMORY_GOAL_MB} MB by the second, fourth at the latest`,
      found,
      untrue,
    });
  }
  return rows;
}

/** Hosts that are fake-pwsh.mjs, each used until a lie ends it. */
class Liars {
  readonly #idle: ScriptHost[] = [];

  async hear(lie: {
    kind: string;
    acts: readonly Act[];
    ends: readonly string[];
  }): Promise<{ end: string; hostDied: boolean }> {
    const host = this.#idle.pop() ?? (await this.#start());
    const deadlineMs = lie.ends.includes('TIMED_OUT') ? SILENCE_MS : DEADLINE_MS;
    const job = new Job({ script: 'Get-Echo', parameters: { Value: lie.acts as never }, deadlineMs });
    job.runOn(host, false);
    const end = await job.result.then(
      ({ output }) => (JSON.stringify(output) === JSON.stringify([TRUTH]) ? 'truth' : 'a false success'),
      (error: unknown) => endOf(error),
    );
    if (!host.isLeaving) this.#idle.push(host);
    return { end, hostDied: host.isLeaving };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#idle.map((host) => host.stop()));
  }

  async #start(): Promise<ScriptHost> {
    return await startHost({
      command: { executable: resolve('test', 'fixtures', 'fake-pwsh.mjs'), leadingArguments: [] },
      projectFolder: resolve('.'),
      scripts: [],
      warmModules: [],
      env: { FAKE_HOST: 'scripted' },
      signal: new AbortController().signal,
      log: quietLog,
    });
  }
}

/** A failure counts as reported only when it says what the liar's honest end says. */
function endOf(error: unknown): string {
  if (!(error instanceof ScriptError)) return `not a ScriptError: ${String(error)}`;
  if (!error.mayHaveRun) return `${error.failure} that claims nothing ran`;
  if (error.failure === 'FAILED' && error.message !== TRUTH) return `FAILED: ${error.message}`;
  return error.failure;
}
