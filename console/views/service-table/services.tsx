import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useLostSince } from '../../data/contexts';
import { useAction } from '../../data/use-action';
import { useIsPhone, useNow } from '../../data/use-page';
import { type ServiceRow, useServices } from '../../data/use-services';
import { duration } from '../../format/format';
import { t } from '../../messages';
import { useFilters } from '../../navigation/route';
import { ActionForm } from '../../ui/action-form';
import { Dialog, useDraft } from '../../ui/dialog';
import { Page, Waiting } from '../../ui/page';
import { Hindrance, Problem, ServerText, useHindrance } from '../../ui/problem';
import { useVenueState } from '../../venue-state/use-venue-state';
import {
  actionOf,
  changeAsked,
  consequence,
  isGrave,
  mutationOf,
  type ServiceChange,
  titleOf,
  variablesOf,
  wayOut,
} from './commands';
import { ServiceTableRow } from './row';
import { servicesSentence, worstFirst } from './words';

/** The seven services, live, with what may be done about each. */
export function ServicesView() {
  const { services, failure, live } = useServices();
  const { state } = useVenueState();
  const [change, setChange] = useState<ServiceChange>();
  const [busyKey, setBusyKey] = useState<string>();
  const isPhone = useIsPhone();
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
          {(isPhone ? worstFirst(services) : services).map((service) => (
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

interface ChangeDialogProps {
  readonly change: ServiceChange | undefined;
  readonly services: readonly ServiceRow[];
  readonly onBusy: (key: string | undefined) => void;
  readonly onClose: () => void;
}

/** Says what a change would cut before it is made, and what became of it. */
function ChangeDialog({ change, services, onBusy, onClose }: ChangeDialogProps) {
  // Kept while the dialog goes away, so that its words don't.
  const last = useRef<ServiceChange>(undefined);
  if (change) last.current = change;
  const shown = change ?? last.current;
  return (
    <Dialog opened={change !== undefined} onClose={onClose} title={shown ? titleOf(shown) : ''}>
      {shown && (
        <ChangeForm key={keyOf(shown)} change={shown} services={services} onBusy={onBusy} onClose={onClose} />
      )}
    </Dialog>
  );
}

type FormProps = Omit<ChangeDialogProps, 'change'> & { readonly change: ServiceChange };

function ChangeForm({ change, services, onBusy, onClose }: FormProps) {
  const action = useAction(mutationOf(change));
  const busy = action.running;
  const [reason, setReason] = useDraft(keyOf(change));
  const { key } = change.service;
  useEffect(() => {
    onBusy(busy ? key : undefined);
    return () => onBusy(undefined);
  }, [busy, key, onBusy]);

  const submit = async () => {
    if (!(await action.run(variablesOf(change, reason)))) return;
    setReason('');
    onClose();
  };
  return (
    <ActionForm
      action={action}
      onSubmit={submit}
      word={actionOf(change)}
      color={isGrave(change) ? 'brick' : 'petrol'}
      leaveWord={busy ? t.services.closeGoesOn : wayOut(change)}
      onLeave={onClose}
    >
      <p>{consequence(change, services)}</p>
      <TextInput
        label={t.ui.reason}
        description={t.services.reasonOptional}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
        disabled={busy}
        data-autofocus
      />
    </ActionForm>
  );
}

function keyOf(change: ServiceChange): string {
  return `${change.kind} ${change.service.key} ${change.kind === 'mode' ? change.startMode : ''}`;
}
