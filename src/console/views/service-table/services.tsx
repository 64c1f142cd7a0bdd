import { useEffect, useState } from 'react';
import { useLostSince } from '../../data/contexts';
import { useNow } from '../../data/use-page';
import { useServices } from '../../data/use-services';
import { duration } from '../../format/format';
import { t } from '../../messages';
import { useFilters } from '../../navigation/route';
import { Page, Waiting } from '../../ui/page';
import { Hindrance, Problem, ServerText, useHindrance } from '../../ui/problem';
import { useVenueState } from '../../venue-state/use-venue-state';
import { ChangeDialog } from './change-dialog';
import { changeAsked, type ServiceChange } from './commands';
import { ServiceTableRow } from './row';
import { servicesSentence } from './words';

/** The seven services, live, with what may be done about each. */
export function ServicesView() {
  const { services, failure, live } = useServices();
  const { state } = useVenueState();
  const [change, setChange] = useState<ServiceChange>();
  const [busyKey, setBusyKey] = useState<string>();
  const why = useHindrance('SERVICES_CONTROL');
  const [{ ask, service: key }, filter] = useFilters(['ask', 'service']);
  const asked =
    services && why === undefined
      ? changeAsked(
          ask,
          services.find((each) => each.key === key),
        )
      : undefined;
  // Asked for on another page: once, and not again when this one is loaded again.
  useEffect(() => {
    if (!asked) return;
    setChange(asked);
    filter({ ask: '', service: '' });
  }, [asked, filter]);
  if (!services) return <Waiting title={t.pages.services} failure={failure} />;
  return (
    <Page
      title={t.pages.services}
      sentence={<ServerText>{servicesSentence(state)}</ServerText>}
      aside={<Freshness at={services.map(({ observedAt }) => observedAt)} live={live} />}
    >
      {failure && <Problem failure={failure} />}
      <Hindrance why={why} />
      <section className="panel panel-table" aria-label={t.pages.services}>
        <table className="table cards services">
          <thead>
            <tr>
              <th scope="col">{t.services.columns.service}</th>
              <th scope="col">{t.services.columns.health}</th>
              <th scope="col">{t.services.columns.status}</th>
              <th scope="col">{t.services.columns.startMode}</th>
              <th scope="col" className="wide">
                {t.services.columns.version}
              </th>
              <th scope="col">
                <span className="hidden">{t.services.columns.actions}</span>
              </th>
            </tr>
          </thead>
          {services.map((service) => (
            <ServiceTableRow
              key={service.key}
              service={service}
              busy={busyKey === service.key}
              onChange={setChange}
            />
          ))}
        </table>
      </section>
      <ChangeDialog
        change={change}
        services={services}
        onBusy={setBusyKey}
        onClose={() => setChange(undefined)}
      />
    </Page>
  );
}

/** When someone last checked: pushed changes are as fresh as the connection. */
function Freshness({ at, live }: { readonly at: readonly string[]; readonly live: boolean }) {
  const now = useNow();
  const lostSince = useLostSince();
  const read = duration(now - Math.max(...at.map((time) => Date.parse(time))));
  if (lostSince !== undefined) return t.services.lastSeen(duration(now - lostSince));
  return live ? t.services.live(read) : t.services.checkedAt(read);
}
