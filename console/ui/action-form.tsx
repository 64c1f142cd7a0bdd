import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import type { Failure } from '../data/failure';
import { useDraft } from './dialog';
import { ReasonField } from './fields';
import { Problem } from './problem';

interface ActionFormProps {
  readonly action: { readonly running: boolean; readonly failure: Failure | undefined };
  readonly onSubmit: () => Promise<unknown>;
  /** On the button that does it. */
  readonly word: string;
  /** Default: petrol. */
  readonly color?: string;
  readonly isReady?: boolean;
  /** In the place of that button. */
  readonly instead?: ReactNode;
  /** On the button that changes nothing. Default: there is none. */
  readonly leaveWord?: string;
  readonly onLeave?: () => void;
  readonly children: ReactNode;
}

/** What an action needs, why it failed, and its buttons: what changes nothing is first. */
export function ActionForm(props: ActionFormProps) {
  const { action, onSubmit, word, color = 'petrol', isReady = true, instead, leaveWord, onLeave } = props;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (isReady) void onSubmit();
  };
  return (
    <form className="stack" onSubmit={submit}>
      {props.children}
      {action.failure && <Problem failure={action.failure} onRetry={submit} />}
      <div className="buttons">
        {leaveWord && (
          <Button variant="default" onClick={onLeave}>
            {leaveWord}
          </Button>
        )}
        {instead || (
          <Button type="submit" color={color} loading={action.running} disabled={!isReady}>
            {word}
          </Button>
        )}
      </div>
    </form>
  );
}

interface ReasonFormProps extends Omit<ActionFormProps, 'onSubmit' | 'instead'> {
  /** Answers nothing where it failed. */
  readonly onSubmit: (reason: string) => Promise<unknown>;
  readonly onDone?: () => void;
  /** The clerk may not. */
  readonly disabled?: boolean;
}

/** Of an action that requires a reason. */
export function ReasonForm(props: ReasonFormProps) {
  const { onSubmit, onDone, disabled = false, isReady = true, children, ...form } = props;
  const [typed, setTyped] = useDraft(form.word);
  const reason = typed.trim();
  const submit = async () => {
    if (!(await onSubmit(reason))) return;
    setTyped('');
    onDone?.();
  };
  return (
    <ActionForm {...form} isReady={isReady && reason !== '' && !disabled} onSubmit={submit}>
      {children}
      <ReasonField value={typed} onChange={setTyped} disabled={disabled} data-autofocus />
    </ActionForm>
  );
}
