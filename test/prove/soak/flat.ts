/** Whether what was weighed over a soak stays: the first quarter after the warm-up against the last. */
import { limits } from '../../../src/powershell/wire/protocol.js';
import type { Weights } from './weights.js';

export interface Sample extends Weights {
  /** Since the beginning. */
  readonly atMs: number;
}

export interface Course {
  readonly what: string;
  readonly begin: number;
  /** Medians of the first and the last quarter after the warm-up. */
  readonly warm: number;
  readonly end: number;
  readonly most: number;
  readonly slopePerHour: number;
  /** In words. */
  readonly tolerance: string;
  readonly isFlat: boolean;
}

/** The first part of a soak: whatever is filled once is filled then. */
const WARM_UP = 1 / 6;
/** Fewer samples after the warm-up say nothing of a quarter. */
const FEWEST = 12;

interface Tolerance {
  readonly words: string;
  readonly holds: (warm: number, end: number, slopePerHour: number) => boolean;
}

/** One figure at a time of the soak. */
export interface Point {
  readonly atMs: number;
  readonly value: number;
}

const TOLERANCES: Readonly<Record<keyof Weights, readonly [string, Tolerance | undefined]>> = {
  handles: ['open handles of the server', plus(5)],
  threads: ['threads of the server', plus(3)],
  residentMb: ['memory of the server (RSS), MB', plusShare(0.15, 40)],
  proportionalMb: ['memory of the server (PSS), MB', plusShare(0.15, 40)],
  processes: ['processes of the venue', plus(1)],
  zombies: ['zombies', plus(0)],
  hosts: ['PowerShell hosts', plus(1)],
  hostMb: ['the heaviest PowerShell host, MB', atMost(limits.recycleMegabytes)],
  stateMb: ['state.sqlite, MB', undefined],
  walMb: ['state.sqlite-wal, MB', plus(8)],
  logsMb: ['log folder, MB', undefined],
};

export function coursesOf(samples: readonly Sample[], held: readonly Point[] = []): readonly Course[] {
  const weighed = Object.entries(TOLERANCES).map(([name, [what, tolerance]]) => {
    const points = samples.map((sample) => ({ atMs: sample.atMs, value: sample[name as keyof Weights] }));
    return courseOf(what, points, tolerance);
  });
  const holding = 'what the server holds (heap and buffers after a collection), MB';
  return [...weighed, courseOf(holding, held, slopeBelow(1))];
}

function courseOf(what: string, points: readonly Point[], tolerance: Tolerance | undefined): Course {
  const warmAt = (points.at(-1)?.atMs ?? 0) * WARM_UP;
  const warm = points.filter(({ atMs }) => atMs >= warmAt);
  const quarter = Math.max(1, Math.floor(warm.length / 4));
  const [first, last] = [median(warm.slice(0, quarter)), median(warm.slice(-quarter))];
  // From the middle of one quarter to that of the other.
  const hours = (((warm.at(-1)?.atMs ?? 0) - (warm[0]?.atMs ?? 0)) * 0.75) / 3_600_000;
  const slopePerHour = hours > 0 ? (last - first) / hours : 0;
  return {
    what,
    begin: points[0]?.value ?? 0,
    warm: first,
    end: last,
    most: Math.max(0, ...points.map(({ value }) => value)),
    slopePerHour,
    tolerance: tolerance?.words ?? 'reported only',
    isFlat: warm.length < FEWEST || (tolerance?.holds(first, last, slopePerHour) ?? true),
  };
}

function plus(most: number): Tolerance {
  return { words: `+${most}`, holds: (warm, end) => end - warm <= most };
}

function plusShare(share: number, most: number): Tolerance {
  const words = `+${share * 100} % or +${most}`;
  return { words, holds: (warm, end) => end - warm <= Math.max(most, warm * share) };
}

/** An hour. */
function slopeBelow(most: number): Tolerance {
  return {
    words: `a slope < ${most}`,
    holds: (_, __, slopePerHour) => slopePerHour < most,
  };
}

function atMost(most: number): Tolerance {
  return { words: `<= ${most}, where a host is replaced`, holds: (_, end) => end <= most };
}

function median(points: readonly Point[]): number {
  const sorted = points.map(({ value }) => value).sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return ((low ?? 0) + (high ?? 0)) / 2;
}
