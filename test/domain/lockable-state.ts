/** A state database that another program locks when a test says so: reads answer, writes are away. */

import type { StateDatabase, StateStores } from '../../src/domain/ports/state-database.js';
import { AppError } from '../../src/errors/errors.js';

const READS =
  /^(find|list|active|steps|events|redemptionOf|wasRedeemed|recall|attempts|count|unsettled|watched|next$|makers|head|hash|has|check)/;

export class LockableState {
  readonly state: StateDatabase;
  #locked = false;
  #lockAfter: string | undefined;

  constructor(stored: StateDatabase) {
    const stores = this.#stores(stored, () => this.#locked);
    this.state = {
      ...stores,
      transaction: async (work) => {
        if (this.#locked) throw away();
        let isLast = false;
        const result = await stored.transaction((inside) =>
          work({
            ...inside,
            audit: {
              ...inside.audit,
              append: (record) => {
                isLast ||= record.action === this.#lockAfter;
                return inside.audit.append(record);
              },
            },
          }),
        );
        if (isLast) this.lock(true);
        return result;
      },
    };
  }

  lock(locked: boolean): void {
    this.#locked = locked;
    this.#lockAfter = undefined;
  }

  /** As soon as the change that this action's audit row belongs to is stored. */
  lockAfter(action: string): void {
    this.#lockAfter = action;
  }

  #stores(stored: StateStores, isLocked: () => boolean): StateStores {
    const guarded = <Store extends object>(store: Store): Store =>
      Object.fromEntries(
        Object.entries(store).map(([name, method]) => [
          name,
          async (...args: unknown[]) => {
            if (isLocked() && !READS.test(name)) throw away();
            return method.apply(store, args);
          },
        ]),
      ) as Store;
    return {
      operations: guarded(stored.operations),
      audit: guarded(stored.audit),
      plans: guarded(stored.plans),
      keyValues: guarded(stored.keyValues),
      sessions: guarded(stored.sessions),
      pins: guarded(stored.pins),
      apiTokens: guarded(stored.apiTokens),
      history: guarded(stored.history),
      alerts: guarded(stored.alerts),
      outbox: guarded(stored.outbox),
    };
  }
}

function away(): AppError {
  return new AppError('STATE_DATABASE_UNAVAILABLE');
}
