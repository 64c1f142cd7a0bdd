/** The OperationStore port, put together from its parts. */
import type { OperationStore } from '../../../domain/ports/operation-store.js';
import type { Scope } from '../../database.js';
import type { StateTables } from '../tables.js';
import { operationChanges } from './changes.js';
import { operationCreation } from './creation.js';
import { operationEvents } from './events.js';
import { operationReads } from './reads.js';
import { redemptions } from './redemptions.js';
import { operationRetention } from './retention.js';

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
