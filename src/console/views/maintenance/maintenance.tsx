import { Button } from '@mantine/core';
import { useState } from 'react';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { MaintenancePageDocument } from '../../generated/graphql';
import { moment } from '../../ui/format';
import { Hindrance, useHindrance } from '../../ui/hindrance';
import { Page, Panel, Waiting } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';
import { useNow } from '../../ui/use-now';
import { useVenue } from '../../venue-context';
import { type Freeze, freezeMark, switchSentence } from './maintenance-words';
import { SwitchDialog } from './switch-dialog';

/** Stopping everything new, and the times in which nothing large begins. */
export function MaintenanceView() {
  const { timeZone } = useVenue();
  const { data, error } = useLiveQuery(MaintenancePageDocument, {}, 5_000);
  const why = useHindrance('SERVICES_CONTROL');
  const [open, setOpen] = useState(false);
  const failure = failureOf(error, 'maintenance');
  const maintenance = data?.maintenance;
  if (!maintenance) return <Waiting title="Maintenance" failure={failure} />;
  const { on, freezes } = maintenance;
  return (
    <Page
      title="Maintenance"
      sentence={switchSentence(maintenance, timeZone)}
      aside={<StateMark tone={on ? 'warn' : 'ok'} word={on ? 'Stopped' : 'Open'} />}
    >
      {failure && <Problem failure={failure} />}
      <Panel title="Stop everything new">
        <div className="stack">
          <p>
            While it is on, nobody can start an onboarding, a resync, a change of a service or an activation,
            and what is scheduled waits. What runs goes on to its end. Looking is always possible.
          </p>
          <Hindrance why={why} />
          <div className="buttons">
            <Button
              color={on ? 'petrol' : 'brick'}
              disabled={why !== undefined}
              onClick={() => setOpen(true)}
            >
              {on ? 'Let operations begin again…' : 'Stop everything new…'}
            </Button>
          </div>
        </div>
      </Panel>
      <Freezes freezes={freezes} />
      <SwitchDialog on={on} opened={open} onClose={() => setOpen(false)} />
    </Page>
  );
}

function Freezes({ freezes }: { readonly freezes: readonly Freeze[] }) {
  const { timeZone } = useVenue();
  const now = useNow(30_000);
  return (
    <Panel title="Freezes">
      <div className="stack">
        <p className="soft">
          No resync begins in a freeze. Whoever administers the server sets them, in config.json of the data
          folder; they count from the next start on.
        </p>
        {freezes.length === 0 ? (
          <p>There is none.</p>
        ) : (
          <ul className="lines marked">
            {freezes.map((freeze) => (
              <li key={`${freeze.from} ${freeze.until}`} className="line">
                <StateMark {...freezeMark(freeze, now)} />
                <span>
                  {freeze.reason}
                  <span className="serves">
                    {moment(freeze.from, timeZone)} to {moment(freeze.until, timeZone)}
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
