/**
 * One of the processes that ask at the same time for what touches one service. A line `service ROUND CALLERS`: half ask for the service, half for a
 * resync that holds it; `key ROUND CALLERS`: all ask the same under one idempotency key. Prints how each was answered.
 */
import { createInterface } from 'node:readline';
import { AppError } from '../../src/errors.js';
import { AuditTrail } from '../../src/operations/clerks/audit-trail.js';
import { type Intent, Intents } from '../../src/operations/runner/intents.js';
import { sagasByKind } from '../../src/operations/runner/saga.js';
import { madeUpSaga } from '../operations/made-up-saga.js';
import { callerOf } from '../operations/practice-domain.js';
import { openState } from '../sql/engines.js';

const [file = ''] = process.argv.slice(2);
const state = await openState(file, { waitMs: 30_000 });
const clock = {
  now: () => new Date(),
  workMs: () => performance.now(),
  upMs: () => performance.now(),
  sleep: () => Promise.resolve(),
};
const holds = () => ['cloud-sync'];
const idle = () => undefined;
const intents = new Intents({
  state,
  clock,
  audit: new AuditTrail({ state, clock }),
  sagas: sagasByKind([
    madeUpSaga(() => [], { kind: 'SERVICE_CONTROL', slot: idle, holds }),
    madeUpSaga(() => [], { kind: 'RESYNC', holds }),
  ]),
  bootId: 'boot',
  // What was created stays as it is: the race is about who may.
  runner: { submit: idle, keepSecrets: idle, forgetSecrets: idle } as never,
});

async function ask(kind: 'SERVICE_CONTROL' | 'RESYNC', idempotencyKey?: string): Promise<string> {
  const [caller, request] = [callerOf('1'), { kind }];
  const intent: Intent = { kind, reason: 'a race', input: {}, request, idempotencyKey };
  try {
    const { id } = await intents.once(caller, idempotencyKey, request, () => intents.begin(caller, intent));
    return `has ${id}`;
  } catch (error) {
    if (error instanceof AppError && error.code === 'OPERATION_IN_PROGRESS')
      return `held by ${String(error.details['operationId'])}`;
    return `failed ${String(error)}`;
  }
}

process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const [what, round = '', callers = '0'] = line.split(' ');
  const asked = Array.from({ length: Number(callers) }, (_, index) =>
    what === 'key' ? ask('RESYNC', `key ${round}`) : ask(index % 2 === 0 ? 'SERVICE_CONTROL' : 'RESYNC'),
  );
  process.stdout.write(`${JSON.stringify(await Promise.all(asked))}\n`);
}
await state.close();
