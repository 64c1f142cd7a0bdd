/** A small Debian in a folder of its own, made by debootstrap and kept for the next time. Each run boots a copy of it, so none begins with what another left. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const release = 'bookworm';
/** What a server without anything has, and D-Bus, over which systemctl speaks. No npm, no .NET, no libicu. */
const packages = ['systemd', 'systemd-sysv', 'dbus'];
const made = JSON.stringify([release, packages]);

/** Large, and of use to every checkout on this machine. */
export const systemdFolder = process.env['VENUE_CONTROL_SYSTEMD'] ?? '/var/tmp/venue-control-systemd';
const pristine = join(systemdFolder, 'debian');
const mark = join(systemdFolder, 'made.json');
/** What is booted: this run's own, for another checkout may run one too. */
export const machineFolder = join(systemdFolder, `machine-${process.pid}`);
const GROUP = 'venue-control-systemd-';
/** Of the hierarchies that systemd wants for itself, where there are such. */
const hierarchies = ['/sys/fs/cgroup/unified', '/sys/fs/cgroup/systemd', '/sys/fs/cgroup'].filter((folder) =>
  existsSync(join(folder, 'cgroup.procs')),
);
/** Of this run, one in each. */
export const controlGroups = hierarchies.map((folder) => join(folder, `${GROUP}${process.pid}`));

/** Throws an Error that says what to do where it can't be had here. Takes a minute the first time. */
export function setUpMachine(say: (line: string) => void): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new Error('This campaign needs root on Debian Linux: it makes a Debian in a folder, and boots it.');
  bringTools(say);
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== made) {
    removeMachine();
    mkdirSync(systemdFolder, { recursive: true });
    say(`Debian ${release} with systemd, into ${systemdFolder}`);
    const draft = `${pristine}.part`;
    run('debootstrap', ['--variant=minbase', `--include=${packages.join(',')}`, release, draft, mirror()]);
    renameSync(draft, pristine);
    writeFileSync(mark, made);
  }
  removeRuns((pid) => pid === process.pid || !existsSync(`/proc/${pid}`));
  run('cp', ['-a', pristine, machineFolder]);
}

/** Nothing runs there between campaigns, so nothing is in its way. */
export function removeMachine(): void {
  removeRuns(() => true);
  rmSync(systemdFolder, { recursive: true, force: true });
}

/** What this run has booted, which must be down. */
export function removeOwnMachine(): void {
  removeRuns((pid) => pid === process.pid);
}

function removeRuns(which: (pid: number) => boolean): void {
  for (const name of namesIn(systemdFolder))
    if (isOfRun(name, 'machine-', which)) rmSync(join(systemdFolder, name), { recursive: true, force: true });
  for (const folder of hierarchies)
    for (const name of namesIn(folder)) if (isOfRun(name, GROUP, which)) removeGroups(join(folder, name));
}

const namesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);
const isOfRun = (name: string, begin: string, which: (pid: number) => boolean) =>
  name.startsWith(begin) && which(Number(name.slice(begin.length)));

/** From below; the kernel may still be letting go of who was in one, and then it stays for the next run. */
function removeGroups(folder: string): void {
  for (const group of run('find', [folder, '-depth', '-type', 'd']).trim().split('\n')) {
    try {
      rmdirSync(group);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
    }
  }
}

function bringTools(say: (line: string) => void): void {
  const tools = { debootstrap: 'debootstrap', 'systemd-nspawn': 'systemd-container' };
  const missing = Object.entries(tools).filter(([program]) => spawnSync('which', [program]).status !== 0);
  if (missing.length === 0) return;
  const names = missing.map(([, name]) => name);
  say(`Debian's ${names.join(', ')}`);
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names]);
}

function mirror(): string {
  const targets = run('apt-get', ['indextargets', '--format', '$(REPO_URI)']).split('\n');
  const found = targets.find((line) => /\/debian\/?$/.test(line));
  if (found) return found;
  throw new Error(
    'This machine has no Debian mirror among its apt sources: apt-get indextargets names none.',
  );
}

/** Answers what it printed; throws with its words. */
export function run(program: string, args: readonly string[]): string {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const how = { encoding: 'utf8', env, maxBuffer: 64_000_000 } as const;
  const { status, stdout, stderr, error } = spawnSync(program, args, how);
  if (status === 0) return stdout;
  throw new Error(`${program} ${args[0]} failed: ${(error?.message ?? `${stdout}${stderr}`).slice(-2000)}`);
}
