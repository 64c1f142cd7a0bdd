/** Who a process is: its id *and* its start time, so that a reused id or a zombie never passes for the service. */
import { readFileSync } from 'node:fs';

/** Field 22 of /proc/PID/stat; null where there is no such process, it is a zombie, or the system has no /proc. */
export function startTicksOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in brackets that may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

/** True while that very process runs; where start times can't be read (no /proc), the id alone decides. */
export function isAlive(pid: number | null, startTicks: string | null): boolean {
  if (pid === null) return false;
  if (startTicks !== null) return startTicksOf(pid) === startTicks;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
