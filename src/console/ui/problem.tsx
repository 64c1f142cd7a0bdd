import { ActionIcon } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '../data/failure';
import { headline, whoHelps } from './failure-words';
import { IconCheck, IconCopy } from './icons';
import { permissionPath } from './permission';
import { StateShape } from './state-mark';

/** What happened, what to do, and the correlation ID for support. A refusal names the tick box and who can grant it. */
export function Problem({ failure }: { readonly failure: Failure }) {
  return (
    <div className="problem" role="alert">
      <StateShape tone="bad" size={16} />
      <div className="problem-words">
        <p className="strong">{headline(failure)}</p>
        <Remedy failure={failure} />
        {failure.changes.length > 0 && (
          <ul className="changes">
            {failure.changes.map(({ fact, planned, now }) => (
              <li key={fact}>
                {fact}: it was {planned}, it is {now}.
              </li>
            ))}
          </ul>
        )}
        {failure.correlationId && <CorrelationId id={failure.correlationId} />}
      </div>
    </div>
  );
}

function Remedy({ failure }: { readonly failure: Failure }) {
  const { code, gate, permission, remedy } = failure;
  if (code !== 'FORBIDDEN') return remedy ? <p className="soft">{remedy}</p> : null;
  return (
    <dl className="facts">
      {permission && gate !== 'SCOPE' && (
        <>
          <dt>Tick box</dt>
          <dd>{permissionPath(permission)}</dd>
        </>
      )}
      <dt>{gate === 'SCOPE' ? 'Who can' : 'Who can grant it'}</dt>
      <dd>{whoHelps(failure)}</dd>
    </dl>
  );
}

function CorrelationId({ id }: { readonly id: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(id);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <p className="correlation">
      <span className="soft">For support</span> <code>{id}</code>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        aria-label={copied ? 'Copied' : 'Copy the correlation ID'}
        onClick={() => void copy()}
      >
        {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      </ActionIcon>
    </p>
  );
}
