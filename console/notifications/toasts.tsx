import { CloseButton } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useVenue } from '../data/contexts';
import { isOver } from '../data/operations';
import { forgetBefore, hasSeen, hasSeenEnd, see } from '../data/seen-operations';
import { useRunningOperations } from '../data/use-operations';
import { useIsHidden } from '../data/use-page';
import { OperationEndDocument, type OperationState } from '../generated/graphql';
import { t } from '../messages';
import { href, useRoute } from '../navigation/route';
import { ServerText } from '../ui/problem';
import { StateShape } from '../ui/state-mark';
import { notify } from './desktop';
import { askingSince, goneSince, type News, newsOf } from './notification';

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
        <ServerText line="soft">{sentence}</ServerText>
        <a href={href(view, id)} onClick={() => seen(news)}>
          {t.ui.open}
        </a>
      </div>
      <CloseButton aria-label={t.notifications.close(headline)} size={32} onClick={() => seen(news)} />
    </div>
  );
}

interface Notifications {
  /** Newest last; each until someone has seen it. */
  readonly news: readonly News[];
  readonly seen: (news: Pick<News, 'id' | 'state'>) => void;
}

/** At most so many stand over the page. */
const MOST = 4;
/** In milliseconds; and how long after a question that no one answered. */
const MOMENT = 100;
const AGAIN = 4_000;

/** What has ended since this page is open, and what waits for a person, of the operations that this clerk sees. `onNews`: of each, once. */
function useNews(onNews: (news: News) => void): Notifications {
  const client = useClient();
  const running = useRunningOperations();
  const before = useRef<ReadonlyMap<string, OperationState>>(new Map());
  const [news, setNews] = useState<readonly News[]>([]);
  const isOpen = useRef(true);
  const tell = useRef(onNews);
  tell.current = onNews;
  const viewer = useRef<string>(undefined);
  viewer.current = useVenue().viewer?.name;
  const now = running.map(({ id, state }) => `${id} ${state}`).join();
  const add = useCallback((found: News | undefined) => {
    if (!found || hasSeen(found.id, found.state)) return;
    setNews((all) => [...all.filter(({ id }) => id !== found.id), found].slice(-MOST));
    tell.current(found);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `now` says what of `running` has changed
  useEffect(() => {
    const known = before.current;
    const since = new Map(running.map(({ id, state }) => [id, state]));
    before.current = since;
    for (const [id, state] of since) forgetBefore(id, state);
    // A question that someone has answered meanwhile is none any more.
    setNews((all) =>
      all.filter(({ id, state }) => isOver(state) || !since.has(id) || since.get(id) === state),
    );
    for (const operation of askingSince(known, running, viewer.current)) add(newsOf(operation));
    const ask = async (id: string) => {
      // The page that follows it learns of the end in the same moment.
      for (let wait = MOMENT; ; wait = AGAIN) {
        await new Promise((done) => setTimeout(done, wait));
        if (!isOpen.current || hasSeenEnd(id)) return;
        const asked = client.query(OperationEndDocument, { id }, { requestPolicy: 'network-only' });
        const { data, error } = await asked.toPromise();
        if (error?.networkError) continue;
        return add(data?.operation ? newsOf(data.operation) : undefined);
      }
    };
    for (const id of goneSince(known, running)) void ask(id);
  }, [now, client, add]);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  // The same one each time: good news go by a timer that must not begin again with every look.
  const seen = useCallback(({ id, state }: Pick<News, 'id' | 'state'>) => {
    see(id, state);
    setNews((all) => all.filter((each) => each.id !== id));
  }, []);
  return { news, seen };
}
