import { Button } from '@mantine/core';
import { type CSSProperties, type PointerEvent, type ReactNode, useMemo, useState } from 'react';
import { useVenue } from '../../../data/contexts';
import { failureOf } from '../../../data/failure';
import { useLiveQuery } from '../../../data/use-live-query';
import { useRunningOperations } from '../../../data/use-operations';
import { useNow } from '../../../data/use-page';
import { duration, figure, moment } from '../../../format/format';
import { VenueHistoryDocument } from '../../../generated/graphql';
import { t } from '../../../messages';
import { CardTable } from '../../../ui/list-table';
import { Panel } from '../../../ui/page';
import { Problem } from '../../../ui/problem';
import { type Axis, axisOf, percentAt, pointsOf, type Range } from './axis';
import { type ChartData, chartData } from './chart-data';
import { bandRows, figureRows, type Rows, readoutAt, tradingRows } from './chart-words';
import { Lanes } from './lanes';
import { Plot } from './plot';

/** How often it is read while it is shown, in milliseconds: there is one sample in a minute. */
const LOOK = 60_000;

/** What happened in the last 24 hours or seven days: four charts on one time axis. */
export function History() {
  const { timeZone } = useVenue();
  const [range, setRange] = useState<Range>('day');
  const now = useNow(LOOK);
  const axis = useMemo(() => axisOf(range, now, timeZone), [range, now, timeZone]);
  const { data, error } = useLiveQuery(VenueHistoryDocument, askedOf(axis), LOOK);
  const running = useRunningOperations();
  const scheduled = running.map(({ id, scheduledFor }) => `${id} ${scheduledFor}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is another one with every look
  const shown = useMemo(
    () => data && chartData(data, running, axis, timeZone),
    [data, scheduled, axis, timeZone],
  );
  const failure = failureOf(error, 'venueTimeline') ?? failureOf(error, 'heartbeat');
  const choice = (value: Range) => (
    <Button
      size="xs"
      variant={range === value ? 'filled' : 'default'}
      aria-pressed={range === value}
      onClick={() => setRange(value)}
    >
      {t.charts.ranges[value]}
    </Button>
  );
  return (
    <Panel
      title={t.charts.title}
      aside={
        <div className="buttons">
          {choice('day')}
          {choice('week')}
        </div>
      }
    >
      {failure && <Problem failure={failure} />}
      {!shown && !failure && <p className="soft">{t.ui.looking}</p>}
      {shown && <Charts data={shown} axis={axis} now={now} />}
    </Panel>
  );
}

function askedOf(axis: Axis) {
  const time = (at: number) => new Date(at).toISOString();
  const { from, now, step } = axis;
  return { from: time(from), to: time(now), last: time(now - step), points: pointsOf(axis) };
}

interface ChartsProps {
  readonly data: ChartData;
  readonly axis: Axis;
  /** In milliseconds. */
  readonly now: number;
}

function Charts({ data, axis, now }: ChartsProps) {
  const { timeZone } = useVenue();
  const [chosen, setChosen] = useState<number>();
  const at = Math.min(Math.max(chosen ?? now, axis.from), axis.until - axis.step);
  const readout = readoutAt(data, at, timeZone);
  const heartbeatLine = useMemo(
    () => [{ values: data.heartbeat, color: '--accent', isTime: true }] as const,
    [data],
  );
  const rowLines = useMemo(
    () =>
      [
        { values: data.rate, color: '--accent' },
        { values: data.waiting, color: '--warn', isDashed: true },
      ] as const,
    [data],
  );
  const perRow = Math.round(axis.ticks.length > 8 ? 12 : (axis.now - axis.from) / axis.step / 24);
  const figures = (columns: Parameters<typeof figureRows>[1]) =>
    figureRows(data.times, columns, timeZone, Math.max(1, perRow));
  const { columns } = t.charts;
  return (
    <div
      className="charts"
      style={{ '--now': `${percentAt(axis, axis.now)}%` } as CSSProperties}
      onPointerMove={(event) => point(event, axis, setChosen)}
    >
      <Chart
        title={t.charts.link}
        readout={readout.link}
        head={[columns.from, columns.heartbeat]}
        rows={figures([{ values: data.heartbeat, word: (value) => duration(value * 1000) }])}
      >
        <Lanes axis={axis} lanes={[data.link]} />
        <p className="legend soft" aria-hidden="true">
          <span>{columns.heartbeat}</span>
        </p>
        <Plot axis={axis} times={data.times} lines={heartbeatLine} />
      </Chart>
      <Chart
        title={t.charts.services}
        readout={readout.services}
        head={[columns.from, columns.until, columns.service, columns.what]}
        rows={bandRows(data.services, timeZone, axis.now)}
      >
        <Lanes axis={axis} lanes={data.services} />
      </Chart>
      <Chart
        title={t.charts.rows}
        readout={readout.rows}
        head={[columns.from, columns.rate, columns.waiting]}
        rows={figures([
          { values: data.rate, word: (value) => figure(value, 1) },
          { values: data.waiting, word: (value) => figure(value) },
        ])}
      >
        <p className="legend soft" aria-hidden="true">
          <span>{columns.rate}</span>
          <span className="legend-waiting">{columns.waiting}</span>
        </p>
        <Plot axis={axis} times={data.times} lines={rowLines} />
      </Chart>
      <Chart
        title={t.charts.jobs}
        readout={readout.jobs}
        head={[columns.from, columns.until, columns.lane, columns.what]}
        rows={[...tradingRows(data.trading, timeZone), ...bandRows([data.jobs], timeZone, axis.now)]}
      >
        <Lanes axis={axis} lanes={[data.jobs]} trading={data.trading} />
      </Chart>
      <div className="charts-ticks" aria-hidden="true">
        {axis.ticks.map(({ at: tick, word }) => (
          <span key={tick} style={{ left: `${percentAt(axis, tick)}%` }}>
            {word}
          </span>
        ))}
      </div>
      <div className="charts-marks" aria-hidden="true">
        <span className="charts-now" style={{ left: `${percentAt(axis, axis.now)}%` }} />
        <span className="charts-at" style={{ left: `${percentAt(axis, at)}%` }} />
      </div>
      <label className="charts-time">
        <span>{t.charts.time(moment(at, timeZone))}</span>
        <input
          type="range"
          min={axis.from}
          max={axis.until - axis.step}
          step={axis.step}
          value={at}
          aria-valuetext={[moment(at, timeZone), ...new Set(Object.values(readout))].join('. ')}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
        />
      </label>
      {data.isCut && <p className="soft">{t.charts.cut}</p>}
    </div>
  );
}

/** What is under the pointer is what the words are about. */
function point(
  { currentTarget, clientX }: PointerEvent<HTMLElement>,
  { from, until, step }: Axis,
  choose: (at: number) => void,
): void {
  const marks = currentTarget.querySelector('.charts-marks')?.getBoundingClientRect();
  if (!marks || clientX < marks.left || clientX > marks.right) return;
  const at = from + ((until - from) * (clientX - marks.left)) / marks.width;
  choose(from + Math.floor((at - from) / step) * step);
}

interface ChartProps {
  readonly title: string;
  /** Of the chosen moment. */
  readonly readout: string;
  readonly head: readonly string[];
  readonly rows: Rows;
  readonly children: ReactNode;
}

function Chart({ title, readout, head, rows, children }: ChartProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <figure className="chart" aria-label={title}>
      <figcaption>
        <h3>{title}</h3>
        <p className="soft">{readout}</p>
      </figcaption>
      {children}
      <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary aria-label={t.charts.tableOf(title)}>{t.charts.table}</summary>
        {isOpen && <Table head={head} rows={rows} />}
      </details>
    </figure>
  );
}

function Table({ head, rows }: Pick<ChartProps, 'head' | 'rows'>) {
  return (
    <CardTable columns={head}>
      {rows.map(([first, ...rest]) => (
        <tr key={[first, ...rest].join()}>
          <th scope="row">{first}</th>
          {rest.map((word, index) => (
            <td key={head[index + 1]} data-label={head[index + 1]}>
              {word}
            </td>
          ))}
        </tr>
      ))}
    </CardTable>
  );
}
