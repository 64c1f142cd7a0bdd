import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CreateApiTokenMutation } from '../../generated/graphql';
import { moment } from '../../ui/format';
import { IconCheck, IconCopy } from '../../ui/icons';
import { useVenue } from '../../venue-context';

export type MadeToken = NonNullable<CreateApiTokenMutation['createApiToken']>;

/** The secret, once: nobody can read it again, not even the server. */
export function Secret({ made, onDone }: { readonly made: MadeToken; readonly onDone: () => void }) {
  const { timeZone } = useVenue();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(made.token);
    setCopied(true);
  };
  return (
    <div className="stack">
      <p>
        Put it where “{made.name}” reads it, and nowhere else. It is shown this once, and works until{' '}
        {moment(made.expiresAt, timeZone)}.
      </p>
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
          {copied ? 'Copied' : 'Copy the token'}
        </Button>
        <Button onClick={onDone}>I have kept it</Button>
      </div>
    </div>
  );
}
