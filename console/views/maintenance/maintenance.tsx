import { Button } from '@mantine/core';
import { useState } from 'react';
import { useVenue } from '../../data/contexts';
import { failureOf } from '../../data/failure';
import { useAction } from '../../data/use-action';
import { useLiveQuery } from '../../data/use-live-query';
import { useNow } from '../../data/use-page';
import { moment } from '../../format/format';
import { MaintenancePageDocument, SetMaintenanceDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { ReasonForm } from '../../ui/action-form';
import { Dialog } from '../../ui/dialog';
import { Page, Panel, Waiting } from '../../ui/page';
import { Hindrance, Problem, useHindrance } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';
import { ClockPanel } from './clock-panel';
import { type Freeze, freezeMark, switchSentence } from './maintenance-words';

/** Stopping everything new, and the times in which nothing large begins. */
export function MaintenanceView() {
  const { timeZone } = useVenue();
  const { data, error } = useLiveQuery(MaintenancePageDocument, {}, 5_000);
  const why = useHindrance('SERVICES_CONTROL');
  const [open, setOpen] = useState(false);
  const failure = failureOf(error, 'maintenance');
  const maintenance = data?.maintenance;
  if (!maintenance) return <Waiting title={t.pages.maintenance} failure={failure} />;
  const { on, freezes } = maintenance;
  return (
    <Page
      title={t.pages.maintenance}
      sentence={switchSentence(maintenance, timeZone)}
      aside={<StateMark tone={on ? 'warn' : 'ok'} word={on ? t.maintenance.isOn : t.maintenance.isOff} />}
    >
      {failure && <Problem failure={failure} />}
      <Panel title={t.maintenance.stopTitle}>
        <div className="stack">
          <p>{t.maintenance.stopMeans}</p>
          <Hindrance why={why} />
          <div className="buttons">
            <Button disabled={why !== undefined} onClick={() => setOpen(true)}>
              {on ? t.maintenance.letGoAsks : t.maintenance.stopAsks}
            </Button>
          </div>
        </div>
      </Panel>
      <ClockPanel />
      <Freezes freezes={freezes} />
      <Dialog
        opened={open}
        onClose={() => setOpen(false)}
        title={on ? t.maintenance.letGoQuestion : t.maintenance.stopQuestion}
      >
        <SwitchForm on={on} onClose={() => setOpen(false)} />
      </Dialog>
    </Page>
  );
}

function Freezes({ freezes }: { readonly freezes: readonly Freeze[] }) {
  const { timeZone } = useVenue();
  const now = useNow(30_000);
  return (
    <Panel title={t.maintenance.freezes}>
      <div className="stack">
        <p className="soft">{t.maintenance.freezesMean}</p>
        {freezes.length === 0 ? (
          <p>{t.maintenance.noFreeze}</p>
        ) : (
          <ul className="lines marked">
            {freezes.map((freeze) => (
              <li key={`${freeze.from} ${freeze.until}`} className="line">
                <StateMark {...freezeMark(freeze, now)} />
                <span>
                  {freeze.reason}
                  <span className="serves">
                    {t.maintenance.fromTo(moment(freeze.from, timeZone), moment(freeze.until, timeZone))}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}

interface SwitchFormProps {
  /** As it is now; the other is offered. */
  readonly on: boolean;
  readonly onClose: () => void;
}

/** Says what the switch stops or resumes before it is thrown. */
function SwitchForm({ on: now, onClose }: SwitchFormProps) {
  // What was offered, although the page may learn of another's switch meanwhile.
  const [on] = useState(now);
  const action = useAction(SetMaintenanceDocument);
  return (
    <ReasonForm
      action={action}
      onSubmit={(reason) => action.run({ on: !on, reason })}
      onDone={onClose}
      word={on ? t.maintenance.letGo : t.maintenance.stop}
      leaveWord={on ? t.maintenance.keepStopped : t.maintenance.keepOpen}
      onLeave={onClose}
    >
      <p>{on ? t.maintenance.letGoConsequence : t.maintenance.stopConsequence}</p>
    </ReasonForm>
  );
}
