import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useVenue } from '../../data/contexts';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { momentTyped } from '../../format/venue-day';
import { AuditChangesDocument, type AuditChangesQueryVariables } from '../../generated/graphql';
import { t } from '../../messages';
import { missingFor } from '../../navigation/may-open';
import { withFilters } from '../../navigation/route';
import { MomentField } from '../../ui/fields';
import { CardTable } from '../../ui/list-table';
import { Panel } from '../../ui/page';
import { Problem, ServerText } from '../../ui/problem';
import { changedBy, changedWhat, comparedNow, lastDay } from './words';

const words = t.audit.between;
/** How often it is compared again, in milliseconds. */
const LOOK = 30_000;

/** What differs between two times, without what was changed back. */
export function Changes() {
  const { timeZone } = useVenue();
  const [day] = useState(() => lastDay(Date.now(), timeZone));
  const [from, setFrom] = useState(day.from);
  const [to, setTo] = useState(day.to);
  const [period, setPeriod] = useState<AuditChangesQueryVariables>();
  const chosen = { from: momentTyped(from, timeZone), to: momentTyped(to, timeZone) };
  const compared = comparedNow(period, chosen);
  const isOrdered = chosen.from !== null && chosen.to !== null && chosen.from < chosen.to;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isOrdered) setPeriod(chosen as AuditChangesQueryVariables);
  };
  return (
    <Panel title={words.title}>
      <form className="filters" onSubmit={submit}>
        <MomentField label={words.from} size="xs" value={from} onChange={setFrom} />
        <MomentField label={words.to} size="xs" value={to} onChange={setTo} />
        <Button type="submit" variant="default" size="xs" className="filters-clear" disabled={!isOrdered}>
          {words.compare}
        </Button>
      </form>
      {chosen.from && chosen.to && !isOrdered && <p role="status">{words.notOrdered}</p>}
      {compared && <Found period={compared} />}
    </Panel>
  );
}

function Found({ period }: { readonly period: AuditChangesQueryVariables }) {
  const around = useVenue();
  const { timeZone } = around;
  const { data, isCurrent, error } = useLiveQuery(AuditChangesDocument, period, LOOK);
  const failure = failureOf(error, 'auditChanges');
  const found = isCurrent ? data?.auditChanges : undefined;
  if (!found) return failure ? <Problem failure={failure} /> : <p className="soft">{t.ui.looking}</p>;
  const { changes, hasMore } = found;
  return (
    <>
      <p role="status">
        {words.found(changes.length)} {hasMore && words.more}
      </p>
      {changes.length > 0 && (
        <CardTable columns={words.columns}>
          {changes.map((change) => (
            <tr key={`${change.kind} ${change.what} ${change.at}`}>
              <th scope="row">{changedWhat(change)}</th>
              <td data-label={words.columns[1]}>
                <ServerText>{change.before ?? t.timeline.notRecorded}</ServerText>
              </td>
              <td data-label={words.columns[2]}>
                <ServerText>{change.after}</ServerText>
              </td>
              <td data-label={words.columns[3]}>
                <ServerText>{changedBy(change, timeZone)}</ServerText>
              </td>
            </tr>
          ))}
        </CardTable>
      )}
      {missingFor('timeline', around) === undefined && (
        <p className="soft">
          {words.elsewhere}{' '}
          <a href={withFilters('#/timeline', { lane: 'CHANGES', from: period.from, to: period.to })}>
            {words.openTimeline}
          </a>
        </p>
      )}
    </>
  );
}
