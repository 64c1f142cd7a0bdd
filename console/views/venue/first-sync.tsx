import { useLiveQuery } from '../../data/use-live-query';
import { useNow } from '../../data/use-page';
import { FirstSyncDocument, type FirstSyncLineFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { SchedulePanel } from '../plan/schedule-panel';
import { syncFigures, syncRun, syncShareOf } from './first-sync-words';

/** How often it is checked while it runs, in milliseconds. */
const LOOK = 4_000;

/** The first sync while it is under way: how far, how fast and until about when. Nothing where none is. */
export function FirstSync() {
  const { data } = useLiveQuery(FirstSyncDocument, {}, LOOK);
  const now = useNow();
  const venue = data?.venue;
  const sync: FirstSyncLineFragment | null | undefined = venue?.onboarding.firstSync;
  if (!venue || !sync) return null;
  const { timeZone } = venue;
  const run = syncRun(sync, now);
  return (
    <SchedulePanel
      title={t.venue.firstSync}
      progress={{ share: syncShareOf(sync), tone: 'busy', label: t.venue.firstSync }}
      figures={syncFigures(sync, now, timeZone)}
      window={sync.window}
      run={run}
      timeZone={timeZone}
      misfit="warn"
      isVerdictSaid={false}
      holdsRestart={false}
    />
  );
}
