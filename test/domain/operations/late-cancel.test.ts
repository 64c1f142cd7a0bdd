/** A cancel that comes in the very moment in which its operation ends, or comes to ask a person, reports that nothing was cancelled. */

import type { AuditRecord } from '../../../src/domain/ports/audit-log.js';
import type { StateStores } from '../../../src/domain/ports/state-database.js';
import type { OperationEvent, OperationState } from '../../../src/domain/types/operation.js';
import { AppError } from '../../../src/errors/errors.js';
import { askResync, callerOf, eachDomain } from '../rehearsal-domain.js';

describe('a cancel that is too late by a moment', () => {
  const domain = eachDomain();

  /** As the cancel begins, the operation comes to this state. */
  function overtakenBy(state: OperationState, patch: object = {}): void {
    const { operations, audit } = domain.state;
    const { intend } = audit;
    Object.assign(audit, {
      intend: async (record: AuditRecord) => {
        await operations.transition(String(record.target), ['RUNNING'], state, patch);
        return intend(record);
      },
    });
  }

  function outcomes(): AuditRecord[] {
    const settled: AuditRecord[] = [];
    const { audit } = domain.state;
    const { settle } = audit;
    Object.assign(audit, {
      settle: (intent: number, record: AuditRecord) => {
        settled.push(record);
        return settle(intent, record);
      },
    });
    return settled;
  }

  it.each<[OperationState, object, string]>([
    ['SUCCEEDED', {}, 'OPERATION_OVER'],
    ['NEEDS_ATTENTION', { failure: questionOf('REDEMPTION_OUTCOME_UNKNOWN') }, 'REDEMPTION_OUTCOME_UNKNOWN'],
  ])('finds %s, and is a failure in the audit, too', async (state, patch, code) => {
    const { id } = await askResync(domain, '1');
    await domain.clock.pass(3000);
    expect((await domain.find(id)).state).toBe('RUNNING');
    const settled = outcomes();
    overtakenBy(state, patch);
    const cancel = domain.plane.operations.cancel(callerOf('2'), id, 'enough');
    await expect(cancel).rejects.toMatchObject({ code });
    await expect(cancel).rejects.toBeInstanceOf(AppError);
    expect(settled).toMatchObject([{ action: 'cancelOperation', outcome: 'FAILED' }]);
  });

  it("is in the audit as it is in the operation, where its event can't be recorded", async () => {
    const { id } = await askResync(domain, '1');
    await domain.clock.pass(3000);
    const settled = outcomes();
    const { state } = domain;
    const { transaction, operations } = state;
    const refusing = (store: StateStores['operations']) => ({
      ...store,
      appendEvent: async (event: OperationEvent) => {
        if (event.message.includes('cancelled it')) throw new AppError('STATE_DATABASE_UNAVAILABLE');
        return store.appendEvent(event);
      },
    });
    Object.assign(state, {
      operations: Object.assign(operations, refusing({ ...operations })),
      transaction: <T>(work: (stores: StateStores) => Promise<T>) =>
        transaction((stores) => work({ ...stores, operations: refusing(stores.operations) })),
    });
    await domain.plane.operations.cancel(callerOf('2'), id, 'enough').catch(() => undefined);
    const { cancelReason } = await domain.find(id);
    expect(settled).toMatchObject([{ outcome: cancelReason === undefined ? 'FAILED' : 'SUCCEEDED' }]);
  });
});

function questionOf(code: string): object {
  const choices = [{ name: 'ask-again', title: 'Ask', consequence: 'None' }];
  return {
    code,
    message: '',
    cause: undefined,
    remedy: '',
    restored: [],
    notRestored: [],
    trail: [],
    choices,
  };
}
