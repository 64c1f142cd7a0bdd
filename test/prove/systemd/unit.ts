/** What systemd on the machine says of our unit, and of the processes in its control group. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Machine } from './machine.js';

export const UNIT = 'venue-control.service';
export const DATA = '/var/lib/venue-control';

export interface UnitState {
  readonly active: string;
  readonly result: string;
  readonly restarts: number;
  readonly pid: number;
}

export async function unitState(machine: Machine): Promise<UnitState> {
  const names = 'ActiveState,Result,NRestarts,MainPID';
  const text = await machine.must(['systemctl', 'show', UNIT, `--property=${names}`]);
  const of = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] ?? '';
  return {
    active: of('ActiveState'),
    result: of('Result'),
    restarts: Number(of('NRestarts')),
    pid: Number(of('MainPID')),
  };
}

export async function untilState(machine: Machine, active: string, limitMs: number): Promise<UnitState> {
  for (const until = Date.now() + limitMs; ; await sleep(250)) {
    const state = await unitState(machine);
    if (state.active === active) return state;
    if (Date.now() > until)
      throw new Error(`The unit is ${state.active} (${state.result}), not ${active}, after ${limitMs} ms.`);
  }
}

/** Command lines of all that the service has running, systemd's own word. */
export async function processesOfUnit(machine: Machine): Promise<readonly string[]> {
  const script = `for p in $(cat /sys/fs/cgroup/system.slice/${UNIT}/cgroup.procs 2>/dev/null); do tr '\\0' ' ' < /proc/$p/cmdline; echo; done`;
  return lines(await machine.must(['sh', '-c', script]));
}

/** Of the whole machine: who runs as the service's account. */
export async function processesOfAccount(machine: Machine): Promise<readonly string[]> {
  const script =
    'u=$(id -u venue-control) || exit 0; for d in /proc/[0-9]*; do [ "$(stat -c %u $d 2>/dev/null)" = "$u" ] && { tr "\\0" " " < $d/cmdline; echo; }; done; true';
  return lines(await machine.must(['sh', '-c', script]));
}

/** A command of the installed program, as its account, which is how an administrator runs one. */
export async function asAccount(machine: Machine, words: readonly string[]) {
  const program = (await registeredProgram(machine)) ?? 'nothing';
  const env = ['runuser', '-u', 'venue-control', '--', 'env', `VENUE_CONTROL_DATA=${DATA}`];
  return machine.run([...env, `${program}/venue-control`, ...words]);
}

/** Folder of the program that the unit starts. */
export async function registeredProgram(machine: Machine): Promise<string | undefined> {
  const text = await machine.must(['systemctl', 'show', UNIT, '--property=ExecStart']);
  return /path=(\S+)\/venue-control /.exec(text)?.[1];
}

export interface Entry {
  readonly MESSAGE: string;
  readonly PRIORITY: string;
  readonly SYSLOG_IDENTIFIER: string;
}

/** What the journal has of our unit since the machine was booted; `more` narrows it, as journalctl takes it. */
export async function journal(machine: Machine, more: readonly string[] = []): Promise<readonly Entry[]> {
  const command = [
    'journalctl',
    '--boot',
    '-u',
    UNIT,
    '-o',
    'json',
    '--all',
    '--no-pager',
    '--quiet',
    ...more,
  ];
  return lines(await machine.must(command)).map((line) => JSON.parse(line) as Entry);
}

const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '');
