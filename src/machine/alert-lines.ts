/**
 * Alerts as lines of standard output, for what runs this as a service: systemd's journal takes a line's priority from how it begins (sd-daemon(3)),
 * and on Windows scripts/installation/Start-ServerService.ps1 writes each to the event log. Where nobody of these listens, nothing is said.
 */
import { fstatSync } from 'node:fs';
import type { Alerts } from '../operations/ports/machine.js';

const PRIORITY = { error: 3, warning: 4, information: 6 } as const;
const HOUR_MS = 3_600_000;
/** Of one id: a site is woken by the first, and whoever floods it fills nobody's log. */
export const MOST_AN_HOUR = 20;
const LONGEST = 1_000;
/** A refusal ends with what to do, and is said once a start. */
const LONGEST_REFUSAL = 8_000;
/** In scripts/installation/ServerEvent.psd1 too. */
const START_REFUSED = 1002;

export interface AlertLinesParts {
  write(line: string): void;
  nowMs(): number;
}

export function alertLines({ write, nowMs }: AlertLinesParts): Alerts {
  const times = new Map<number, number[]>();
  return {
    raise({ id, level }, text) {
      const now = nowMs();
      const recent = (times.get(id) ?? []).filter((at) => at > now - HOUR_MS);
      times.set(id, recent);
      if (recent.length >= MOST_AN_HOUR) return;
      recent.push(now);
      const more =
        recent.length === MOST_AN_HOUR
          ? ' More of these within the hour are not told here: open the console.'
          : '';
      const line = inOneLine(text);
      write(`<${PRIORITY[level]}>${id} ${line}${more}\n`);
    },
  };
}

/** `isSupervised`: by Windows' service, which reads what is printed. Undefined: nobody listens, and nothing has to be looked at for it. */
export function alertsHere(isSupervised: boolean): Alerts | undefined {
  if (!isSupervised && !isJournal(1)) return undefined;
  // Whoever reads may be gone first: what drains then goes on.
  process.stdout.on('error', () => undefined);
  return alertLines({ write: (line) => void process.stdout.write(line), nowMs: () => performance.now() });
}

/** Why a server did not start, for standard error: as it is, and for systemd's journal as the alert 1002, which Windows' service tells by itself there. */
export function refusalHere(text: string): string {
  return isJournal(2) ? `<${PRIORITY.error}>${START_REFUSED} ${inOneLine(text, LONGEST_REFUSAL)}` : text;
}

const inOneLine = (text: string, longest = LONGEST) => text.replaceAll(/[\s\p{C}]+/gu, ' ').slice(0, longest);

/** systemd names the stream; what was started from such a service may print elsewhere. */
function isJournal(output: 1 | 2, stream = process.env['JOURNAL_STREAM']): boolean {
  if (stream === undefined) return false;
  const { dev, ino } = fstatSync(output);
  return stream === `${dev}:${ino}`;
}
