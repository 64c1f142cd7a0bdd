import type { ReactNode } from 'react';
import type { WindowLineFragment } from '../../generated/graphql';
import { clock, duration } from '../../ui/format';
import { Panel } from '../../ui/page';
import { StateMark } from '../../ui/state-mark';
import { nightAround, type Span, type Trading, tradingWithin } from './night';

interface TimeWindowProps {
  readonly run: Span;
  readonly trading: readonly Trading[];
  readonly timeZone: string;
  /** The server's own verdict; null where it doesn't work windows out: then trading hours alone are compared. */
  readonly window: WindowLineFragment | null;
  /** How bad it is when it doesn't fit. */
  readonly misfit: 'bad' | 'warn';
  /** At the right of the title, e.g. the choice of a start. */
  readonly aside?: ReactNode;
}

/** One night as a line: trading hatched, the run a bar, the daily restart a dashed line; the sentence below says the same. */
export function TimeWindow({ run, trading, timeZone, window, misfit, aside }: TimeWindowProps) {
  const night = nightAround(run);
  const open = tradingWithin(night, trading, timeZone);
  const percent = (at: number) => `${((at - night.from) / (night.until - night.from)) * 100}%`;
  const place = ({ from, until }: Span) => ({ left: percent(from), right: `calc(100% - ${percent(until)})` });
  const clash = open.find(({ from, until }) => from < run.until && until > run.from);
  const next = open.find(({ from }) => from >= run.until);
  const fits = window?.fits ?? clash === undefined;
  const verdict = window?.verdict ?? verdictOf(run, clash, next, timeZone);
  const restart = window?.dailyRestartAt ? Date.parse(window.dailyRestartAt) : undefined;
  const isNarrow = (run.until - run.from) / (night.until - night.from) < 0.16;
  return (
    <Panel title="Time window" aside={aside}>
      <div className="window" aria-hidden="true">
        <div className="window-track">
          {open.map((span) => (
            <div key={span.from} className="window-trading" style={place(span)}>
              Trading
            </div>
          ))}
          {fits && next && (
            <div className="window-spare" style={place({ from: run.until, until: next.from })}>
              {duration(next.from - run.until)} to spare
            </div>
          )}
          {restart !== undefined && <div className="window-restart" style={{ left: percent(restart) }} />}
          <div
            className={`window-run ${fits ? '' : `window-run-${misfit}`}${isNarrow ? ' window-run-narrow' : ''}`}
            style={place(run)}
          >
            <span>{clock(run.from, timeZone)}</span>
            <span>about {clock(run.until, timeZone)}</span>
          </div>
        </div>
        <div className="window-axis">
          {ticks(night).map((at) => (
            <span key={at} style={{ left: percent(at) }}>
              {clock(at, timeZone)}
            </span>
          ))}
          {restart !== undefined && (
            <span className="window-restart-word" style={{ left: percent(restart) }}>
              Daily restart {clock(restart, timeZone)}
            </span>
          )}
        </div>
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

/** Every second hour, the two ends left out where they would be cut. */
function ticks({ from, until }: Span): readonly number[] {
  const hours = Math.floor((until - from) / 3_600_000);
  return Array.from({ length: Math.floor(hours / 2) }, (_, index) => from + (1 + 2 * index) * 3_600_000);
}

function verdictOf(run: Span, clash: Span | undefined, next: Span | undefined, timeZone: string): string {
  const end = clock(run.until, timeZone);
  if (clash && clash.from <= run.from)
    return `Ends about ${end}, while the venue trades until ${clock(clash.until, timeZone)}.`;
  if (clash) return `It would run ${duration(run.until - clash.from)} into trading.`;
  return next
    ? `Ends about ${end}, ${duration(next.from - run.until)} before trading starts at ${clock(next.from, timeZone)}.`
    : `Ends about ${end}, long before trading starts.`;
}
