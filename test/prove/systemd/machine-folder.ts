/** A small Debian in a folder of its own, made by debootstrap and kept for the next time. Each run boots a copy of it, so none begins with what another left. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const release = 'bookworm';
/** What a server without anything has, and D-Bus, over which systemctl speaks. No npm, no .NET, no libicu. */
const packages = ['systemd', 'systemd-sysv', 'dbus'];
const made = JSON.stringify([release, packages]);

/** Large, and of use to every checkout on this machine. */
export const systemdFolder = process.env['VENUE_CONTROL_SYSTEMD'] ?? '/var/tmp/venue-control-systemd';
const pristine = join(systemdFolder, 'debian');
const mark = join(systemdFolder, 'made.json');
/** What is booted. */
export const machineFolder = join(systemdFolder, 'machine');
/** Of the hierarchies that systemd wants for itself: a group of our own in each, where there is one. */
export const controlGroups = ['/sys/fs/cgroup/unified', '/sys/fs/cgroup/systemd', '/sys/fs/cgroup']
  .filter((folder) => existsSync(join(folder, 'cgroup.procs')))
  .map((folder) => join(folder, 'venue-control-systemd'));

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
  rmSync(machineFolder, { recursive: true, force: true });
  run('cp', ['-a', pristine, machineFolder]);
}

/** Nothing runs there between campaigns, so nothing is in its way. */
export function removeMachine(): void {
  rmSync(systemdFolder, { recursive: true, force: true });
  for (const folder of controlGroups) removeGroups(folder);
}

/** A group is removed from below, and holds nobody any more. */
function removeGroups(folder: string): void {
  if (!existsSync(folder)) return;
  const below = run('find', [folder, '-depth', '-type', 'd']).trim().split('\n');
  for (const group of below) rmdirSync(group);
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
