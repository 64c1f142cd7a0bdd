import { permissionsOf, useVenue } from '../../data/contexts';
import { useNow } from '../../data/use-page';
import { usePages } from '../../data/use-pages';
import { moment } from '../../format/format';
import { type AlertLineFragment, ClearedAlertsDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { ViewLink } from '../../ui/links';
import { ListTable } from '../../ui/list-table';
import { Page, Panel, Waiting } from '../../ui/page';
import { Problem, ServerText } from '../../ui/problem';
import { ListFoot } from '../../ui/save-list';
import { StateMark } from '../../ui/state-mark';
import { firstToLast, type ShownFinding, shownAlert } from '../../venue-state/shown-findings';
import { useAlerts, useVenueState } from '../../venue-state/use-venue-state';
import { Acknowledge } from '../venue/acknowledge';
import { alertMark, alertsSentence, endOf, lastedWords, overWords, pastWords, timelineOf } from './words';

/** What lasted long enough to open an alert: what is so now, then what is over. */
export function AlertsView() {
  const permissions = permissionsOf(useVenue()) ?? [];
  const { sentence } = useVenueState().state;
  const alerts = useAlerts();
  const cleared = usePages({
    document: ClearedAlertsDocument,
    variables: {},
    field: 'alerts',
    pageOf: (data) => data.alerts,
    every: 10_000,
    size: 20,
  });
  const { rows, failure } = cleared;
  if (!alerts || !rows) return <Waiting title={t.pages.alerts} failure={failure} />;
  const shown = alerts.map((alert) => ({ alert, shown: shownAlert(alert, permissions) }));
  return (
    <Page title={t.pages.alerts} sentence={alertsSentence(alerts, sentence)}>
      {failure && <Problem failure={failure} />}
      {shown.length > 0 && (
        <ListTable title={t.operation.now} isTitled columns={t.alerts.columns.now}>
          {shown
            .toSorted((one, other) => firstToLast(one.shown, other.shown))
            .map((each) => (
              <Current key={each.alert.id} {...each} />
            ))}
        </ListTable>
      )}
      {rows.length === 0 ? (
        <Panel title={t.alerts.states.CLEARED}>
          <p className="soft">{t.alerts.noneOver}</p>
        </Panel>
      ) : (
        <ListTable title={t.alerts.states.CLEARED} isTitled columns={t.alerts.columns.over}>
          {rows.map((alert) => (
            <Cleared key={alert.id} alert={alert} />
          ))}
        </ListTable>
      )}
      {rows.length > 0 && <ListFoot paged={cleared} name="alerts" head={t.alerts.csv} cells={cellsOf} />}
    </Page>
  );
}

function Current({ alert, shown }: { readonly alert: AlertLineFragment; readonly shown: ShownFinding }) {
  const { timeZone } = useVenue();
  const now = useNow();
  const over = overWords(alert, timeZone, now);
  return (
    <tr>
      <th scope="row">
        {(over && pastWords(alert)) ?? <ServerText>{alert.message}</ServerText>}
        <span className="serves">{over ?? <ServerText>{alert.remedy}</ServerText>}</span>
        <span className="links">
          <ViewLink {...shown.place} />
          <a href={timelineOf(alert)}>{t.operation.whatHappened}</a>
        </span>
      </th>
      <td>
        <StateMark {...alertMark(alert)} />
      </td>
      <td data-label={t.alerts.columns.now[2]}>
        {moment(alert.beganAt, timeZone, now)}
        <span className="serves">{lastedWords(alert, now)}</span>
      </td>
      <td>
        <Acknowledge finding={shown} />
      </td>
    </tr>
  );
}

function Cleared({ alert }: { readonly alert: AlertLineFragment }) {
  const { timeZone } = useVenue();
  const permissions = permissionsOf(useVenue()) ?? [];
  const { beganAt, acknowledgedByName, message, operationId } = alert;
  const end = endOf(alert);
  const past = pastWords(alert);
  return (
    <tr>
      <th scope="row">
        {past ?? <ServerText>{message}</ServerText>}
        {past && (
          <span className="serves">
            <ServerText>{t.alerts.itSaid(message)}</ServerText>
          </span>
        )}
        <span className="links">
          {operationId !== null && <ViewLink {...shownAlert(alert, permissions).place} />}
          <a href={timelineOf(alert)}>{t.operation.whatHappened}</a>
        </span>
      </th>
      <td>
        <StateMark {...alertMark(alert)} />
      </td>
      <td data-label={t.alerts.columns.over[2]}>
        {moment(beganAt, timeZone)}
        <span className="serves">{lastedWords(alert, Date.now())}</span>
      </td>
      <td data-label={t.alerts.columns.over[3]}>{end ? moment(end, timeZone) : '–'}</td>
      <td data-label={t.alerts.columns.over[4]}>{acknowledgedByName ?? '–'}</td>
    </tr>
  );
}

function cellsOf(alert: AlertLineFragment, at: (moment: string) => string) {
  const { message, code, severity, beganAt, acknowledgedByName, acknowledgedReason, occurrences } = alert;
  const end = endOf(alert);
  return [
    message,
    code,
    t.alerts.severities[severity],
    at(beganAt),
    end && at(end),
    occurrences,
    acknowledgedByName,
    acknowledgedReason,
  ];
}
