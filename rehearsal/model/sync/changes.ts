/** Changes after the first sync: the queue that they wait in, and the rows that could not be sent. */
import { isLicensed } from '../cloud/reach.js';
import type { VenueModel } from '../state.js';
import { machineNow } from '../time.js';
import { CHANGED_TABLE, changesEachSecond, SENT_EACH_SECOND, UNSENT } from './sending.js';

/** A response that never comes holds each change for so long. */
const SILENT_EACH_SECOND = 1 / 6;

/** The queue takes rows, and a row that can't be sent is written down. */
export function takesWrites({ faults, database }: VenueModel): boolean {
  return faults['database'] !== 'locked' && faults['database'] !== 'full' && !database.isAway;
}

export function raiseException(model: VenueModel, table: string, message: string): void {
  if (!takesWrites(model)) return;
  const at = machineNow(model);
  model.sync.exceptions.push({ firstAt: at, lastAt: at, rows: 1, table, message });
}

/** A change each second for so long; `isHeard`: the cloud responds. */
export function flowChanges(model: VenueModel, ms: number, isHeard: boolean): void {
  const seconds = ms / 1000;
  const fault = model.faults['sync'];
  if (fault === 'exceptions') raiseEachSecond(model, ms);
  const changes = changesEachSecond(model.faults) * seconds;
  if (fault === 'backlog') grow(model, changes);
  else if (fault === 'stall') grow(model, SILENT_EACH_SECOND * seconds);
  else if (!isHeard || !isLicensed(model)) grow(model, changes);
  else drain(model, SENT_EACH_SECOND * seconds - changes, ms);
}

/** At each full second of the machine's clock, whatever pieces time passes in. */
function raiseEachSecond({ sync, at, machine }: VenueModel, ms: number): void {
  const from = at + machine.clockOffsetMs;
  const rows = Math.floor((from + ms) / 1000) - Math.floor(from / 1000);
  if (rows === 0) return;
  const lastAt = Math.floor((from + ms) / 1000) * 1000;
  const last = sync.exceptions.at(-1);
  if (last?.message === UNSENT && last.lastAt === lastAt - rows * 1000)
    Object.assign(last, { lastAt, rows: last.rows + rows });
  else
    sync.exceptions.push({
      firstAt: lastAt - (rows - 1) * 1000,
      lastAt,
      rows,
      table: CHANGED_TABLE,
      message: UNSENT,
    });
}

function grow(model: VenueModel, messages: number): void {
  model.sync.oldestAt ??= machineNow(model);
  model.sync.messages += messages;
}

/** Oldest first, so that the age falls as the queue does. */
function drain({ sync, at, machine }: VenueModel, messages: number, ms: number): void {
  if (sync.messages === 0 || sync.oldestAt === null) return;
  const share = Math.min(1, messages / sync.messages);
  const end = at + ms + machine.clockOffsetMs;
  sync.messages *= 1 - share;
  sync.oldestAt = share === 1 ? null : sync.oldestAt + (end - sync.oldestAt) * share;
}
