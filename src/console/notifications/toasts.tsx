import { CloseButton } from '@mantine/core';
import { useEffect } from 'react';
import { useIsHidden } from '../data/use-page';
import { t } from '../messages';
import { href, useRoute } from '../navigation/route';
import { ServerText } from '../ui/problem';
import { StateShape } from '../ui/state-mark';
import { notify } from './desktop';
import type { News } from './notification';
import { type Notifications, useNews } from './use-notifications';

/** How long good news stand there by themselves, in milliseconds; bad ones stay until someone has seen them. */
const GOOD_NEWS = 12_000;

interface ToastsProps {
  /** The newest that no one has seen; for the browser's tab. */
  readonly onNewest: (news: News | undefined) => void;
}

/** On every page: what has ended, and what went wrong. */
export function Toasts({ onNewest }: ToastsProps) {
  const notifications = useNews(notify);
  const { id: shown } = useRoute();
  const isHidden = useIsHidden();
  // A clerk on its own page has seen it, and gets no toast on leaving.
  const own = isHidden ? undefined : notifications.news.find(({ id }) => id === shown);
  const news = notifications.news.filter((each) => each !== own);
  useEffect(() => {
    if (own) notifications.seen(own);
  }, [own, notifications.seen]);
  const newest = news.at(-1);
  useEffect(() => onNewest(newest), [newest, onNewest]);
  return (
    <section className="toasts" aria-label={t.notifications.label} aria-live="polite">
      {news.map((each) => (
        <Item key={each.id} news={each} seen={notifications.seen} />
      ))}
    </section>
  );
}

function Item({ news, seen }: { readonly news: News; readonly seen: Notifications['seen'] }) {
  const { id, state, tone, headline, sentence, view } = news;
  // No one sees what is on a page behind another one.
  const isHidden = useIsHidden();
  const goes = tone === 'ok' && !isHidden;
  useEffect(() => {
    if (!goes) return;
    const timer = setTimeout(() => seen({ id, state }), GOOD_NEWS);
    return () => clearTimeout(timer);
  }, [id, state, goes, seen]);
  return (
    <div className={`toast toast-${tone}`}>
      <StateShape tone={tone} size={16} />
      <div>
        <p className="strong">{headline}</p>
        <p className="soft">
          <ServerText>{sentence}</ServerText>
        </p>
        <a href={href(view, id)} onClick={() => seen(news)}>
          {t.notifications.look}
        </a>
      </div>
      <CloseButton aria-label={t.notifications.close(headline)} size={32} onClick={() => seen(news)} />
    </div>
  );
}
