import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useMemo } from 'react';
import { Provider, useClient } from 'urql';
import { createBackend } from '../data/backend';
import { BackendContext, useSession } from '../data/contexts';
import type { Session } from '../data/session';
import { SignOutDocument } from '../generated/graphql';
import { StepUpProvider } from './step-up';

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
        <Modal.Stack>
          <StepUpProvider>{children}</StepUpProvider>
        </Modal.Stack>
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
