import { ActionIcon, Button } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '../data/failure';
import { english, t } from '../messages/current';
import { en } from '../messages/en';
import { CodeLink } from './code-link';
import { headline, isOurs, remedyOf, whoHelps } from './failure-words';
import { IconCheck, IconCopy } from './icons';
import { permissionPath } from './permission';
import { StateShape } from './state-mark';
import { useNow } from './use-now';

interface ProblemProps {
  readonly failure: Failure;
  /** Does the same once more, where a person decides that. A page that lives asks again by itself. */
  readonly onRetry?: (() => void) | undefined;
}

/** What happened, what to do and when, and the correlation ID for support. A refusal names the tick box and who can grant it. */
export function Problem({ failure, onRetry }: ProblemProps) {
  return (
    <div className="problem" role="alert">
      <StateShape tone="bad" size={16} />
      <div className="problem-words">
        <p className="strong" lang={isOurs(failure) ? undefined : english()}>
          {headline(failure)}
        </p>
        <Remedy failure={failure} />
        {failure.changes.length > 0 && (
          <ul className="changes">
            {failure.changes.map(({ fact, planned, now }) => (
              // Facts and what they are have no words but the server's.
              <li key={fact} lang={english()}>
                {en.problem.change(fact, planned, now)}
              </li>
            ))}
          </ul>
        )}
        {failure.retryAfterSeconds !== undefined && (
          <Again key={failure.correlationId} seconds={failure.retryAfterSeconds} onRetry={onRetry} />
        )}
        {failure.correlationId && <ForSupport code={failure.code} id={failure.correlationId} />}
      </div>
    </div>
  );
}

function Remedy({ failure }: { readonly failure: Failure }) {
  const { code, gate, permission } = failure;
  if (code !== 'FORBIDDEN') {
    const remedy = remedyOf(failure);
    const isServers = remedy === failure.remedy && !isOurs(failure);
    return remedy === undefined ? null : (
      <p className="soft" lang={isServers ? english() : undefined}>
        {remedy}
      </p>
    );
  }
  return (
    <dl className="facts">
      {permission && gate !== 'SCOPE' && (
        <>
          <dt>{t.problem.tickBox}</dt>
          <dd>{permissionPath(permission)}</dd>
        </>
      )}
      <dt>{gate === 'SCOPE' ? t.problem.whoCan : t.problem.whoCanGrant}</dt>
      <dd>{whoHelps(failure)}</dd>
    </dl>
  );
}

/** Counts the server's wait down; what was refused is sent again no earlier. */
function Again({
  seconds,
  onRetry,
}: {
  readonly seconds: number;
  readonly onRetry: (() => void) | undefined;
}) {
  const [since] = useState(Date.now);
  const left = Math.max(0, Math.ceil(seconds - (useNow() - since) / 1_000));
  const when = left > 0 ? t.problem.againIn(left) : t.problem.again;
  // Not read out every second, although an alert is around it.
  if (!onRetry) return left > 0 ? <p aria-live="off">{when}.</p> : null;
  return (
    <p aria-live="off">
      <Button variant="default" size="xs" disabled={left > 0} onClick={onRetry}>
        {when}
      </Button>
    </p>
  );
}

/** What the server calls it, which leads to its line in the help, and how to find it in the log. */
function ForSupport({ code, id }: { readonly code: string; readonly id: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(id);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <p className="correlation">
      <span className="soft">{t.problem.forSupport}</span> <CodeLink code={code} /> <code>{id}</code>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        aria-label={copied ? t.problem.copied : t.problem.copy}
        onClick={() => void copy()}
      >
        {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      </ActionIcon>
    </p>
  );
}
