import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useAction } from '../../data/use-action';
import { UnlockClerkDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { Hindrance, useHindrance } from '../../ui/hindrance';
import { Problem } from '../../ui/problem';
import { ReasonField } from '../../ui/reason-field';
import { StateShape } from '../../ui/state-mark';

/** For a clerk who was locked out by failed sign-ins. */
export function UnlockClerk({ clerk }: { readonly clerk: { readonly id: string; readonly name: string } }) {
  const unlock = useAction(UnlockClerkDocument);
  const why = useHindrance('CLERK_SECURITY_EDIT');
  const [reason, setReason] = useState('');
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    await unlock.run({ id: clerk.id, reason: reason.trim() });
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p className="line-mark">
        <StateShape tone="warn" size={16} />
        {t.security.lockedOut(clerk.name)}
      </p>
      <Hindrance why={why} />
      <ReasonField value={reason} onChange={setReason} disabled={why !== undefined} />
      {unlock.failure && <Problem failure={unlock.failure} onRetry={() => void submit()} />}
      <div className="buttons">
        <Button type="submit" loading={unlock.running} disabled={reason.trim() === '' || why !== undefined}>
          {t.security.unlock(clerk.name)}
        </Button>
      </div>
    </form>
  );
}
