/** Services of a run that was ended by force, or whose Wine died. They stay in its registry, and those that are automatic begin with each Wine. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** One that a proof made, by its name or by a program in a folder of the proof's. */
const OURS = /^\[System\\\\\w+\\\\Services\\\\(?:Proof|[^\]]*\][\s\S]*"ImagePath"="[^\n]*C:\\\\venue)/;

/** Between two Wines, when the registry is a file. Wine itself would keep one that still ran marked for deletion for ever. */
export function forgetLeftServices(registry: string): void {
  if (!existsSync(registry)) return;
  const sections = readFileSync(registry, 'latin1').split(/\n(?=\[)/);
  const kept = sections.filter((section) => !OURS.test(section));
  if (kept.length < sections.length) writeFileSync(registry, kept.join('\n'), 'latin1');
}
