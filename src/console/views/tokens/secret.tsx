import { Button } from '@mantine/core';
import { useState } from 'react';
import { moment } from '../../format/format';
import type { CreateApiTokenMutation } from '../../generated/graphql';
import { t } from '../../messages';
import { IconCheck, IconCopy } from '../../ui/icons';
import { useVenue } from '../../venue-context';

export type MadeToken = NonNullable<CreateApiTokenMutation['createApiToken']>;

/** The secret, once: no one can read it again, not even the server. */
export function Secret({ made, onDone }: { readonly made: MadeToken; readonly onDone: () => void }) {
  const { timeZone } = useVenue();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(made.token);
    setCopied(true);
  };
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
          onClick={() => void copy()}
          data-autofocus
        >
          {copied ? t.tokens.copied : t.tokens.copy}
        </Button>
        <Button onClick={onDone}>{t.tokens.kept}</Button>
      </div>
    </div>
  );
}
