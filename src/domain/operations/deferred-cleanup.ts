/** Deferred cleanups: an ended operation that could not release something is cleaned up later, by any server run. The step's row records it. */

import type { Log } from '../ports/machine.js';
import { every } from '../ports/pause.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import { type Operation, type OperationKind, type OperationStep, traceOf } from '../types/operation.js';
import type { Settings } from '../types/settings.js';
import type { EndingParts } from './ending.js';
import type { DeferredCleanup } from './steps/step.js';

export interface DeferredCleanupParts extends EndingParts {
  readonly scripts: ScriptRunner;
  readonly log: Log;
  readonly settings: Settings;
}

/** So many ended operations are searched at a time. */
const PAGE = 50;
const CLEANUP_MS = 20_000;
/** In the rows of states that exist: never renamed. */
const CLEANED_UP = 'letGo';

/** Runs until `signal` aborts. */
export async function keepCleaningUp(parts: DeferredCleanupParts, signal: AbortSignal): Promise<void> {
  const failed = 'Deferred cleanups could not be read; the server retries';
  const loop = { clock: parts.clock, log: parts.log, everyMs: parts.settings.attentionMs };
  await every({ ...loop, failed }, signal, () => runOpenCleanups(parts));
}

async function runOpenCleanups(parts: DeferredCleanupParts): Promise<void> {
  const stuck = new Set<string>();
  for (const { operation, row, cleanup } of await listOpenCleanups(parts)) {
    if (stuck.has(operation.id)) continue;
    if (!(await cleanUp(parts, operation, row, cleanup))) stuck.add(operation.id);
  }
}

export interface OpenCleanup {
  readonly operation: Operation;
  readonly row: OperationStep;
  readonly cleanup: DeferredCleanup;
}

/** What ended operations still hold, the newest operation first, in the order in which it is released. */
export async function listOpenCleanups({
  state: { operations },
  sagas,
}: Pick<EndingParts, 'sagas'> & { readonly state: Pick<EndingParts['state'], 'operations'> }): Promise<
  readonly OpenCleanup[]
> {
  const kinds = [...sagas.values()].filter((saga) => saga.deferredCleanups).map(({ kind }) => kind);
  if (kinds.length === 0) return [];
  const states = ['SUCCEEDED', 'FAILED', 'CANCELLED'] as const;
  const open: OpenCleanup[] = [];
  const succeeded = new Set<OperationKind>();
  let after: Operation | undefined;
  do {
    const ended: readonly Operation[] = await operations.list({
      first: PAGE,
      ...(after ? { after } : {}),
      kinds,
      states,
    });
    const rows = await operations.steps(ended.map(({ id }) => id));
    for (const operation of ended) {
      const own = openOf(sagas, operation, rows);
      open.push(...own.filter(({ cleanup }) => !(cleanup.endsWithNext && succeeded.has(operation.kind))));
      if (operation.state === 'SUCCEEDED') succeeded.add(operation.kind);
    }
    after = ended.length > PAGE ? ended.at(-1) : undefined;
  } while (after);
  return open;
}

function openOf(
  sagas: EndingParts['sagas'],
  operation: Operation,
  rows: readonly OperationStep[],
): readonly OpenCleanup[] {
  const own = rows.filter(({ operationId }) => operationId === operation.id);
  return (sagas.get(operation.kind)?.deferredCleanups?.(operation, own) ?? []).flatMap((cleanup) => {
    const row = own.find(({ name }) => name === cleanup.step);
    return row && row.result?.[CLEANED_UP] === undefined ? [{ operation, row, cleanup }] : [];
  });
}

/** False: it failed and is retried. */
async function cleanUp(
  parts: DeferredCleanupParts,
  operation: Operation,
  row: OperationStep,
  { step, script, parameters, done }: DeferredCleanup,
): Promise<boolean> {
  let message: string;
  try {
    const call = { script, parameters, deadlineMs: CLEANUP_MS, trace: traceOf(operation) };
    message = done((await parts.scripts.run(call)).output);
  } catch (error) {
    parts.log.warn(
      { err: error, ...traceOf(operation), step },
      'A deferred cleanup failed; the server retries',
    );
    return false;
  }
  const { id, attempt } = operation;
  const at = parts.clock.now().toISOString();
  await parts.state.operations.updateStep(id, attempt, step, { result: { ...row.result, [CLEANED_UP]: at } });
  await parts.feed.record({ operationId: id, step, level: 'INFORMATION', percent: undefined, message });
  return true;
}
