import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useCallback, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useBackend, useSession } from '../data/contexts';
import { type Failure, failureOf } from '../data/failure';
import { StepUpContext } from '../data/use-action';
import { StepUpDocument } from '../generated/graphql';
import { t } from '../messages';
import { Dialog } from '../ui/dialog';
import { Problem } from '../ui/problem';
import { PinPad } from './pin-pad';

/** Answers an action's need for a fresh PIN with a dialog; what was entered beneath it stays as it is. */
export function StepUpProvider({ children }: { readonly children: ReactNode }) {
  const client = useClient();
  const session = useSession();
  const { renewSocket } = useBackend();
  const asked = useRef<Question>(undefined);
  const [open, setOpen] = useState(false);
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  // One question, however many actions wait for it.
  const stepUp = useCallback(() => {
    if (asked.current) return asked.current.promise;
    setPin('');
    setFailure(undefined);
    setOpen(true);
    asked.current = question();
    return asked.current.promise;
  }, []);
  const leave = (granted: boolean) => {
    setOpen(false);
    setPin('');
    asked.current?.answer(granted);
    asked.current = undefined;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const { data, error } = await client.mutation(StepUpDocument, { pin }).toPromise();
    setBusy(false);
    setPin('');
    setFailure(failureOf(error));
    if (!data?.stepUp) return;
    session.replace(data.stepUp.token);
    renewSocket();
    leave(true);
  };
  return (
    <StepUpContext value={stepUp}>
      {children}
      <Dialog opened={open} onClose={() => leave(false)} title={t.session.stepUp.title} width={340}>
        <form className="stack" onSubmit={(event) => void submit(event)}>
          <p>{t.session.stepUp.why}</p>
          <PinPad value={pin} onChange={setPin} disabled={busy} autoFocus />
          {failure && <Problem failure={failure} />}
          <div className="buttons">
            <Button variant="default" onClick={() => leave(false)}>
              {t.session.stepUp.notNow}
            </Button>
            <Button type="submit" loading={busy} disabled={pin.length < 4}>
              {t.session.stepUp.goOn}
            </Button>
          </div>
        </form>
      </Dialog>
    </StepUpContext>
  );
}

interface Question {
  readonly promise: Promise<boolean>;
  readonly answer: (granted: boolean) => void;
}

function question(): Question {
  let answer: Question['answer'] = () => undefined;
  const promise = new Promise<boolean>((resolve) => {
    answer = resolve;
  });
  return { promise, answer };
}
