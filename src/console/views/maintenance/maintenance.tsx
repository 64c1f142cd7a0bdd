import { Button } from '@mantine/core';
import { useState } from 'react';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { moment } from '../../format/format';
import { MaintenancePageDocument } from '../../generated/graphql';
import { t } from '../../messages';
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
  if (!maintenance) return <Waiting title={t.pages.maintenance} failure={failure} />;
  const { on, freezes } = maintenance;
  return (
    <Page
      title={t.pages.maintenance}
      sentence={switchSentence(maintenance, timeZone)}
      aside={
        <StateMark tone={on ? 'warn' : 'ok'} word={on ? t.maintenance.isStopped : t.maintenance.isOpen} />
      }
    >
      {failure && <Problem failure={failure} />}
      <Panel title={t.maintenance.stopTitle}>
        <div className="stack">
          <p>{t.maintenance.stopMeans}</p>
          <Hindrance why={why} />
          <div className="buttons">
            <Button
              color={on ? 'petrol' : 'brick'}
              disabled={why !== undefined}
              onClick={() => setOpen(true)}
            >
              {on ? t.maintenance.letGoAsks : t.maintenance.stopAsks}
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
