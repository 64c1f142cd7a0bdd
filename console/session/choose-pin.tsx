import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useClient } from 'urql';
import { type Failure, failureOf } from '../data/failure';
import { ChangePinDocument } from '../generated/graphql';
import { t } from '../messages';
import { Dialog } from '../ui/dialog';
import { Problem } from '../ui/problem';

interface ChoosePinProps {
  /** As it was typed a moment ago. */
  readonly given?: string;
  /** Undefined: the PIN is changed. */
  readonly send: (pins: {
    readonly currentPin: string;
    readonly newPin: string;
  }) => Promise<Failure | undefined>;
  readonly onDone: () => void;
  readonly onBack: () => void;
}

/** The PIN as it is, and twice the one that takes its place. */
export function ChoosePin({ given = '', send, onDone, onBack }: ChoosePinProps) {
  const [currentPin, setCurrentPin] = useState(given);
  const [newPin, setNewPin] = useState('');
  const [again, setAgain] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const words = t.session.choosePin;
  const isSame = newPin === again;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const failed = await send({ currentPin, newPin });
    setBusy(false);
    setFailure(failed);
    if (!failed) onDone();
  };
  const field = (value: string, change: (value: string) => void) => ({
    type: 'password',
    inputMode: 'numeric' as const,
    autoComplete: 'off',
    value,
    onChange: (event: { currentTarget: { value: string } }) =>
      change(event.currentTarget.value.replace(/\D/g, '').slice(0, 12)),
    disabled: busy,
  });
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <TextInput label={words.current} {...field(currentPin, setCurrentPin)} data-autofocus={given === ''} />
      <TextInput label={words.next} description={words.rule} {...field(newPin, setNewPin)} />
      <TextInput
        label={words.again}
        {...field(again, setAgain)}
        error={again.length >= newPin.length && !isSame ? words.differ : undefined}
      />
      {failure && <Problem failure={failure} />}
      <div className="buttons">
        <Button variant="default" onClick={onBack}>
          {words.back}
        </Button>
        <Button type="submit" loading={busy} disabled={currentPin.length < 4 || newPin.length < 6 || !isSame}>
          {words.change}
        </Button>
      </div>
    </form>
  );
}

/** For who is signed in: this page stays so, their others end. */
export function ChangePin({ onClose }: { readonly onClose: () => void }) {
  const client = useClient();
  const [done, setDone] = useState(false);
  const words = t.session.choosePin;
  return (
    <Dialog opened onClose={onClose} title={words.title} width={340}>
      {done ? (
        <div className="stack">
          <p role="status">{words.changed}</p>
          <div className="buttons">
            <Button onClick={onClose}>{t.ui.close}</Button>
          </div>
        </div>
      ) : (
        <ChoosePin
          send={async (pins) => failureOf((await client.mutation(ChangePinDocument, pins).toPromise()).error)}
          onDone={() => setDone(true)}
          onBack={onClose}
        />
      )}
    </Dialog>
  );
}
