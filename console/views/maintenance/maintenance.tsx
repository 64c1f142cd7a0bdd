import { Button, NativeSelect } from '@mantine/core';
import { useRef, useState } from 'react';
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
import { MomentField } from '../../ui/fields';
import { Page, Panel, Waiting } from '../../ui/page';
import { Hindrance, Problem, useHindrance } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';
import { ClockPanel } from './clock-panel';
import {
  endOf,
  type Freeze,
  freezeMark,
  LENGTHS,
  type Length,
  lengthWords,
  switchSentence,
} from './maintenance-words';

/** Stopping everything new, and the times in which nothing large begins. */
export function MaintenanceView() {
  const { timeZone } = useVenue();
  const { data, error } = useLiveQuery(MaintenancePageDocument, {}, 5_000);
  const why = useHindrance('SERVICES_CONTROL');
  const [asked, setAsked] = useState<Turn>();
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
            {on && (
              <Button variant="default" disabled={why !== undefined} onClick={() => setAsked('change')}>
                {t.maintenance.changeAsks}
              </Button>
            )}
            <Button disabled={why !== undefined} onClick={() => setAsked(on ? 'letGo' : 'stop')}>
              {on ? t.maintenance.letGoAsks : t.maintenance.stopAsks}
            </Button>
          </div>
        </div>
      </Panel>
      <ClockPanel />
      <Freezes freezes={freezes} />
      <SwitchDialog asked={asked} onClose={() => setAsked(undefined)} />
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

/** `stop` turns it on, `letGo` off; `change` turns it on again, with another end. */
type Turn = 'stop' | 'change' | 'letGo';

const SAID = {
  stop: { question: 'stopQuestion', consequence: 'stopConsequence', leave: 'keepOpen' },
  change: { question: 'changeQuestion', consequence: 'changeConsequence', leave: 'keepEnd' },
  letGo: { question: 'letGoQuestion', consequence: 'letGoConsequence', leave: 'keepStopped' },
} as const;

interface SwitchDialogProps {
  readonly asked: Turn | undefined;
  readonly onClose: () => void;
}

function SwitchDialog({ asked, onClose }: SwitchDialogProps) {
  // Kept while the dialog goes away, and although the page may learn of another's switch meanwhile.
  const last = useRef<Turn>('stop');
  if (asked) last.current = asked;
  const turn = asked ?? last.current;
  return (
    <Dialog opened={asked !== undefined} onClose={onClose} title={t.maintenance[SAID[turn].question]}>
      <SwitchForm key={turn} turn={turn} onClose={onClose} />
    </Dialog>
  );
}

interface SwitchFormProps {
  readonly turn: Turn;
  readonly onClose: () => void;
}

/** Says what the switch stops or resumes before it is thrown, and until when. */
function SwitchForm({ turn, onClose }: SwitchFormProps) {
  const { timeZone } = useVenue();
  const now = useNow(30_000);
  const action = useAction(SetMaintenanceDocument);
  const [length, setLength] = useState<Length>('four');
  const [typed, setTyped] = useState('');
  const on = turn !== 'letGo';
  const end = endOf(length, typed, timeZone, now);
  const send = (reason: string) => {
    const until = on ? endOf(length, typed, timeZone, Date.now()) : undefined;
    return action.run({ on, reason, until: until ?? null });
  };
  return (
    <ReasonForm
      action={action}
      onSubmit={send}
      onDone={onClose}
      isReady={!on || end !== undefined}
      word={t.maintenance[turn]}
      leaveWord={t.maintenance[SAID[turn].leave]}
      onLeave={onClose}
    >
      <p>{t.maintenance[SAID[turn].consequence]}</p>
      {on && (
        <NativeSelect
          label={t.maintenance.end}
          value={length}
          onChange={(event) => setLength(event.currentTarget.value as Length)}
          data={LENGTHS.map((value) => ({ value, label: lengthWords(value, timeZone, now) }))}
        />
      )}
      {on && length === 'moment' && (
        <MomentField
          label={t.maintenance.moment}
          description={t.maintenance.momentMeans}
          value={typed}
          onChange={setTyped}
        />
      )}
    </ReasonForm>
  );
}
