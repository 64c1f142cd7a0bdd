import type { ReactNode } from 'react';
import { useNow } from '../../data/use-page';
import { percent } from '../../format/format';
import type { WindowLineFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { Panel } from '../../ui/page';
import { ServerText } from '../../ui/problem';
import { StateMark, type Tone } from '../../ui/state-mark';
import { NightLine } from './night-line';
import { type Span, timeLineOf } from './time-line';

/** What matters of a time, a bold line and a quieter one. */
export interface Figure {
  readonly strong: string;
  readonly soft?: string | undefined;
}

export interface Progress {
  /** In whole percent. */
  readonly share: number;
  readonly tone: Tone;
  /** What the bar is of, for anyone who hears it. */
  readonly label: string;
}

interface SchedulePanelProps {
  readonly title: string;
  /** At the right of the title, e.g. the choice of a start. */
  readonly aside?: ReactNode;
  /** Undefined: it has not begun. */
  readonly progress?: Progress | undefined;
  readonly figures?: readonly Figure[];
  /** The server's own: its moments, and its verdict while that is what matters. Undefined: no line is drawn. */
  readonly window: WindowLineFragment | null | undefined;
  readonly run: Span;
  readonly timeZone: string;
  /** How bad it is to cut into trading. */
  readonly misfit: 'bad' | 'warn';
  /** Whether the verdict is said: while someone may still choose another time. */
  readonly isVerdictSaid: boolean;
  readonly isOver?: boolean;
  readonly holdsRestart: boolean;
  /** The verdict is of another start than the chosen one. */
  readonly isChecking?: boolean;
  /** What is off, and until when. */
  readonly off?: Figure | undefined;
}

/** When a send runs and how far it is: one panel for plan, waiting, scheduled, running, first sync and result. */
export function SchedulePanel(props: SchedulePanelProps) {
  const {
    title,
    aside,
    progress,
    figures = [],
    window,
    isVerdictSaid,
    misfit,
    isChecking = false,
    off,
  } = props;
  return (
    <Panel title={title} aside={aside}>
      {(progress || figures.length > 0) && (
        <div className="figures">
          {progress && <p className="figure">{percent(progress.share)}</p>}
          {figures.map(({ strong, soft }) => (
            <div key={strong}>
              <p className="strong">{strong}</p>
              <ServerText line="soft">{soft}</ServerText>
            </div>
          ))}
        </div>
      )}
      {progress && (
        <progress
          className={`bar bar-${progress.tone}`}
          max={100}
          value={progress.share}
          aria-label={progress.label}
        >
          {percent(progress.share)}
        </progress>
      )}
      {window && <Night {...props} window={window} />}
      {window && isVerdictSaid && <Verdict window={window} misfit={misfit} isChecking={isChecking} />}
      {off && (
        <p className="off">
          <span className="strong">{off.strong}</span> <span className="soft">{off.soft}</span>
        </p>
      )}
    </Panel>
  );
}

function Night(props: SchedulePanelProps & { readonly window: WindowLineFragment }) {
  const { window, run, timeZone, misfit, isVerdictSaid, isOver = false, holdsRestart } = props;
  const now = useNow(10_000);
  const line = timeLineOf(window, run, timeZone, isOver ? undefined : now);
  // As long as the server's verdict is below, the bar says what that says.
  const isMisfit = props.isChecking ? false : isVerdictSaid ? !window.fits : line.cutsTrading;
  return (
    <NightLine
      line={line}
      timeZone={timeZone}
      tone={isMisfit ? misfit : undefined}
      isOver={isOver}
      holdsRestart={holdsRestart}
    />
  );
}

interface VerdictProps extends Pick<SchedulePanelProps, 'misfit'> {
  readonly window: WindowLineFragment;
  readonly isChecking: boolean;
}

function Verdict({ window, misfit, isChecking }: VerdictProps) {
  const { fits, verdict } = window;
  if (isChecking)
    return (
      <p className="verdict" role="status">
        <StateMark tone="busy" word={t.state.checking} />
        <span>{t.resync.checkingStart}</span>
      </p>
    );
  return (
    <p className="verdict" role="status">
      <StateMark
        tone={fits ? 'ok' : misfit}
        word={fits ? t.plan.fits : misfit === 'bad' ? t.plan.doesNotFit : t.plan.outcomes.WARN}
      />
      <span>
        <ServerText>{verdict}</ServerText>
      </span>
    </p>
  );
}

interface TimeWindowProps {
  /** The server's own: its verdict and its moments. */
  readonly window: WindowLineFragment;
  readonly run: Span;
  readonly timeZone: string;
  /** How bad it is when it doesn't fit. */
  readonly misfit: 'bad' | 'warn';
  /** Whether the operation holds the daily restart. Default: it continues after it. */
  readonly holdsRestart?: boolean;
  readonly isChecking?: boolean;
  /** At the right of the title, e.g. the choice of a start. */
  readonly aside?: ReactNode;
}

/** Of a plan: nothing has begun, and another time may still be chosen. */
export function TimeWindow({ holdsRestart = false, ...shown }: TimeWindowProps) {
  return (
    <SchedulePanel {...shown} title={t.operation.timeWindow} isVerdictSaid holdsRestart={holdsRestart} />
  );
}
