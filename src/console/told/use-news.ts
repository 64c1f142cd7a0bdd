import { useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
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

/** What has ended or come to wait for a person since this page is open, of the operations that this clerk sees. `onNews`: of each, once. */
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
    before.current = new Map(running.map(({ id, state }) => [id, state]));
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
  return { news, seen: (id) => setNews((all) => all.filter((each) => each.id !== id)) };
}
