/** Parts that come later than their page. One that can't be loaded is missing in its own place only, and is asked for again. */
import { Button } from '@mantine/core';
import { type ComponentType, createElement, lazy, type ReactNode, Suspense, useState } from 'react';
import { ErrorBoundary, type FallbackProps } from 'react-error-boundary';
import { t } from '../messages';
import { PlainDialog } from './plain-dialog';
import { StateShape } from './state-mark';

interface Around<Props> {
  /** Until it is there. Default: nothing. */
  readonly waiting?: ReactNode;
  /** In the place of one that is missing, or that threw. Default: says so, with a way to try again. */
  readonly missing?: (failed: FallbackProps, props: Props) => ReactNode;
}

export function late<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { waiting, missing = (failed) => <Missing {...failed} /> }: Around<Props> = {},
): ComponentType<Props> {
  // React keeps a load that failed for good.
  const fresh = () => lazy(async () => ({ default: await load() })) as unknown as ComponentType<Props>;
  let next = fresh();
  // biome-ignore lint/correctness/noComponentHookFactories: once for each part, as React's own lazy is
  return function Late(props) {
    const [Part, setPart] = useState(() => next);
    return (
      <ErrorBoundary
        onError={() => {
          next = fresh();
        }}
        onReset={() => setPart(() => next)}
        fallbackRender={(failed) => missing(failed, props)}
      >
        <Suspense fallback={waiting}>{createElement(Part, props)}</Suspense>
      </ErrorBoundary>
    );
  };
}

function Missing({ resetErrorBoundary }: FallbackProps) {
  return (
    <div className="problem" role="alert">
      <StateShape tone="bad" size={16} />
      <div className="problem-words">
        <p className="strong">{t.ui.missing.sentence}</p>
        <p className="line wrap">
          <Button variant="default" size="xs" onClick={() => resetErrorBoundary()}>
            {t.problem.again}
          </Button>
          <Button variant="default" size="xs" onClick={() => location.reload()}>
            {t.ui.brokenPage.reload}
          </Button>
        </p>
      </div>
    </div>
  );
}

interface Closable {
  readonly opened?: boolean;
  readonly onClose: () => void;
}

/** In the place of what would be a dialog. */
export function missingDialog(failed: FallbackProps, { opened = true, onClose }: Closable): ReactNode {
  return (
    opened && (
      <PlainDialog title={t.ui.missing.title} onClose={onClose}>
        <Missing {...failed} />
      </PlainDialog>
    )
  );
}
