/** rehearsal/monitor.json: which orders Services Monitor has, by PowerShell alone. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { faultsFile, readFaults } from '../faults.js';
import { readJsonFile } from '../json-file.js';

export interface MonitorOrders {
  /** Services whose stop is planned: they are left stopped. */
  readonly plannedStops: readonly string[];
  /** The same by who planned them: an operation's ID, `service-control` for a stop that was made, `rollback` for one that restored what was before. */
  readonly plannedBy: Readonly<Record<string, readonly string[]>>;
  readonly dailyRestartHeldUntil: string | null;
  /** HH:mm in the venue's time zone; null for no daily restart. */
  readonly dailyRestartAt: string | null;
}

const VENUE_TIME_ZONE = 'Australia/Sydney';
const FAULT_RESTART_AFTER_MS = 120_000;

/** The orders, or the seed venue's: no planned stop, a restart at 05:00. */
export function readMonitorOrders(dataFolder: string): MonitorOrders {
  const stored = readJsonFile(join(dataFolder, 'rehearsal', 'monitor.json')) as
    | Partial<MonitorOrders>
    | undefined;
  return {
    plannedStops: stored?.plannedStops ?? [],
    plannedBy: stored?.plannedBy ?? {},
    dailyRestartHeldUntil: stored?.dailyRestartHeldUntil ?? null,
    dailyRestartAt: stored?.dailyRestartAt === undefined ? '05:00' : stored.dailyRestartAt,
  };
}

/**
 * When the daily restart is due and what the clock says, both HH:mm at the venue. With the fault monitor=daily-restart-in-window it is
 * the minute that begins at least two minutes after the fault was set.
 */
export function dailyRestartTime(dataFolder: string): { readonly at: string | null; readonly now: string } {
  const now = timeAtVenue(new Date());
  if (readFaults(dataFolder).monitor !== 'daily-restart-in-window') {
    return { at: readMonitorOrders(dataFolder).dailyRestartAt, now };
  }
  const set = statSync(faultsFile(dataFolder), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return { at: timeAtVenue(new Date(Math.ceil((set + FAULT_RESTART_AFTER_MS) / 60_000) * 60_000)), now };
}

function timeAtVenue(moment: Date): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: VENUE_TIME_ZONE,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(moment);
}
