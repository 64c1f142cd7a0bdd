import type { ReactNode } from 'react';
import type { WindowLineFragment } from '../../generated/graphql';
import { clock, duration } from '../../ui/format';
import { Panel } from '../../ui/page';
import { StateMark } from '../../ui/state-mark';
import { placeOf, type Span, type TimeLine, timeLineOf } from './time-line';

interface TimeWindowProps {
  /** The server's own: its verdict and its moments. */
  readonly window: WindowLineFragment;
  readonly run: Span;
  readonly timeZone: string;
  /** How bad it is when it doesn't fit. */
  readonly misfit: 'bad' | 'warn';
  /** At the right of the title, e.g. the choice of a start. */
  readonly aside?: ReactNode;
}

/** One night as a line: trading hatched, the run a bar, the daily restart a dashed line; the sentence below says the same. */
export function TimeWindow({ window, run, timeZone, misfit, aside }: TimeWindowProps) {
  const line = timeLineOf(window, run, timeZone);
  const { fits, verdict } = window;
  return (
    <Panel title="Time window" aside={aside}>
      <div className="window" aria-hidden="true">
        <Track line={line} tone={fits ? undefined : misfit} timeZone={timeZone} />
        <Axis line={line} timeZone={timeZone} />
      </div>
      <p className="verdict" role="status">
        <StateMark
          tone={fits ? 'ok' : misfit}
          word={fits ? 'Fits' : misfit === 'bad' ? 'Doesn’t fit' : 'Look'}
        />
        <span>{verdict}</span>
      </p>
    </Panel>
  );
}

interface TrackProps {
  readonly line: TimeLine;
  /** Undefined: it fits. */
  readonly tone: 'bad' | 'warn' | undefined;
  readonly timeZone: string;
}

function Track({ line, tone, timeZone }: TrackProps) {
  const { run, trading, spare, restart, isNarrow } = line;
  const place = ({ from, until }: Span) => ({
    left: `${placeOf(line, from)}%`,
    right: `${100 - placeOf(line, until)}%`,
  });
  return (
    <div className="window-track">
      {trading.map((span) => (
        <div key={span.from} className="window-trading" style={place(span)}>
          Trading
        </div>
      ))}
      {spare && (
        <div className="window-spare" style={place(spare)}>
          {duration(spare.until - spare.from)} to spare
        </div>
      )}
      {restart !== undefined && (
        <div className="window-restart" style={{ left: `${placeOf(line, restart)}%` }} />
      )}
      <div
        className={`window-run ${tone ? `window-run-${tone}` : ''}${isNarrow ? ' window-run-narrow' : ''}`}
        style={place(run)}
      >
        <span>{clock(run.from, timeZone)}</span>
        <span>about {clock(run.until, timeZone)}</span>
      </div>
    </div>
  );
}

function Axis({ line, timeZone }: { readonly line: TimeLine; readonly timeZone: string }) {
  const { ticks, restart } = line;
  return (
    <div className="window-axis">
      {ticks.map((at) => (
        <span key={at} style={{ left: `${placeOf(line, at)}%` }}>
          {clock(at, timeZone)}
        </span>
      ))}
      {restart !== undefined && (
        <span className="window-restart-word" style={{ left: `${placeOf(line, restart)}%` }}>
          Daily restart {clock(restart, timeZone)}
        </span>
      )}
    </div>
  );
}
