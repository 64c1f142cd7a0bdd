import { useEffect, useState } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useVenue, VenueContext } from './data/contexts';
import { useLiveQuery } from './data/use-live-query';
import { moment } from './format/format';
import { FrameDocument, MayDoDocument } from './generated/graphql';
import { t } from './messages';
import { href, useRoute } from './navigation/route';
import type { News } from './notifications/notification';
import { Toasts } from './notifications/toasts';
import { Rail } from './rail';
import { Strip } from './strip';
import { BrokenPage } from './ui/error-pages';
import { LostConnection } from './ui/lost-connection';
import { useTab } from './venue-state/use-tab';
import { useVenueState, useWatchedVenue, VenueStateContext } from './venue-state/use-venue-state';
import { loadAhead, View } from './view';
import { switchSentence } from './views/maintenance/maintenance-words';

/** After the status is shown, in milliseconds: the charts below it come first. */
const LOAD_AHEAD = 3_000;

/** The strip above, the rail at the left, and the view that the address names. */
export function Frame() {
  const { data } = useLiveQuery(FrameDocument, {}, 60_000);
  const { data: may } = useLiveQuery(MayDoDocument, {}, 120_000);
  const timeZone = data?.venue?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const watched = useWatchedVenue(timeZone);
  const [newest, setNewest] = useState<News>();
  useTab(watched.state, data?.venue?.companyName, newest);
  const route = useRoute();
  const isShown = watched.checkedAt !== undefined;
  useEffect(() => {
    if (!isShown) return;
    const timer = setTimeout(() => void loadAhead(), LOAD_AHEAD);
    return () => clearTimeout(timer);
  }, [isShown]);
  const around = {
    timeZone,
    venue: data?.venue ? { ...data.venue, tradingHours: may?.venue?.tradingHours ?? [] } : undefined,
    viewer: data?.viewer ?? undefined,
    mayDo: may?.viewer?.effectivePermissions,
  };
  return (
    <VenueStateContext value={watched}>
      <VenueContext value={around}>
        <section aria-label={t.frame.about}>
          <a className="skip" href={`#/${route.view}`} onClick={skip}>
            {t.frame.skip}
          </a>
          {data?.venue?.rehearsal && (
            <p className="rehearsal">
              <strong>{t.frame.rehearsal}</strong> {t.frame.rehearsalMeans}
            </p>
          )}
          <Strip data={data} />
          <LostConnection />
          <AsOf />
          <Stopped />
        </section>
        <div className="body">
          <Rail current={route.view} />
          <main id="main" tabIndex={-1}>
            <Arrival key={`${route.view}/${route.id}`} />
            <ErrorBoundary FallbackComponent={BrokenPage} resetKeys={[route.view, route.id]}>
              <View view={route.view} id={route.id} />
            </ErrorBoundary>
            <p className="venue-time soft">{t.frame.venueTime(timeZone)}</p>
          </main>
        </div>
        <Toasts onNewest={setNewest} />
      </VenueContext>
    </VenueStateContext>
  );
}

/** A new view begins at its top, and keyboard and screen reader follow to it. */
function Arrival() {
  useEffect(() => {
    scrollTo(0, 0);
    document.getElementById('main')?.focus({ preventScroll: true });
  }, []);
  return null;
}

function skip(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

/** A quiet line while the venue's database is away: what is shown of it is of then. */
function AsOf() {
  const { asOf } = useVenueState();
  const { timeZone } = useVenue();
  return (
    <div role="status" className={asOf === undefined ? 'hidden' : 'as-of'}>
      {asOf !== undefined && t.frame.asOf(moment(asOf, timeZone))}
    </div>
  );
}

/** On every page while everything new is stopped: by whom, since when and why. */
function Stopped() {
  const { timeZone } = useVenue();
  const { maintenance } = useVenueState();
  return (
    <div role="status" className={maintenance?.on ? 'as-of stopped' : 'hidden'}>
      {maintenance?.on && (
        <>
          {switchSentence(maintenance, timeZone)} <a href={href('maintenance')}>{t.ui.links.maintenance}</a>
        </>
      )}
    </div>
  );
}
