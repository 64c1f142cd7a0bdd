import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { isOver } from '../data/operations';
import { forgetBefore, hasSeen, hasSeenEnd, see } from '../data/seen-operations';
import { useRunningOperations } from '../data/use-operations';
import { OperationEndDocument, type OperationState } from '../generated/graphql';
import { askingSince, goneSince, type News, newsOf } from './notification';

export interface Notifications {
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
export function useNews(onNews: (news: News) => void): Notifications {
  const client = useClient();
  const running = useRunningOperations();
  const before = useRef<ReadonlyMap<string, OperationState>>(new Map());
  const [news, setNews] = useState<readonly News[]>([]);
  const isOpen = useRef(true);
  const tell = useRef(onNews);
  tell.current = onNews;
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
    for (const operation of askingSince(known, running)) add(newsOf(operation));
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
