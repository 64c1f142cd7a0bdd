import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import { type Axis, figureTick, TIMES, timeTick } from './axis';
import type { Values } from './chart-data';

export interface Line {
  readonly values: Values;
  /** A custom property, e.g. `--accent`. */
  readonly color: string;
  /** Its values are seconds. */
  readonly isTime?: boolean;
  /** So that no two lines differ by color alone. */
  readonly isDashed?: boolean;
}

interface PlotProps {
  readonly axis: Axis;
  readonly times: readonly number[];
  /** The first has its scale at the left, the second at the right. */
  readonly lines: readonly [Line, Line?];
}

/** In pixels. */
const HEIGHT = 84;
const PRINTED = 660;

/** Lines over time, on a canvas. Its words are beside it, as its table is. */
export function Plot({ axis, times, lines }: PlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  // biome-ignore lint/correctness/useExhaustiveDependencies: colors follow the scheme
  useEffect(() => {
    const around = place.current;
    if (!around) return;
    const data: UPlot.AlignedData = [
      times.map((time) => time / 1000),
      ...lines.flatMap((line) => (line ? [[...line.values]] : [])),
    ];
    const plot = new UPlot(optionsOf(axis, lines, around), data, around);
    const sizes = new ResizeObserver(([entry]) => {
      if (entry) plot.setSize({ width: entry.contentRect.width, height: HEIGHT });
    });
    sizes.observe(around);
    // No observer runs before paper: its width is that of charts.css.
    const beforePrint = () => plot.setSize({ width: PRINTED, height: HEIGHT });
    const afterPrint = () => plot.setSize({ width: around.clientWidth, height: HEIGHT });
    addEventListener('beforeprint', beforePrint);
    addEventListener('afterprint', afterPrint);
    return () => {
      removeEventListener('beforeprint', beforePrint);
      removeEventListener('afterprint', afterPrint);
      sizes.disconnect();
      plot.destroy();
    };
  }, [axis, times, lines, scheme]);
  return <div className="plot" ref={place} aria-hidden="true" />;
}

function optionsOf(axis: Axis, lines: PlotProps['lines'], around: HTMLElement): UPlot.Options {
  const style = getComputedStyle(around);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const width = (name: string) => Number.parseFloat(color(name));
  const font = `12px ${style.fontFamily}`;
  const grid = { stroke: color('--line'), width: 1 };
  const drawn = lines.flatMap((line, index) =>
    line ? [{ ...line, scale: index === 0 ? 'y' : 'right' }] : [],
  );
  return {
    width: around.clientWidth,
    height: HEIGHT,
    padding: [8, () => (drawn.length > 1 ? 0 : width('--right')), 4, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: true, range: () => [axis.from / 1000, axis.until / 1000] },
      ...Object.fromEntries(drawn.map(({ scale }) => [scale, { range: fromZero }])),
    },
    axes: [
      {
        size: 1,
        splits: () => axis.ticks.map(({ at }) => at / 1000),
        values: (_, splits) => splits.map(() => ''),
        grid,
        ticks: { show: false },
      },
      ...drawn.map(({ scale, isTime = false }, index) => ({
        scale,
        side: index === 0 ? (3 as const) : (1 as const),
        size: () => width(index === 0 ? '--gutter' : '--right'),
        font,
        stroke: color('--soft'),
        space: 22,
        values: (_: UPlot, splits: number[]) => splits.map(isTime ? timeTick : figureTick),
        ...(isTime && { incrs: [...TIMES] }),
        grid: index === 0 ? grid : { show: false },
        ticks: { show: false },
      })),
    ],
    series: [
      {},
      ...drawn.map(({ scale, color: name, isDashed = false }) => ({
        scale,
        stroke: color(name),
        width: 1.5,
        points: { show: false },
        ...(isDashed && { dash: [4, 3] }),
      })),
    ],
  };
}

/** Also a line that is zero all the time has a scale. */
function fromZero(_: UPlot, _min: number | null, max: number | null): [number, number] {
  return [0, Math.max(1, (max ?? 0) * 1.1)];
}
