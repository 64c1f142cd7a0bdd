import type { OperationState } from '../../console/generated/graphql';
import { askingSince, goneSince, newsOf } from '../../console/notifications/notification';
import { operationWith } from './operation-samples';

const known = (...pairs: [string, OperationState][]) => new Map(pairs);

it('is of what has ended, went wrong or waits for a person, and of nothing else', () => {
  const headlineOf = (state: OperationState) =>
    newsOf(operationWith({ state, title: 'Stop NetPOS' }))?.headline;
  expect(headlineOf('RUNNING')).toBeUndefined();
  expect(headlineOf('SCHEDULED')).toBeUndefined();
  expect(headlineOf('SUCCEEDED')).toBe('Stop NetPOS is done');
  expect(headlineOf('FAILED')).toBe('Stop NetPOS failed');
  expect(headlineOf('NEEDS_ATTENTION')).toBe('Stop NetPOS needs a decision');
});

it('knows what has gone since it checked last', () => {
  const now = [operationWith({ id: 'b' })];
  expect(goneSince(known(['a', 'RUNNING'], ['b', 'RUNNING']), now)).toEqual(['a']);
  expect(goneSince(known(), now)).toEqual([]);
});

it('reports once what has come to wait for a person', () => {
  const waits = operationWith({ id: 'a', state: 'NEEDS_ATTENTION' });
  expect(askingSince(known(['a', 'RUNNING']), [waits])).toEqual([waits]);
  expect(askingSince(known(['a', 'NEEDS_ATTENTION']), [waits])).toEqual([]);
  expect(askingSince(known(['a', 'AWAITING_APPROVAL']), [waits])).toEqual([waits]);
  expect(askingSince(known(), [operationWith({ id: 'a', state: 'RUNNING' })])).toEqual([]);
  const own = operationWith({ id: 'b', state: 'AWAITING_APPROVAL' });
  expect(askingSince(known(), [own, waits], 'Morgan Reyes')).toEqual([waits]);
  expect(askingSince(known(), [own], 'Sam Okafor')).toEqual([own]);
});
