import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { isOver } from '../data/is-over';
import { hasSeen, hasSeenEnd } from '../data/seen-operations';
import { useRunningOperations } from '../data/use-running-operations';
import { OperationEndDocument, type OperationState } from '../generated/graphql';
import { askingSince, goneSince, type News, newsOf } from './news';

export interface Told {
  /** Newest last; each until somebody has seen it. */
  readonly news: readonly News[];
  readonly seen: (id: string) => void;
}

/** At most so many stand over the page. */
const MOST = 4;
/** In milliseconds. */
const MOMENT = 100;

/** What has ended since this page is open, and what waits for a person, of the operations that this clerk sees. `onNews`: of each, once. */
export function useNews(onNews: (news: News) => void): Told {
  const client = useClient();
  const running = useRunningOperations();
  const before = useRef<ReadonlyMap<string, OperationState>>(new Map());
  const [news, setNews] = useState<readonly News[]>([]);
  const tell = useRef(onNews);
  tell.current = onNews;
  const now = running.map(({ id, state }) => `${id} ${state}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `now` says what of `running` has changed
  useEffect(() => {
    const known = before.current;
    const since = new Map(running.map(({ id, state }) => [id, state]));
    before.current = since;
    // A question that somebody has answered meanwhile is none any more.
    setNews((all) =>
      all.filter(({ id, state }) => isOver(state) || !since.has(id) || since.get(id) === state),
    );
    const add = (found: News | undefined) => {
      if (!found || hasSeen(found.id, found.state)) return;
      setNews((all) => [...all.filter(({ id }) => id !== found.id), found].slice(-MOST));
      tell.current(found);
    };
    for (const operation of askingSince(known, running)) add(newsOf(operation));
    const ask = async (id: string) => {
      // The page that follows it learns of the end in the same moment.
      await new Promise((done) => setTimeout(done, MOMENT));
      if (hasSeenEnd(id)) return;
      const asked = client.query(OperationEndDocument, { id }, { requestPolicy: 'network-only' });
      const { data } = await asked.toPromise();
      add(data?.operation ? newsOf(data.operation) : undefined);
    };
    for (const id of goneSince(known, running)) void ask(id);
  }, [now, client]);
  // The same one each time: good news go by a timer that must not begin anew with every look.
  const seen = useCallback((id: string) => setNews((all) => all.filter((each) => each.id !== id)), []);
  return { news, seen };
}
