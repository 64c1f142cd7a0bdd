import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSession } from '../data/contexts';
import type { Failure } from '../data/failure';
import { ask } from '../data/request';
import { ChangePinDocument, SignInDocument } from '../generated/graphql';
import { t } from '../messages';
import { late } from '../ui/late';
import { HelpLink } from '../ui/links';
import { Problem } from '../ui/problem';
import { PinPad } from './pin-pad';

/** Once for each temporary PIN: no other visit carries it. */
const ChoosePin = late(async () => (await import('./choose-pin')).ChoosePin);

/** Clerk ID and PIN for a token. With a title it is the sign-in of the IDE. */
export function SignIn({ title }: { readonly title?: string }) {
  const session = useSession();
  const [clerkId, setClerkId] = useState('');
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  /** Good for choosing another PIN only. */
  const [temporary, setTemporary] = useState<{ readonly token: string; readonly pin: string }>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const { data, failure: failed } = await ask(SignInDocument, { clerkId: clerkId.trim(), pin });
    setBusy(false);
    setPin('');
    setFailure(failed);
    if (data?.signIn?.mustChangePin) setTemporary({ token: data.signIn.token, pin });
    else if (data?.signIn) session.replace(data.signIn.token);
  };
  const why = session.why();
  if (temporary) {
    const { token } = temporary;
    return (
      <main className="sign-in">
        <div className="panel sign-in-panel">
          <h1>{t.session.choosePin.title}</h1>
          <p>{t.session.choosePin.temporary}</p>
          <ChoosePin
            given={temporary.pin}
            send={async (pins) => (await ask(ChangePinDocument, pins, token)).failure}
            onDone={() => session.replace(token)}
            onBack={() => setTemporary(undefined)}
          />
        </div>
      </main>
    );
  }
  return (
    <main className="sign-in">
      <form className="panel sign-in-panel" onSubmit={(event) => void submit(event)}>
        <div className="sign-in-head">
          <h1>{title ?? t.product}</h1>
          <HelpLink view="sign-in" title={t.session.signIn} />
        </div>
        {why && !failure && <p className="soft">{t.session.ended[why]}</p>}
        <TextInput
          label={t.lists.clerk}
          inputMode="numeric"
          autoComplete="off"
          autoFocus
          value={clerkId}
          onChange={(event) => setClerkId(event.currentTarget.value)}
          disabled={busy}
        />
        <PinPad value={pin} onChange={setPin} disabled={busy} />
        <Button type="submit" fullWidth loading={busy} disabled={clerkId.trim() === '' || pin.length < 4}>
          {t.session.signIn}
        </Button>
        {/* Last: nothing that is pressed moves. */}
        {failure && <Problem failure={failure} />}
      </form>
    </main>
  );
}
