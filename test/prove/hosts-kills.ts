/** kill -9 of a server in the middle of each kind of script: hosts and children are gone soon after. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { processes } from '../powershell/pool-under-test.js';
import { HUNG, nextMark } from './hosts-hangs.js';
import { type HostsRow, inParallel, type Say, spread } from './hosts-row.js';

const GONE_MS = 2000;
/** A host that is only starting has to come up first to see that nobody is there. */
const STARTING_GONE_MS = 15_000;
const MODES = [...HUNG, 'grandchild'];
const MARK = 'VENUE_CONTROL_PROVE';

interface Kill {
  readonly mode: string;
  readonly before: number;
  readonly goneMs: number;
  readonly left: readonly string[];
}

export async function killServers({ count, say }: Say & { count: number }): Promise<HostsRow[]> {
  const kills: Kill[] = [];
  const starting = Math.ceil(count / 10);
  await inParallel(count + starting, 2, async (index) => {
    kills.push(await killDuring(index < count ? (MODES[index % MODES.length] as string) : STARTING));
    if (kills.length % 10 === 0) say(`${kills.length} servers killed, slowest end ${slowest(kills)} ms`);
  });
  return [...MODES, STARTING].map((mode) => {
    const own = kills.filter((kill) => kill.mode === mode);
    return {
      what: `kill -9 of the server: ${mode}`,
      runs: own.length,
      goal: `0 of its processes ${limitOf(mode)} ms later`,
      found: `${own.reduce((sum, { before }) => sum + before, 0)} processes gone after ms: ${spread(own.map(({ goneMs }) => goneMs))}`,
      untrue: own.flatMap(({ left }) =>
        left.map((command) => `${mode}: ${command} was left after ${limitOf(mode)} ms`),
      ),
    };
  });
}

const STARTING = 'while hosts start';
const limitOf = (mode: string) => (mode === STARTING ? STARTING_GONE_MS : GONE_MS);

const slowest = (kills: readonly Kill[]) => Math.max(...kills.map(({ goneMs }) => goneMs)).toFixed(0);

async function killDuring(mode: string): Promise<Kill> {
  const mark = randomUUID();
  const owner = spawn(
    process.execPath,
    [
      'test/fixtures/pool-owner.mjs',
      'Invoke-Hang',
      JSON.stringify({ Mode: mode === STARTING ? 'sleep' : mode, Seconds: nextMark() }),
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        TMPDIR: process.env['TMPDIR'],
        [MARK]: mark,
      },
    },
  );
  if (mode === STARTING) await sleep(700);
  else await hasBegun(owner);
  // A native child needs a moment more than the script's first word.
  await sleep(200);
  const ours = () => withMark(mark).filter((pid) => pid !== owner.pid);
  const before = ours().length;
  const killedAt = performance.now();
  owner.kill('SIGKILL');
  while (ours().length > 0 && performance.now() - killedAt < limitOf(mode)) await sleep(20);
  const goneMs = performance.now() - killedAt;
  const left = ours();
  const lines = processes();
  for (const pid of left) process.kill(pid, 'SIGKILL');
  return { mode, before, goneMs, left: left.map((pid) => lines.get(pid) ?? `process ${pid}`) };
}

async function hasBegun(owner: ChildProcess): Promise<void> {
  if (!owner.stdout) throw new Error('The owner has no stdout.');
  const lines = createInterface({ input: owner.stdout });
  await Promise.race([
    once(lines, 'line'),
    once(owner, 'exit').then(([code]) => {
      throw new Error(`The owner ended with ${code} before its script began.`);
    }),
  ]);
}

/** The server, its hosts and whatever these started: all inherit the mark. */
function withMark(mark: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`${MARK}=${mark}`);
      } catch {
        return false;
      }
    });
}
