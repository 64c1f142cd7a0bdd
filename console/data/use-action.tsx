import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { useMutation } from 'urql';
import type { Failure } from './failure';
import { doingOf, isRepeatable, untilAnswered, withStepUp } from './send-action';

/** Asks for the PIN once more, for what it names; true when the step-up was granted, false when the clerk went back or left the page. */
export type StepUp = (doing: string) => Promise<boolean>;
export const StepUpContext = createContext<StepUp>(async () => false);

export interface Action<Data, Variables> {
  /**
   * The answer, or undefined when it failed, the clerk went back, or it is being sent already. `doing`: what a question for the PIN names.
   * Default: the words of the audit.
   */
  readonly run: (variables: Variables, doing?: string) => Promise<Data | undefined>;
  readonly running: boolean;
  readonly failure: Failure | undefined;
  readonly clear: () => void;
}

/** A mutation that, refused for want of a step-up, asks for the PIN and is sent again just as it was; with an idempotency key also when its answer is lost. */
export function useAction<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
): Action<Data, Variables> {
  const [, mutate] = useMutation(document);
  const stepUp = useContext(StepUpContext);
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  // Not the state: a second click comes before anything is drawn.
  const isUnderWay = useRef(false);
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  const run = useCallback(
    async (variables: Variables, doing = doingOf(document)) => {
      if (isUnderWay.current) return undefined;
      isUnderWay.current = true;
      setRunning(true);
      setFailure(undefined);
      try {
        const send = () => mutate(variables);
        const sent = isRepeatable(variables) ? () => untilAnswered(send, () => isThere.current) : send;
        // Over another page it would be a question about what is no longer seen.
        const asked = async () => isThere.current && (await stepUp(doing));
        const outcome = await withStepUp(sent, asked);
        setFailure(outcome?.failure);
        return outcome?.data;
      } finally {
        isUnderWay.current = false;
        setRunning(false);
      }
    },
    [document, mutate, stepUp],
  );
  const clear = useCallback(() => setFailure(undefined), []);
  return { run, running, failure, clear };
}
