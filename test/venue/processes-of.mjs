/** Plain JavaScript, so that the guard needs nothing but Node. */
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Every process of a venue, found by the data folder in its environment: server, cloud, services, PowerShell.
 * @param {string} folder
 * @returns {{ readonly pid: number, readonly command: string }[]}
 */
export function processesOf(folder) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const isOurs = readFileSync(`/proc/${name}/environ`, 'utf8').includes(folder);
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return isOurs && command !== '' ? [{ pid: Number(name), command }] : [];
      } catch {
        return [];
      }
    });
}

/** @param {number} pid */
export function killQuietly(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has gone automatically.
  }
}
