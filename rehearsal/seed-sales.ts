/** Sales history up to the moment of the seed: the same amounts every time, only the dates move. */
import { LOCATIONS, TRADING, VENUE } from './model/seed.js';
import { minutesOf } from './model/time.js';
import { TERMINALS } from './seed-venue.js';

export interface Sale {
  readonly soldAt: string;
  readonly locationId: number;
  readonly terminalId: number;
  readonly clerkId: number;
  readonly productId: number;
  readonly quantity: number;
}

const seedSaleCount = 52_000;
const salesPerDay = 620;
const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

/** `seedSaleCount` sales within trading hours, oldest first, the last one just before `now`. */
export function seedSales(now: Date, productCount: number): Sale[] {
  const random = generator(10482213);
  const opens = minutesOf(TRADING.opensAt);
  const length = minutesOf(TRADING.closesAt) - opens;
  const tills = LOCATIONS.flatMap(({ id }) => tillsOf(Number(id)));
  const sales: Sale[] = [];
  const { year, month, day } = clockOf(now);
  for (let back = 0; sales.length < seedSaleCount; back += 1) {
    const midnight = beginOf(Date.UTC(year, month - 1, day - back));
    for (let slot = salesPerDay - 1; slot >= 0 && sales.length < seedSaleCount; slot -= 1) {
      const minute = opens + ((slot + random()) / salesPerDay) * length;
      const time = Math.floor(midnight + minute * minuteMs);
      const till = pick(tills, random);
      const productId = 1 + Math.floor(random() * productCount);
      const quantity = 1 + Math.floor(random() ** 3 * 4);
      const clerkId = till.locationId === 4 ? 4 : 1 + Math.floor(random() * 3);
      if (time < now.getTime()) {
        sales.push({ soldAt: new Date(time).toISOString(), ...till, clerkId, productId, quantity });
      }
    }
  }
  return sales.reverse();
}

function tillsOf(locationId: number): { locationId: number; terminalId: number }[] {
  return Array.from({ length: TERMINALS[locationId] ?? 0 }, (_, index) => ({
    locationId,
    terminalId: locationId * 10 + index + 1,
  }));
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}

/**
 * From where the minutes of the venue's clock are counted on a date, which is given as if it were in UTC. By the offset that holds while it trades: the clock
 * is moved at night, and by noon UTC that is over at this venue.
 */
function beginOf(date: number): number {
  const noon = date + dayMs / 2;
  const wall = clockOf(new Date(noon));
  const offset = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute) - noon;
  return date - offset;
}

/** Made by the first who asks, in a new rehearsal: each start's host would begin 13 ms later. */
let wallClock: Intl.DateTimeFormat | undefined;

function clockOf(at: Date): Record<'year' | 'month' | 'day' | 'hour' | 'minute', number> {
  wallClock ??= new Intl.DateTimeFormat('en-GB', {
    timeZone: VENUE.timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const parts = wallClock.formatToParts(at).map(({ type, value }) => [type, Number(value)]);
  return Object.fromEntries(parts);
}

/** mulberry32: small and the same everywhere, which is all that is asked of it. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
