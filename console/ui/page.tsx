import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Failure } from '../data/failure';
import { t } from '../messages';
import { useRoute } from '../navigation/route';
import { HelpLink } from './links';
import { Problem } from './problem';

interface PageProps {
  readonly title: string;
  /** One sentence that says what matters now. */
  readonly sentence?: ReactNode;
  /** Freshness or a trail, at the right. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, sentence, aside, children }: PageProps) {
  const { view } = useRoute();
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {sentence && <p className="soft">{sentence}</p>}
        </div>
        <div className="page-aside">
          {aside} <HelpLink view={view} title={title} />
        </div>
      </header>
      {children}
    </>
  );
}

interface PanelProps {
  readonly title?: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ title, aside, children }: PanelProps) {
  return (
    <section className="panel" aria-label={title}>
      {title && (
        <div className="panel-head">
          <h2>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

interface TrailProps {
  readonly steps: readonly string[];
  readonly current: number;
}

/** Where in a job of several pages we are. */
export function Trail({ steps, current }: TrailProps) {
  return (
    <ol className="trail" aria-label={t.ui.steps}>
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={index === current ? 'step' : undefined}
          className={index <= current ? 'trail-on' : ''}
        >
          {index + 1} {step}
        </li>
      ))}
    </ol>
  );
}

/** Foot of a page: what is true now at the left, then the rollback, then the one primary action. */
export function Foot({ status, children }: { readonly status: ReactNode; readonly children?: ReactNode }) {
  return (
    <footer className="foot">
      <p className="soft">{status}</p>
      <div className="buttons">{children}</div>
    </footer>
  );
}

/** Shown until the first answer is there: nothing, a skeleton, or why there is none. */
export function Waiting({
  failure,
  title,
}: {
  readonly failure: Failure | undefined;
  readonly title: string;
}) {
  return (
    <Page title={title}>
      {failure ? (
        <Panel>
          <Problem failure={failure} />
        </Panel>
      ) : (
        <Panel>
          <div className="stack" aria-busy="true">
            <span className="hidden" role="status">
              {t.ui.looking}
            </span>
            <Skeleton height={20} width="40%" />
            <Skeleton height={20} width="70%" />
            <Skeleton height={20} width="55%" />
          </div>
        </Panel>
      )}
    </Page>
  );
}
