import { useVenue } from '../../data/contexts';
import { useNow } from '../../data/use-page';
import { duration, moment } from '../../format/format';
import { t } from '../../messages';
import { HelpLink, ViewButton } from '../../ui/links';
import { ServerText } from '../../ui/problem';
import { StateShape } from '../../ui/state-mark';
import type { ShownFinding } from '../../venue-state/shown-findings';
import { useVenueState } from '../../venue-state/use-venue-state';
import { Acknowledge } from './acknowledge';

/** The head of the page: how the venue is, since when, and the one thing to do about it. */
export function StatusBlock({ cause }: { readonly cause: ShownFinding | undefined }) {
  const { timeZone } = useVenue();
  const { state, checkedAt } = useVenueState();
  const { tone, word, sentence, namesCause, since } = state;
  return (
    <header className={`page-head panel venue-status tone-${tone}`}>
      <div className="status-words">
        <h1>
          <StateShape tone={tone} size={28} />
          {word}
        </h1>
        <p className="status-sentence">{tone === 'ok' ? t.state.everythingWorks : sentence}</p>
        {cause && (
          <p className="status-remedy">
            {!namesCause && <ServerText>{cause.message}</ServerText>} <ServerText>{cause.remedy}</ServerText>
          </p>
        )}
        <p className="soft">
          {since && t.venue.since(moment(since, timeZone))} {checkedAt && <CheckedAgo at={checkedAt} />}
        </p>
        {cause && (
          <div className="status-actions">
            <ViewButton {...cause.place} />
            <Acknowledge finding={cause} />
          </div>
        )}
      </div>
      <HelpLink view="venue" title={t.pages.venue} />
    </header>
  );
}

function CheckedAgo({ at }: { readonly at: string }) {
  const now = useNow();
  return t.venue.checkedAgo(duration(now - Date.parse(at)));
}
