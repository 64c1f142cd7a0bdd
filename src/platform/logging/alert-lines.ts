/** Alerts as lines of standard output, which Windows' service (scripts/installation/Start-ServerService.ps1) writes to the event log. */
import type { EventLogAlerts } from '../../domain/ports/machine.js';

const PRIORITY = { error: 3, warning: 4, information: 6 } as const;
const HOUR_MS = 3_600_000;
/** Of one id: a site is woken by the first, and anyone who floods it fills no one's log. */
export const MOST_AN_HOUR = 20;
const LONGEST = 1_000;

export interface AlertLinesParts {
  write(line: string): void;
  nowMs(): number;
}

export function alertLines({ write, nowMs }: AlertLinesParts): EventLogAlerts {
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
          ? ' More of these within the hour are not logged here: open the console.'
          : '';
      const line = inOneLine(text);
      write(`<${PRIORITY[level]}>${id} ${line}${more}\n`);
    },
  };
}

/** `isSupervised`: by Windows' service, which reads what is printed. Undefined: no one listens, and nothing has to be checked for it. */
export function alertsHere(isSupervised: boolean): EventLogAlerts | undefined {
  if (!isSupervised) return undefined;
  // Anyone who reads may be gone first: what drains then continues.
  process.stdout.on('error', () => undefined);
  return alertLines({ write: (line) => void process.stdout.write(line), nowMs: () => performance.now() });
}

const inOneLine = (text: string) => text.replaceAll(/[\s\p{C}]+/gu, ' ').slice(0, LONGEST);
