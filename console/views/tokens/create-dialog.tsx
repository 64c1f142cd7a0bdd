import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useState } from 'react';
import { useVenue } from '../../data/contexts';
import { useAction } from '../../data/use-action';
import { useNow } from '../../data/use-page';
import { moment, permissionPath } from '../../format/format';
import {
  CreateApiTokenDocument,
  type CreateApiTokenMutation,
  type Permission,
} from '../../generated/graphql';
import { t } from '../../messages';
import { ActionForm } from '../../ui/action-form';
import { Dialog } from '../../ui/dialog';
import { IconCheck, IconCopy } from '../../ui/icons';
import { ServerText } from '../../ui/problem';
import { shortLifeWords, type TokenLife, tokenEnd, tokenLifeWords, tokenLives } from './token-words';

interface CreateDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** What it is for, what it may and how long; then its secret, once. */
export function CreateDialog({ opened, onClose }: CreateDialogProps) {
  const [made, setMade] = useState<MadeToken>();
  const close = () => {
    setMade(undefined);
    onClose();
  };
  return (
    <Dialog
      opened={opened}
      // What is shown once is not closed by a mistake of the keyboard.
      onClose={made ? () => undefined : close}
      title={made ? t.tokens.made : t.tokens.createTitle}
      width={480}
    >
      {made ? <Secret made={made} onDone={close} /> : <CreateForm onMade={setMade} onClose={close} />}
    </Dialog>
  );
}

interface CreateFormProps {
  readonly onMade: (token: MadeToken) => void;
  readonly onClose: () => void;
}

function CreateForm({ onMade, onClose }: CreateFormProps) {
  const { timeZone, mayDo = [] } = useVenue();
  const now = useNow(30_000);
  const action = useAction(CreateApiTokenDocument);
  const [name, setName] = useState('');
  const [permissions, setPermissions] = useState<readonly Permission[]>([]);
  const [life, setLife] = useState<TokenLife>('month');
  const lives = tokenLives(permissions);
  const chosen = lives.includes(life) ? life : (lives.at(-1) ?? 'day');
  const isReady = name.trim() !== '' && permissions.length > 0;
  const toggle = (permission: Permission, on: boolean) =>
    setPermissions((before) => [
      ...before.filter((each) => each !== permission),
      ...(on ? [permission] : []),
    ]);
  const create = async () => {
    const input = { name: name.trim(), permissions, expiresAt: tokenEnd(chosen, Date.now()) };
    const token = (await action.run({ input }))?.createApiToken;
    if (token) onMade(token);
  };
  return (
    <ActionForm
      action={action}
      onSubmit={create}
      word={t.tokens.create}
      isReady={isReady}
      leaveWord={t.ui.notNow}
      onLeave={onClose}
    >
      <TextInput
        label={t.tokens.columns.purpose}
        description={t.tokens.purposeMeans}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <fieldset className="boxes">
        <legend>{t.tokens.mayDo}</legend>
        {mayDo?.map(({ permission, allowed, why }) => (
          <Checkbox
            key={permission}
            label={permissionPath(permission)}
            description={
              allowed ? undefined : (
                <>
                  {t.tokens.notHeld} <ServerText>{why}</ServerText>
                </>
              )
            }
            disabled={!allowed}
            checked={permissions.includes(permission)}
            onChange={(event) => toggle(permission, event.currentTarget.checked)}
          />
        ))}
      </fieldset>
      <NativeSelect
        label={t.security.howLong}
        description={shortLifeWords(permissions)}
        value={chosen}
        onChange={(event) => setLife(event.currentTarget.value as TokenLife)}
        data={lives.map((value) => ({ value, label: tokenLifeWords(value, now, timeZone) }))}
      />
    </ActionForm>
  );
}

type MadeToken = NonNullable<CreateApiTokenMutation['createApiToken']>;

/** The secret, once: no one can read it again, not even the server. */
function Secret({ made, onDone }: { readonly made: MadeToken; readonly onDone: () => void }) {
  const { timeZone } = useVenue();
  // For good: the button says so until the dialog is left.
  const { copy, copied } = useClipboard({ timeout: 86_400_000 });
  return (
    <div className="stack">
      <p>{t.tokens.secretMeans(made.name, moment(made.expiresAt, timeZone))}</p>
      <p>
        <code className="secret">{made.token}</code>
      </p>
      <div className="buttons">
        <Button
          variant="default"
          leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={() => copy(made.token)}
          data-autofocus
        >
          {copied ? t.problem.copied : t.tokens.copy}
        </Button>
        <Button onClick={onDone}>{t.tokens.kept}</Button>
      </div>
    </div>
  );
}
