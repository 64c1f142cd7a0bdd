/** Wine's registry between two Wines, when it is a file. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** One that a proof made, by its name or by a program in a folder of the proof's. */
const OURS = /^\[System\\\\\w+\\\\Services\\\\(?:Proof|[^\]]*\][\s\S]*"ImagePath"="[^\n]*C:\\\\venue)/;

/**
 * Services of a run that was ended by force, or whose Wine died. They stay in its registry, and those that are automatic begin with each Wine.
 * Wine itself would keep one that still ran marked for deletion for ever.
 */
export function forgetLeftServices(registry: string): void {
  if (!existsSync(registry)) return;
  const sections = readFileSync(registry, 'latin1').split(/\n(?=\[)/);
  const kept = sections.filter((section) => !OURS.test(section));
  if (kept.length < sections.length) writeFileSync(registry, kept.join('\n'), 'latin1');
}

/** Of the machine, for the services of the next Wine, which gives them nothing else: no line in the registry of a service, and nothing that the call was given. */
export function setServicePort(registry: string, port?: number): void {
  const text = readFileSync(registry, 'latin1').replaceAll(/^"VENUE_CONTROL_PORT"=.*\n/gm, '');
  const line = port === undefined ? '' : `"VENUE_CONTROL_PORT"="${port}"\n`;
  const section = /^\[System\\\\\w+\\\\Control\\\\Session Manager\\\\Environment\].*\n(?:#.*\n)*/m;
  writeFileSync(
    registry,
    text.replace(section, (start) => start + line),
    'latin1',
  );
}
