/** What /proc says of processes: memory, processor time, who lives. Linux only, as the benches are. */
import { readdirSync, readFileSync } from 'node:fs';

/** Megabytes that the process holds, shared pages divided among those who share them. */
export function pssOf(pid) {
  const found = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return Number(found?.[1] ?? 0) / 1024;
}

/** Megabytes of VmRSS (now) or VmHWM (the most since the last `forgetPeak`). */
export function statusOf(pid, field) {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found?.[1] ?? 0) / 1024;
}

/** Milliseconds of processor time, user and system, of the whole process; steps of 10 ms. */
export function processorTimeOf(pid) {
  const fields = fieldsOf(pid);
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** The same to the nanosecond, as the scheduler counts it: of the threads that live. */
export function exactProcessorTimeOf(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const times = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'));
  return times.reduce((sum, text) => sum + Number(text.split(' ')[0]), 0) / 1e6;
}

/** Voluntary context switches of the whole process: of the threads that live. */
export function switchesOf(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const states = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8'));
  return states.reduce((sum, text) => sum + Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(text)[1]), 0);
}

/** Live processes whose command line has the text; zombies don't count. */
export function processesWith(text) {
  return pids().filter((pid) => {
    try {
      return (
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').includes(text) && isAlive(pid)
      );
    } catch {
      return false;
    }
  });
}

export function isAlive(pid) {
  try {
    return fieldsOf(pid)[0] !== 'Z';
  } catch {
    return false;
  }
}

/** The PowerShell hosts that a server started. */
export function hostsBelow(parent) {
  return processesWith('Start-ScriptHost').filter((pid) => Number(fieldsOf(pid)[1]) === parent);
}

function pids() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** What follows the name in /proc/PID/stat: state, parent, group, ... */
function fieldsOf(pid) {
  return readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
}
