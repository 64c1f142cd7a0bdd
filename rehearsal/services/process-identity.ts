/** Who a process is, so that a reused id or a zombie never passes for the service: where there is /proc by its start time, on Windows by a pipe. */
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const PIPES = '\\\\.\\pipe\\';

/** Field 22 of /proc/PID/stat; null where there is no such process, it is a zombie, or the system has no /proc of its own. */
export function startTicksOf(pid: number): string | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in brackets that may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

/**
 * What this process is known by from now on: its start time, or the name of a pipe that it holds. Windows takes a pipe away with its process,
 * and asking for one costs nothing; a process's creation time would cost a PowerShell each time.
 */
export function markOfThisProcess(): string {
  const ticks = startTicksOf(process.pid);
  if (ticks !== null) return ticks;
  const pipe = `${PIPES}venue-control-service-${randomUUID()}`;
  createServer((visitor) => visitor.destroy())
    .listen(pipe)
    .unref();
  return pipe;
}

/** True while that very process runs. Without a mark, until it has given itself one on Windows, the id alone decides. */
export function isAlive(pid: number | null, mark: string | null): boolean {
  if (pid === null) return false;
  if (mark?.startsWith(PIPES)) return isHeld(mark);
  if (mark !== null) return startTicksOf(pid) === mark;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** One that has too many visitors just now is busy, and there. */
function isHeld(pipe: string): boolean {
  try {
    closeSync(openSync(pipe, 'r+'));
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
