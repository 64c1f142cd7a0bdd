/** The till: a sale now and then while the venue is open. */
import { draw } from './chance.js';
import type { VenueModel } from './state.js';
import { isTrading, MINUTE_MS, machineNow } from './time.js';

const NEVER = Number.POSITIVE_INFINITY;
/** While it is closed, opening is noticed to the minute. */
const CLOSED_STEP_MS = 15 * MINUTE_MS;

export function newTill(): VenueModel['till'] {
  return { sellsEveryMs: 0, nextSaleAt: null, lastSaleAt: null, lastSoldAt: null };
}

export function settleTill(model: VenueModel): void {
  const { till } = model;
  if (till.sellsEveryMs === 0) till.nextSaleAt = null;
  else till.nextSaleAt ??= model.at + pause(model);
}

function pause(model: VenueModel): number {
  return Math.max(1, Math.round(model.till.sellsEveryMs * (0.5 + draw(model, 'sales'))));
}

export function tillDueAt({ till }: VenueModel): number {
  return till.nextSaleAt ?? NEVER;
}

export function runTill(model: VenueModel): void {
  const { till } = model;
  if (till.nextSaleAt === null || till.nextSaleAt > model.at) return;
  if (isTrading(model)) {
    sellNow(model);
    till.nextSaleAt = model.at + pause(model);
    return;
  }
  const next = Math.ceil((model.at + 1) / CLOSED_STEP_MS) * CLOSED_STEP_MS;
  till.nextSaleAt = next + (isTrading(model, next) ? pause(model) : 0);
}

/** The database has the machine's clock. */
export function sellNow(model: VenueModel): void {
  model.till.lastSaleAt = model.at;
  model.till.lastSoldAt = machineNow(model);
  if (model.faults['database'] !== 'full' && model.faults['database'] !== 'locked')
    model.database.rows['sale'] = (model.database.rows['sale'] ?? 0) + 1;
}
