/** What an event of operationProgress carries of its operation: always as it is by then, never as an earlier event found it. */
import type { FollowedEvent, OperationEvent, OperationStep } from '../../src/domain/types/operation.js';
import { type Answer, ask, codesOf, open } from './ask.js';
import { fakeControlPlane } from './fake-control-plane.js';
import { operation } from './operation-sample.js';

const PROGRESS = `subscription { operationProgress(id: "op-1") {
  sequence operation { id state percent summary steps { name state percent } }
} }`;

describe('an event of operationProgress', () => {
  it('carries the operation and its steps as they are at each event', async () => {
    let percent = 0;
    const fake = fakeControlPlane({
      operations: {
        find: async () => operation({ percent }),
        steps: async () => [stepAt(percent)],
        summary: (_operation, [step]) => `At ${step?.percent}.`,
        async *follow() {
          for (const sequence of [1, 2, 3]) {
            percent = 10 * sequence;
            yield followed(sequence);
          }
        },
      },
    });
    const events = (await open(PROGRESS, { fake })) as AsyncIterator<Answer>;
    const seen: unknown[] = [];
    for (let next = await events.next(); !next.done; next = await events.next())
      seen.push(next.value.data.operationProgress);
    expect(seen).toEqual(
      [1, 2, 3].map((sequence) => ({
        sequence,
        operation: {
          id: 'op-1',
          state: 'RUNNING',
          percent: 10 * sequence,
          summary: `At ${10 * sequence}.`,
          steps: [{ name: 'install', state: 'RUNNING', percent: 10 * sequence }],
        },
      })),
    );
  });

  it('asks for the steps once an event, however many of its fields need them', async () => {
    const asked: (readonly string[])[] = [];
    const fake = fakeControlPlane({
      operations: {
        steps: async (ids) => {
          asked.push(ids);
          return [];
        },
        async *follow() {
          yield followed(1);
          yield followed(2);
        },
      },
    });
    const events = (await open(PROGRESS, { fake })) as AsyncIterator<Answer>;
    while (!(await events.next()).done);
    expect(asked).toEqual([['op-1'], ['op-1']]);
  });

  it('carries none, and says why, once the clerk may no longer see it', async () => {
    let reads = 0;
    const fake = fakeControlPlane({
      operations: {
        find: async () => (reads++ === 0 ? operation() : undefined),
        follow: () => only(followed(1)),
      },
    });
    const events = (await open(PROGRESS, { fake })) as AsyncIterator<Answer>;
    const { value } = await events.next();
    expect(value.data).toEqual({ operationProgress: { sequence: 1, operation: null } });
    expect(codesOf(value)).toEqual(['NOT_FOUND']);
  });
});

describe('an event elsewhere', () => {
  it('doesn’t carry the operation that is around it: each level would multiply', async () => {
    const fake = fakeControlPlane({ operations: { events: async () => [eventOf(1)] } });
    const asked = await ask('{ operation(id: "op-1") { events { sequence operation { id } } } }', { fake });
    expect(asked.data).toEqual({ operation: { events: [{ sequence: 1, operation: null }] } });
    expect(codesOf(asked)).toEqual(['BAD_USER_INPUT']);
    const events = await open(
      'subscription { operationProgress(id: "op-1") { operation { events { operation { id } } } } }',
      { fake },
    );
    const { value } = await (events as AsyncIterator<Answer>).next();
    expect(value.data.operationProgress.operation.events).toEqual([{ operation: null }]);
    expect(codesOf(value)).toEqual(['BAD_USER_INPUT']);
  });
});

async function* only(event: FollowedEvent): AsyncIterable<FollowedEvent> {
  yield event;
}

function followed(sequence: number): FollowedEvent {
  return { operation: operation(), event: eventOf(sequence) };
}

function eventOf(sequence: number): OperationEvent {
  return {
    operationId: 'op-1',
    sequence,
    at: new Date(),
    step: 'install',
    level: 'INFORMATION',
    percent: undefined,
    message: 'continues',
  };
}

function stepAt(percent: number): OperationStep {
  return {
    operationId: 'op-1',
    position: 0,
    name: 'install',
    title: 'Install',
    state: 'RUNNING',
    startedAt: new Date(),
    finishedAt: undefined,
    percent,
    detail: undefined,
    before: undefined,
    result: undefined,
  };
}
