/** One of the processes that ask at the same time: for each line `round callers` so many callers ask for the venue's one slot; prints how each was answered. */
import { createInterface } from 'node:readline';
import { AuditTrail } from '../../../src/domain/audit/trail.js';
import { EventFeed } from '../../../src/domain/operations/event-feed.js';
import { Intents } from '../../../src/domain/operations/intents.js';
import type { Runner } from '../../../src/domain/operations/runner.js';
import { sagasByKind } from '../../../src/domain/operations/saga.js';
import { AppError } from '../../../src/errors/errors.js';
import { madeUpSaga } from '../../domain/operations/made-up-saga.js';
import { callerOf } from '../../domain/rehearsal-domain.js';
import { openState } from '../../storage/engines.js';

const [file = ''] = process.argv.slice(2);
const state = await openState(file, { waitMs: 30_000 });
const clock = {
  now: () => new Date(),
  workMs: () => performance.now(),
  upMs: () => performance.now(),
  sleep: () => Promise.resolve(),
};
/** What was created stays as it is: the race is about who may. */
const idle: Pick<Runner, 'submit' | 'keepSecrets' | 'forgetSecrets'> = {
  submit: () => undefined,
  keepSecrets: () => undefined,
  forgetSecrets: () => undefined,
};
const KINDS = ['ONBOARD', 'RESYNC'] as const;
const intents = new Intents({
  state,
  clock,
  audit: new AuditTrail({ state, clock }),
  sagas: sagasByKind(KINDS.map((kind) => madeUpSaga(() => [], { kind }))),
  newId: () => crypto.randomUUID(),
  runner: idle as Runner,
  feed: new EventFeed(state.operations, clock),
  bootId: 'boot',
});

async function ask(kind: 'ONBOARD' | 'RESYNC'): Promise<string> {
  try {
    const { id } = await intents.begin(callerOf('1'), { kind, reason: 'a race', input: {}, request: {} });
    return `created ${id}`;
  } catch (error) {
    if (error instanceof AppError && error.code === 'OPERATION_IN_PROGRESS')
      return `taken ${String(error.details['operationId'])}`;
    return `failed ${String(error)}`;
  }
}

process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const [round = 0, callers = 0] = line.split(' ').map(Number);
  const asked = Array.from({ length: callers }, (_, index) =>
    ask((round + index) % 2 === 0 ? 'ONBOARD' : 'RESYNC'),
  );
  process.stdout.write(`${JSON.stringify(await Promise.all(asked))}\n`);
}
await state.close();
