/** An operation that a fake domain answers with. */
import type { Operation } from '../../src/domain/types/operation.js';

const MOMENT = new Date('2031-05-06T12:00:00.123Z');

export const operation = (given: Partial<Operation> = {}): Operation => ({
  id: 'op-1',
  kind: 'ONBOARD',
  state: 'RUNNING',
  slot: 'venue',
  requestedById: '1',
  requestedByName: 'Morgan Reyes',
  approvedByName: undefined,
  reason: 'opening day',
  input: {},
  planFingerprint: 'fp',
  correlationId: 'c',
  scheduledFor: undefined,
  createdAt: MOMENT,
  startedAt: undefined,
  finishedAt: undefined,
  percent: undefined,
  estimatedFinishAt: undefined,
  attempt: 1,
  bootId: undefined,
  cancelReason: undefined,
  cancelledByName: undefined,
  failure: undefined,
  chosen: undefined,
  ...given,
});
