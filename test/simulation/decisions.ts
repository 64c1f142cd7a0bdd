/** Everything that a run decides, made from its seed before it begins: a shorter run is the same list with fewer entries. */
import { ACTS, type Act } from './clerks/acts.js';
import { CELLS, type Cell } from './faults/cells.js';
import { type Fault, FAULTS } from './faults/faults.js';
import type { Strike } from './faults/strikes.js';
import { type Random, randomStream } from './random.js';

export type Decision =
  | { readonly atMs: number; readonly act: Act }
  | { readonly atMs: number; readonly fault: Fault; readonly forMs: number }
  | { readonly atMs: number; readonly kill: { readonly downMs: number } }
  /** The second fault strikes together with it. */
  | { readonly atMs: number; readonly strike: Strike; readonly beside?: Fault; readonly besideMs?: number };

export interface RunPlan {
  readonly seed: number;
  /** What its strikes are for. */
  readonly cells: readonly Cell[];
  /** True time of its begin. */
  readonly at: number;
  readonly connected: 'never' | 'synced';
  readonly isLicensed: boolean;
  readonly restartsGateway: boolean;
  readonly secondPerson: boolean;
  readonly hours: number;
  readonly decisions: readonly Decision[];
}

/** Monday, 00:00 in Sydney. */
const MONDAY = Date.parse('2031-05-04T14:00:00.000Z');
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** After these, and by chance, a server stays away for long. */
const LONG_DOWN_MS = 4 * HOUR_MS;

export function planOf(seed: number, cells: readonly Cell[] = cellsOf(seed)): RunPlan {
  const [model, clerks, faults] = ['model', 'clerks', 'faults'].map((name) => randomStream(seed, name)) as [
    Random,
    Random,
    Random,
  ];
  const isAlone = cells.some((cell) => cell.isAlone);
  const kind = cells[0]?.point.split('/')[0] ?? clerks.pick(['ONBOARD', 'RESYNC', 'SERVICE_CONTROL']);
  const isOnboard = kind === 'ONBOARD';
  const hours = isAlone ? 0.5 : model.pick([0.5, 1, 1, 2]);
  const decisions: Decision[] = [
    ...actsOf(clerks, kind, hours, cells.length > 0 && clerks.chance(0.9)),
    ...cells.flatMap((cell) => strikesOf(faults, cell)),
    ...(isAlone ? [] : faultsOf(faults, hours)),
  ];
  return {
    seed,
    cells,
    at: MONDAY + model.between(0, 7 * 24 * 60) * MINUTE_MS,
    connected: isOnboard ? model.pick(['never', 'never', 'synced'] as const) : model.pick(['synced', 'synced', 'synced', 'never'] as const),
    isLicensed: model.chance(0.85),
    restartsGateway: model.chance(0.5),
    secondPerson: model.chance(0.2),
    hours,
    decisions: decisions.sort((a, b) => a.atMs - b.atMs),
  };
}

/** One after the other by the seed, so that each cell has its turn. Every tenth seed has no strike, only faults. */
function cellsOf(seed: number): readonly Cell[] {
  const first = CELLS[(seed * 7919) % Math.max(1, CELLS.length)];
  if (!first || seed % 10 === 0) return [];
  if (first.isAlone) return [first];
  // The one more fault is another strike of the same kind of operation, or one of the surroundings.
  const kind = `${first.point.split('/')[0]}/`;
  const others = CELLS.filter(({ isAlone, point }) => !isAlone && point.startsWith(kind) && point !== first.point);
  const other = others[(seed * 104_729) % Math.max(1, others.length)];
  return other ? [first, other] : [first];
}

function actsOf(random: Random, kind: string, hours: number, isStruck: boolean): Decision[] {
  const main = ACTS.filter(({ isFor }) => isFor === kind);
  const others = random.some(ACTS, 0.5);
  const first = random.between(0, 10 * MINUTE_MS);
  const act = random.pick(main).make(random);
  // What a strike waits for has to come that far.
  if (isStruck) Object.assign(act.with, { code: 'right', overrides: true, inMinutes: 0 });
  const acts: Decision[] = [{ atMs: first, act }];
  // A cancel in the middle of what the first one began.
  const cancel = ACTS.find(({ name }) => name === 'cancel');
  if (cancel && random.chance(0.4))
    acts.push({ atMs: first + random.between(0, 4 * MINUTE_MS), act: cancel.make(random) });
  const count = random.between(2, Math.ceil(6 * hours));
  for (let index = 0; index < count && others.length > 0; index += 1)
    acts.push({ atMs: random.between(0, Math.round(hours * HOUR_MS)), act: random.pick(others).make(random) });
  return acts;
}

function strikesOf(random: Random, cell: Cell): Decision[] {
  const { point, mode, isAlone } = cell;
  const strike = { point, mode, time: isAlone ? 1 : random.pick([1, 1, 1, 2]) };
  const beside = random.pick(FAULTS).make(random);
  const armed: Decision = isAlone
    ? { atMs: 0, strike }
    : { atMs: 0, strike, ...(random.chance(0.5) && { beside, besideMs: random.between(5, 300) * 1000 }) };
  // A rollback needs something to roll back.
  if (!point.includes('/undo ') && !point.includes('/later ')) return [armed];
  const kind = point.split('/')[0] ?? '';
  const doing = CELLS.filter((other) => other.point.startsWith(`${kind}/`) && other.mode === 'refused' && !/\/(undo|later) /.test(other.point));
  if (doing.length === 0) return [armed];
  return [armed, { atMs: 0, strike: { point: random.pick(doing).point, mode: 'refused', time: 1 } }];
}

function faultsOf(random: Random, hours: number): Decision[] {
  const subset = random.some(FAULTS, 0.35);
  const count = subset.length === 0 ? 0 : random.between(0, Math.ceil(4 * hours));
  const made: Decision[] = Array.from({ length: count }, () => ({
    atMs: random.between(0, Math.round(hours * HOUR_MS)),
    fault: random.pick(subset).make(random),
    forMs: random.pick([random.between(1, 60), random.between(60, 900), random.between(900, 7200)]) * 1000,
  }));
  const kills = random.between(0, 2);
  for (let index = 0; index < kills; index += 1)
    made.push({ atMs: random.between(0, Math.round(hours * HOUR_MS)), kill: { downMs: downMs(random) } });
  return made;
}

/** How long the server is away after a kill. */
export function downMs(random: Random): number {
  return random.chance(0.1) ? random.between(30 * MINUTE_MS, LONG_DOWN_MS) : random.between(2000, 90_000);
}
