import type { AnyVariables, CombinedError, TypedDocumentNode } from '@urql/core';
import { list } from '../format/format';
import { t } from '../messages';
import { type Failure, failureOf, unanswered } from './failure';
import { pause } from './request';

interface Answer {
  readonly error?: CombinedError | undefined;
}

interface Keyed {
  readonly idempotencyKey?: unknown;
}

/** Longest time between two tries, in milliseconds. */
const PATIENCE = 4_000;

/** Sent twice, it is done once: it carries a key by which the server knows it again. */
export function isRepeatable(variables: AnyVariables): boolean {
  const given = variables as (Keyed & { readonly input?: Keyed }) | undefined;
  return typeof (given?.input ?? given)?.idempotencyKey === 'string';
}

/** Sends the very same again until the server answers it, or no one waits for that any more. Only for what is repeatable. */
export async function untilAnswered<Sent extends Answer>(
  send: () => Promise<Sent>,
  isWanted: () => boolean,
  wait: (milliseconds: number) => Promise<void> = pause,
): Promise<Sent> {
  for (let tries = 0; ; tries++) {
    const answer = await send();
    // With a response it was answered, though not as it should be: asked again, it would be once more.
    const isLost = answer.error?.networkError !== undefined && answer.error.response === undefined;
    if (!isLost || !isWanted()) return answer;
    await wait(Math.min(PATIENCE, 500 * 2 ** tries));
    if (!isWanted()) return answer;
  }
}

interface ActionAnswer<Data> extends Answer {
  readonly data?: Data | undefined;
}

export interface Outcome<Data> {
  readonly data: Data | undefined;
  readonly failure: Failure | undefined;
}

/** Sends it; refused for want of a step-up, it asks for one and sends it once more. Undefined: the clerk went back. */
export async function withStepUp<Data>(
  send: () => Promise<ActionAnswer<Data>>,
  stepUp: () => Promise<boolean>,
): Promise<Outcome<Data> | undefined> {
  let answer = await send();
  if (failureOf(answer.error)?.gate === 'STEP_UP') {
    if (!(await stepUp())) return undefined;
    answer = await send();
  }
  const failure = failureOf(answer.error);
  return failure
    ? { data: undefined, failure: unanswered(failure) }
    : { data: answer.data, failure: undefined };
}

/** What a document does, or one of its operations, in the words of the audit: `grant a permission`. */
export function doingOf(
  { definitions }: Pick<TypedDocumentNode, 'definitions'>,
  chosen?: string | null,
): string {
  const fields = definitions.flatMap((definition) =>
    definition.kind === 'OperationDefinition' && (!chosen || definition.name?.value === chosen)
      ? definition.selectionSet.selections
      : [],
  );
  const known: Readonly<Record<string, string>> = t.audit.actions;
  const words = fields.map((field) => (field.kind === 'Field' ? known[field.name.value] : undefined));
  const doing = words.map((word) =>
    word ? word.charAt(0).toLowerCase() + word.slice(1) : t.session.stepUp.unnamed,
  );
  return list([...new Set(doing)]);
}
