import type { Span } from '../../plan/time-line';
import { type Axis, percentAt } from './axis';
import type { Lane } from './chart-data';

interface LanesProps {
  readonly axis: Axis;
  readonly lanes: readonly Lane[];
  /** Hatched behind them. */
  readonly trading?: readonly Span[];
}

/** States over time, a lane for each. Its words are beside it, as its table is. */
export function Lanes({ axis, lanes, trading = [] }: LanesProps) {
  return (
    <div className="lanes" aria-hidden="true">
      {lanes.map(({ label, bands }) => (
        <div key={label} className="lane">
          <span className="lane-label">{label}</span>
          <div className="lane-track">
            {trading.map((span) => (
              <span key={span.from} className="lane-trading" style={placeOf(axis, span)} />
            ))}
            {bands.map(({ tone, text, ...span }) => (
              <span
                key={`${span.from} ${text}`}
                className={`band tone-${tone}`}
                style={placeOf(axis, span)}
              />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

function placeOf(axis: Axis, { from, until }: Span) {
  const left = percentAt(axis, from);
  return { left: `${left}%`, width: `${percentAt(axis, until) - left}%` };
}
