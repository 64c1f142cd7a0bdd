/** What people read: one sentence an operation, an address that is masked, a secret that is never printed. */

import { inspect } from 'node:util';
import { activateSaga } from '../../../src/domain/onboarding/locations.js';
import { onboardSaga } from '../../../src/domain/onboarding/onboard-steps.js';
import { summaryOf } from '../../../src/domain/operations/summary.js';
import { resyncSaga } from '../../../src/domain/resync/steps.js';
import { serviceControlSaga } from '../../../src/domain/services/control.js';
import {
  OPERATION_STATES,
  type Operation,
  type OperationFailure,
  type OperationStep,
} from '../../../src/domain/types/operation.js';
import { Secret } from '../../../src/domain/types/secret.js';
import { maskEmail } from '../../../src/domain/venue/reader.js';

const ONBOARD = onboardSaga(undefined as never);
const SAGAS = [ONBOARD, resyncSaga(undefined as never), activateSaga, serviceControlSaga(undefined as never)];

const FAILURE: OperationFailure = {
  code: 'CODE_WRONG',
  message: 'The code is wrong.',
  cause: undefined,
  remedy: 'Request a new one.',
  restored: [],
  notRestored: [],
  trail: [],
  choices: [],
};

function operationOf(given: Partial<Operation>): Operation {
  const input = { displayName: 'NetPOS', command: { do: 'restart' } };
  return { kind: 'ONBOARD', state: 'RUNNING', input, failure: undefined, ...given } as Operation;
}

function stepsOf(...states: OperationStep['state'][]): readonly OperationStep[] {
  return states.map((state, i) => ({ position: i + 1, title: `Title ${i + 1}`, state }) as OperationStep);
}

describe('the summary of an operation', () => {
  const every = SAGAS.flatMap((saga) => OPERATION_STATES.map((state) => ({ kind: saga.kind, saga, state })));

  it.each(every)('of a $kind that is $state is a sentence', ({ saga, state }) => {
    const failure = ['FAILED', 'CANCELLED', 'NEEDS_ATTENTION'].includes(state) ? FAILURE : undefined;
    const sentence = summaryOf(saga, operationOf({ state, failure }), stepsOf('SUCCEEDED', 'RUNNING'));
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/undefined| {2}|[A-Z]{2,}_/);
  });

  it.each([
    [{ do: 'stop' }, 'NetPOS was stopped.'],
    [{ do: 'restart' }, 'NetPOS was restarted.'],
    [{ do: 'setStartMode', startMode: 'MANUAL' }, 'The start mode of NetPOS is Manual.'],
  ])('of a service names it and what was done: %j', (command, sentence) => {
    const operation = operationOf({ state: 'SUCCEEDED', input: { displayName: 'NetPOS', command } });
    expect(summaryOf(serviceControlSaga(undefined as never), operation, [])).toBe(sentence);
  });

  it('counts steps while it runs', () => {
    expect(summaryOf(ONBOARD, operationOf({}), stepsOf('SUCCEEDED', 'RUNNING', 'PENDING'))).toBe(
      'Connecting the venue to swiftpos Cloud: title 2 (step 2 of 3).',
    );
  });

  it('says what was restored and what was not', () => {
    const failed = (more: Partial<OperationFailure>) =>
      summaryOf(ONBOARD, operationOf({ state: 'FAILED', failure: { ...FAILURE, ...more } }), []);
    expect(failed({})).toContain('The code is wrong. No changes remain.');
    expect(failed({ restored: ['Gateway Client is stopped.'] })).toContain('All changes were rolled back.');
    expect(failed({ restored: ['A.'], notRestored: ['The code is used up.'] })).toContain(
      'Some changes remain: The code is used up.',
    );
  });

  it('names who cancelled it', () => {
    const cancelled = operationOf({ state: 'CANCELLED', cancelledByName: 'Sam Okafor', failure: FAILURE });
    expect(summaryOf(ONBOARD, cancelled, [])).toContain('was cancelled by Sam Okafor.');
  });

  it('says that it goes back while a failure is being undone', () => {
    expect(summaryOf(ONBOARD, operationOf({ failure: FAILURE }), stepsOf('FAILED'))).toContain('rolled back');
  });
});

describe('an e-mail address', () => {
  it.each([
    ['manager@harbourview.example', 'm*****r@harbourview.example'],
    ['mr@harbourview.example', 'm*****r@harbourview.example'],
    ['m@harbourview.example', 'm*****@harbourview.example'],
    ['a"@"b@harbourview.example', 'a*****b@harbourview.example'],
    ['@harbourview.example', '*****@harbourview.example'],
    ['no address', '*****'],
    ['', '*****'],
  ])('%j is shown as %j', (address, masked) => {
    expect(maskEmail(address)).toBe(masked);
  });
});

describe('a secret', () => {
  it('is printed by nothing, and given away only when asked to', () => {
    const secret = new Secret('ABCD2345');
    const printed = [
      String(secret),
      JSON.stringify({ secret }),
      inspect({ secret }),
      `${[secret]}`,
      inspect(secret, { showHidden: true }),
    ];
    expect(printed.join(' ')).not.toContain('ABCD2345');
    expect(printed.every((text) => text.includes('[redacted]'))).toBe(true);
    expect(Object.entries(secret)).toEqual([]);
    expect(structuredClone({ ...secret })).toEqual({});
    expect(secret.reveal()).toBe('ABCD2345');
  });
});
