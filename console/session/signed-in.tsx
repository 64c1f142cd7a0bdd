import { Button, ModalStack } from '@mantine/core';
import { type FormEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Provider, useClient } from 'urql';
import { createBackend } from '../data/backend';
import { BackendContext, useBackend, useSession } from '../data/contexts';
import { type Failure, failureOf } from '../data/failure';
import type { Session } from '../data/session';
import { type StepUp, StepUpContext } from '../data/use-action';
import { list } from '../format/format';
import { SignOutDocument, StepUpDocument } from '../generated/graphql';
import { t } from '../messages';
import { useRoute } from '../navigation/route';
import '../ui/focus-back';
import { late } from '../ui/late';
import { PlainDialog } from '../ui/plain-dialog';
import { Problem } from '../ui/problem';
import { PinPad } from './pin-pad';

/** Most visits need none at once. Without it a plain one asks the same: neither a PIN nor the lock may depend on a file. */
export const Dialog = late(async () => (await import('../ui/dialog')).Dialog, {
  missing: (_, { opened, ...question }) => opened && <PlainDialog {...question} />,
});

interface SignedInProps {
  readonly session: Session;
  readonly children: ReactNode;
}

/** One backend a sign-in: nothing that one clerk saw is left for the next. */
export function SignedIn({ session, children }: SignedInProps) {
  const backend = useMemo(() => createBackend(session), [session]);
  useEffect(() => backend.dispose, [backend]);
  return (
    <BackendContext value={backend}>
      <Provider value={backend.client}>
        <ModalStack>
          <StepUpProvider>{children}</StepUpProvider>
        </ModalStack>
      </Provider>
    </BackendContext>
  );
}

/** Ends the session on the server, then here. */
export function useSignOut(): () => void {
  const client = useClient();
  const session = useSession();
  const signOut = async () => {
    await client.mutation(SignOutDocument, {}).toPromise();
    session.end('byClerk');
  };
  return () => void signOut();
}

/** Answers an action's need for a fresh PIN with a dialog; what was entered beneath it stays as it is. */
function StepUpProvider({ children }: { readonly children: ReactNode }) {
  const client = useClient();
  const session = useSession();
  const { renewSocket } = useBackend();
  const { view, id } = useRoute();
  const asked = useRef<Question>(undefined);
  const [doing, setDoing] = useState<readonly string[]>([]);
  const [open, setOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  // One question, however many actions wait for it: it names each.
  const stepUp = useCallback<StepUp>((action) => {
    const { current } = asked;
    setDoing((others) => (current ? [...new Set([...others, action])] : [action]));
    if (current) return current.promise;
    setPin('');
    setFailure(undefined);
    setOpen(true);
    setWasOpen(true);
    asked.current = question();
    return asked.current.promise;
  }, []);
  const leave = useCallback((granted: boolean) => {
    setOpen(false);
    setPin('');
    asked.current?.answer(granted);
    asked.current = undefined;
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a question ends with the page that asks it
  useEffect(() => () => leave(false), [view, id, leave]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const answered = asked.current;
    const { data, error } = await client.mutation(StepUpDocument, { pin }).toPromise();
    setBusy(false);
    if (data?.stepUp) {
      session.replace(data.stepUp.token);
      renewSocket();
    }
    // The page was left meanwhile: a newer question has its own PIN.
    if (asked.current !== answered) return;
    setPin('');
    setFailure(failureOf(error));
    if (data?.stepUp) leave(true);
  };
  return (
    <StepUpContext value={stepUp}>
      {children}
      {wasOpen && (
        <Dialog
          opened={open}
          onClose={() => leave(false)}
          title={t.session.stepUp.title(list(doing))}
          width={340}
        >
          <form className="stack" onSubmit={(event) => void submit(event)}>
            <p>{t.session.stepUp.why}</p>
            <PinPad value={pin} onChange={setPin} disabled={busy} autoFocus />
            {failure && <Problem failure={failure} />}
            <div className="buttons">
              <Button variant="default" onClick={() => leave(false)}>
                {t.ui.notNow}
              </Button>
              <Button type="submit" loading={busy} disabled={pin.length < 4}>
                {t.session.stepUp.goOn}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
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
