import { ActionIcon, Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useState } from 'react';
import { useVenue } from '../data/contexts';
import type { Failure } from '../data/failure';
import { useNow } from '../data/use-page';
import { inVenueTime } from '../format/format';
import type { Permission } from '../generated/graphql';
import { t } from '../messages';
import { hindranceOf } from '../navigation/may-open';
import { IconCheck, IconCopy, IconLock } from './icons';
import { CodeLink } from './links';
import { StateShape } from './state-mark';

interface ProblemProps {
  readonly failure: Failure;
  /** Does the same once more, where a person decides that. A page that lives asks again automatically. */
  readonly onRetry?: (() => void) | undefined;
}

/** What happened, what to do and when, and the correlation ID for support: in the words of the server. */
export function Problem({ failure, onRetry }: ProblemProps) {
  return (
    <div className="problem" role="alert">
      <StateShape tone="bad" size={16} />
      <div className="problem-words">
        <ServerText line="strong">{failure.message}</ServerText>
        <ServerText line="soft">{failure.remedy}</ServerText>
        {failure.changes.length > 0 && (
          <ul>
            {failure.changes.map(({ fact, planned, now }) => (
              <li key={fact}>{t.problem.change(fact, planned, now)}</li>
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
  const { copy, copied } = useClipboard({ timeout: 2_000 });
  return (
    <details className="for-support">
      <summary>{t.problem.details}</summary>
      <p className="correlation">
        <span className="soft">{t.problem.forSupport}</span> <CodeLink code={code} /> <code>{id}</code>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={copied ? t.problem.copied : t.problem.copy}
          onClick={() => copy(id)}
        >
          {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        </ActionIcon>
      </p>
    </details>
  );
}

interface ServerTextProps {
  readonly children: string | null | undefined;
  /** It is a paragraph, of this class. Default: it is part of one. */
  readonly line?: true | 'strong' | 'soft';
}

/** A sentence of the server, its times in venue time. */
export function ServerText({ children, line }: ServerTextProps) {
  const { timeZone } = useVenue();
  if (!children) return null;
  const text = inVenueTime(children, timeZone);
  return line === undefined ? text : <p className={line === true ? undefined : line}>{text}</p>;
}

/** Why the clerk who is signed in may not; undefined: they may, or it is not known yet, and the server holds them to it. */
export function useHindrance(permission: Permission): string | undefined {
  return hindranceOf(useVenue(), permission);
}

/** Beside controls that are there and disabled: which permission, which scope is missing. Nothing where nothing is. */
export function Hindrance({ why, id }: { readonly why: string | undefined; readonly id?: string }) {
  if (why === undefined) return null;
  return (
    <p className="hindrance" id={id}>
      <IconLock size={16} />
      <span>
        <ServerText>{why}</ServerText>
      </span>
    </p>
  );
}
