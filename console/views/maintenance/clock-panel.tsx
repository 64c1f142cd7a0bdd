import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAction } from '../../data/use-action';
import { ConfirmClockDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { ReasonForm } from '../../ui/action-form';
import { Dialog } from '../../ui/dialog';
import { Panel } from '../../ui/page';
import { Hindrance, useHindrance } from '../../ui/problem';
import { useVenueState } from '../../venue-state/use-venue-state';

/** While the server does not trust the clock of its machine: a clerk says whether that clock is right. */
export function ClockPanel() {
  const { state } = useVenueState();
  const why = useHindrance('SERVICES_CONTROL');
  const [open, setOpen] = useState(false);
  const action = useAction(ConfirmClockDocument);
  const close = () => setOpen(false);
  const jumped = state.findings.find(({ code }) => code === 'CLOCK_JUMPED');
  if (!jumped) return null;
  return (
    <Panel title={t.maintenance.clockTitle}>
      <div className="stack">
        <p>{jumped.message}</p>
        <Hindrance why={why} />
        <div className="buttons">
          <Button disabled={why !== undefined} onClick={() => setOpen(true)}>
            {t.maintenance.confirmClockAsks}
          </Button>
        </div>
      </div>
      <Dialog opened={open} onClose={close} title={t.maintenance.confirmClockQuestion}>
        <ReasonForm
          action={action}
          onSubmit={(reason) => action.run({ reason })}
          onDone={close}
          word={t.maintenance.confirmClock}
          leaveWord={t.maintenance.keepClock}
          onLeave={close}
        >
          <p>{t.maintenance.confirmClockConsequence}</p>
        </ReasonForm>
      </Dialog>
    </Panel>
  );
}
