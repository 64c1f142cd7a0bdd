/** The OperationStore port, put together from its parts. */
import type { OperationStore } from '../../operations/ports/operation-store.js';
import type { Scope } from '../database.js';
import { operationChanges } from './operation-changes.js';
import { operationCreation } from './operation-creation.js';
import { operationEvents } from './operation-events.js';
import { operationReads } from './operation-reads.js';
import { operationRetention } from './operation-retention.js';
import { redemptions } from './redemptions.js';
import type { StateTables } from './tables.js';

export function operationStore(scope: Scope<StateTables>): OperationStore {
  return {
    ...operationCreation(scope),
    ...operationReads(scope),
    ...operationChanges(scope),
    ...operationEvents(scope),
    ...operationRetention(scope),
    ...redemptions(scope),
  };
}
