import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAction } from '../../data/use-action';
import { list } from '../../format/format';
import {
  type CheckLineFragment,
  ResyncDocument,
  type ResyncPlanPageFragment,
  type ResyncVenueFragment,
} from '../../generated/graphql';
import { t } from '../../messages';
import { go } from '../../navigation/route';
import { ActionForm } from '../../ui/action-form';
import { Dialog } from '../../ui/dialog';
import { ReasonField } from '../../ui/fields';
import { Overridden } from '../plan/checks';

interface ConfirmProps {
  readonly opened: boolean;
  readonly plan: ResyncPlanPageFragment;
  readonly venue: ResyncVenueFragment;
  readonly startAt: string | null;
  /** The same on the venue's clock; undefined: now. */
  readonly when: string | undefined;
  /** When it ends, about. */
  readonly until: string;
  /** Checks that block and are taken on. */
  readonly against: readonly CheckLineFragment[];
  readonly onNewPlan: () => void;
  readonly onClose: () => void;
}

/** The consequence first, then the company name by hand, then why. */
export function ConfirmResync({
  opened,
  plan,
  venue,
  startAt,
  when,
  until,
  against,
  onNewPlan,
  onClose,
}: ConfirmProps) {
  const resync = useAction(ResyncDocument);
  const [confirmation, setConfirmation] = useState('');
  const [reason, setReason] = useState('');
  const [key, setKey] = useState(() => crypto.randomUUID());
  const isReady = confirmation.trim() === venue.companyName && reason.trim() !== '';
  const submit = async () => {
    const answer = await resync.run({
      input: {
        customerNumber: venue.customerNumber,
        planFingerprint: plan.fingerprint,
        reason: reason.trim(),
        confirmation: confirmation.trim(),
        startAt,
        idempotencyKey: key,
        overrides: against.map(({ code }) => code),
      },
    });
    if (answer?.resync) go('resync', answer.resync.id);
  };
  const newPlan = (
    <Button
      onClick={() => {
        resync.clear();
        onNewPlan();
        onClose();
      }}
    >
      {t.plan.newPlan}
    </Button>
  );
  const off = plan.impact?.unavailable ?? [];
  return (
    <Dialog opened={opened} onClose={onClose} title={titleOf(venue.companyName, when)} width={440}>
      <ActionForm
        action={resync}
        onSubmit={submit}
        word={when === undefined ? t.resync.startIt : t.resync.scheduleIt(when)}
        isReady={isReady}
        instead={resync.failure?.code.startsWith('PLAN_') && newPlan}
        leaveWord={t.ui.notNow}
        onLeave={onClose}
      >
        <p>
          {t.resync.offUntilAbout(off.length > 0 ? list(off) : undefined, off.length, when)}{' '}
          <strong>{until}</strong>. {t.resync.canCancel}
        </p>
        <Overridden title={t.plan.goOnAlthough} checks={against} />
        <TextInput
          label={t.resync.typeName(venue.companyName)}
          autoComplete="off"
          value={confirmation}
          onChange={(event) => setConfirmation(event.currentTarget.value)}
          data-autofocus
        />
        <ReasonField
          value={reason}
          onChange={(given) => {
            setReason(given);
            setKey(crypto.randomUUID());
          }}
        />
      </ActionForm>
    </Dialog>
  );
}

function titleOf(venue: string, when: string | undefined): string {
  return when === undefined ? t.resync.titleNow(venue) : t.resync.titleAt(venue, when);
}
