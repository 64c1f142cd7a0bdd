import { AppError } from '../../src/errors.js';
import type { PracticeWorld } from './practice-world.js';

/** The same store, which rejects while the venue's database is away. */
export function unlessAway<Store extends object>(world: PracticeWorld, store: Store): Store {
  const methods = Object.entries(store).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      if (world.venueIsAway) throw new AppError('VENUE_DATABASE_UNAVAILABLE');
      return method(...args);
    },
  ]);
  return Object.fromEntries(methods) as Store;
}
