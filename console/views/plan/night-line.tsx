import { clock, duration } from '../../format/format';
import { t } from '../../messages';
import { placeOf, type Span, type TimeLine } from './time-line';

interface NightLineProps {
  readonly line: TimeLine;
  readonly timeZone: string;
  /** How bad it is that the run cuts into trading; undefined: it doesn't. */
  readonly tone: 'bad' | 'warn' | undefined;
  /** The end is a fact and no estimate. */
  readonly isOver: boolean;
  /** The daily restart is held for as long as it runs. */
  readonly holdsRestart: boolean;
}

/** One night as a line: trading hatched, the run a bar, now a line above it, the daily restart a dashed one; sentences around it say the same. */
export function NightLine({ line, timeZone, tone, isOver, holdsRestart }: NightLineProps) {
  const { ticks, restart, now } = line;
  return (
    <div className="window" aria-hidden="true">
      {now !== undefined && (
        <Label place={placeOf(line, now)} className="window-now-word">
          {t.plan.now(clock(now, timeZone))}
        </Label>
      )}
      <Track line={line} timeZone={timeZone} tone={tone} isOver={isOver} />
      <div className="window-axis">
        {ticks.map((at) => (
          <span key={at} style={{ left: `${placeOf(line, at)}%` }}>
            {clock(at, timeZone)}
          </span>
        ))}
      </div>
      {restart !== undefined && (
        <Label place={placeOf(line, restart)} className="window-restart-word">
          {(holdsRestart ? t.plan.dailyRestartHeld : t.plan.dailyRestart)(clock(restart, timeZone))}
        </Label>
      )}
    </div>
  );
}

interface LabelProps {
  /** In percent from the left. */
  readonly place: number;
  readonly className: string;
  readonly children: React.ReactNode;
}

/** Words at a moment: as far to the left in themselves as the moment is in the line, so that neither end of it cuts them. */
function Label({ place, className, children }: LabelProps) {
  return (
    <div
      className={`window-label ${className}`}
      style={{ gridTemplateColumns: `minmax(0, ${place}fr) auto minmax(0, ${100 - place}fr)` }}
    >
      <span>{children}</span>
    </div>
  );
}

type TrackProps = Pick<NightLineProps, 'line' | 'timeZone' | 'tone' | 'isOver'>;

function Track({ line, timeZone, tone, isOver }: TrackProps) {
  const { run, trading, spare, restart, now, isNarrow } = line;
  const place = ({ from, until }: Span) => ({
    left: `${placeOf(line, from)}%`,
    right: `${100 - placeOf(line, until)}%`,
  });
  const gone =
    now === undefined ? 0 : Math.min(1, Math.max(0, (now - run.from) / (run.until - run.from || 1)));
  return (
    <div className="window-track">
      {trading.map((span) => (
        <div key={span.from} className="window-trading" style={place(span)}>
          <span>{t.plan.trading}</span>
        </div>
      ))}
      {spare && (
        <div className={`window-spare${isNarrow ? ' window-spare-late' : ''}`} style={place(spare)}>
          <span>{t.plan.toSpare(duration(spare.until - spare.from))}</span>
        </div>
      )}
      {restart !== undefined && (
        <div className="window-restart" style={{ left: `${placeOf(line, restart)}%` }} />
      )}
      <div
        className={`window-run ${tone ? `window-run-${tone}` : ''}${isNarrow ? ' window-run-narrow' : ''}`}
        style={place(run)}
      >
        <div className="window-gone" style={{ width: `${gone * 100}%` }} />
        <span>{clock(run.from, timeZone)}</span>
        <span>{isOver ? clock(run.until, timeZone) : t.plan.about(clock(run.until, timeZone))}</span>
      </div>
      {now !== undefined && <div className="window-now" style={{ left: `${placeOf(line, now)}%` }} />}
    </div>
  );
}
