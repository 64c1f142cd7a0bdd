/**
 * The machine while it is booted: systemd as process 1 of namespaces of its own, with its own control groups, loopback and nothing else of a
 * network. It ends with us, however we end.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { controlGroups, machineFolder } from './machine-folder.js';

const BOOT_MS = 90_000;

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunInside {
  readonly input?: string;
  readonly limitMs?: number;
}

export interface Machine {
  /** A command of root's, as in a shell of its own; never longer than `limitMs`, two minutes when nothing is said. */
  run(command: readonly string[], how?: RunInside): Promise<Said>;
  /** As `run`, and throws with its words where it ends otherwise than well; answers what it printed, without the last line's end. */
  must(command: readonly string[], how?: RunInside): Promise<string>;
  /** As a power cut: every process of it is gone at once, and nothing is told. It is over then, and may be booted again. */
  cutPower(): Promise<void>;
  /** As `systemctl reboot`, without what follows it: it is over when it has shut down, and may be booted again. */
  shutDown(): Promise<void>;
}

/** Answers once systemd says that everything has been started. */
export async function boot(): Promise<Machine> {
  for (const folder of controlGroups) mkdirSync(folder, { recursive: true });
  const joins = controlGroups.map((folder) => `echo $$ > ${folder}/cgroup.procs`);
  const nspawn = [
    ...['systemd-nspawn', '--quiet', '--boot', '--register=no', '--keep-unit', '--private-network'],
    ...['--console=pipe', '--machine=venue-control-proof', `--directory=${machineFolder}`],
  ];
  // What nspawn keeps in /run is its own; a namespace of processes around it, for it ends without its machine.
  const script = [...joins, 'mount -t tmpfs tmpfs /run', `exec ${nspawn.join(' ')}`].join(' && ');
  const child = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'KILL', 'unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'],
      ...['sh', '-c', script],
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1', SYSTEMD_NSPAWN_LOCK: '0' },
    },
  );
  const console_ = Promise.all([text(child.stdout), text(child.stderr)]);
  const ended = once(child, 'exit');
  let first = 0;
  const run = (command: readonly string[], how?: RunInside) => inside(first, command, how);
  const cutPower = async () => {
    child.kill('SIGKILL');
    await ended;
    await untilGone(first);
  };
  try {
    first = await processOne(child);
    const { stdout } = await run(['systemctl', 'is-system-running', '--wait'], { limitMs: BOOT_MS });
    if (!['running', 'degraded'].includes(stdout.trim())) throw new Error(`systemd is ${stdout.trim()}.`);
  } catch (cause) {
    await cutPower();
    throw new Error(`The machine did not boot:\n${(await console_).join('').slice(-2000)}`, { cause });
  }
  return {
    run,
    cutPower,
    async must(command, how) {
      const { code, stdout, stderr } = await run(command, how);
      if (code === 0) return stdout.trimEnd();
      throw new Error(`${command.join(' ')} ended with ${code}: ${stderr || stdout}`);
    },
    async shutDown() {
      // What asks for it may be ended by it.
      await run(['systemctl', 'reboot'], { limitMs: BOOT_MS });
      await Promise.race([ended, sleep(BOOT_MS, undefined, { ref: false })]);
      if (child.exitCode === null) throw new Error('The machine did not go down.');
      await untilGone(first);
    },
  };
}

/** Of the last of them the kernel may still be letting go. */
async function untilGone(pid: number): Promise<void> {
  for (const until = Date.now() + BOOT_MS; existsSync(`/proc/${pid}`); await sleep(20))
    if (Date.now() > until) throw new Error('The machine did not go down.');
}

/** The number, here, of systemd in there, as soon as it can be spoken with. */
async function processOne(child: ChildProcess): Promise<number> {
  for (const until = Date.now() + BOOT_MS; Date.now() < until && child.exitCode === null; await sleep(100)) {
    const [nspawn] = childrenOf(child.pid);
    const [first] = childrenOf(nspawn);
    if (first === undefined || !isSystemd(first)) continue;
    const { code } = await inside(first, ['systemctl', 'show', '--property=Version']);
    if (code === 0) return first;
  }
  throw new Error('systemd did not answer as process 1.');
}

/** What nspawn has forked is nspawn for a moment. */
function isSystemd(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8') === 'systemd\n';
  } catch {
    return false;
  }
}

function childrenOf(pid: number | undefined): readonly number[] {
  if (pid === undefined) return [];
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

async function inside(
  first: number,
  command: readonly string[],
  { input = '', limitMs = 120_000 }: RunInside = {},
): Promise<Said> {
  const env = ['PATH=/usr/sbin:/usr/bin:/sbin:/bin', 'HOME=/root', 'LANG=C.UTF-8'];
  const child = spawn('nsenter', [`--target=${first}`, '--all', '--', 'env', '-i', ...env, ...command], {
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const closed = once(child, 'close') as Promise<[number | null]>;
  const [[code], stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
  return { code: code ?? 137, stdout, stderr };
}
