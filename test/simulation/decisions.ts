/** Everything that a run decides, made from its seed before it begins: a shorter run is the same list with fewer entries. */
import type { ServiceKey } from '../../src/domain/types/services.js';
import type { Act } from './clerks/act.js';
import { ACTS, REPEAT } from './clerks/acts.js';
import { CELLS, type Cell, nameOf } from './faults/cells.js';
import { FAULTS, type Fault } from './faults/faults.js';
import { type Scenario, scenarioOf } from './faults/scenarios.js';
import type { Strike } from './faults/strikes.js';
import { type Random, randomStream } from './random.js';

/** Nothing else is decided until the operations have ended: the times of what follows count from then. */
export interface Rest {
  readonly atMs: number;
  readonly rests: true;
}

export type Decision =
  | Rest
  | { readonly atMs: number; readonly act: Act }
  | { readonly atMs: number; readonly fault: Fault; readonly forMs: number }
  | { readonly atMs: number; readonly kill: { readonly downMs: number } }
  /** The second fault strikes together with it. */
  | { readonly atMs: number; readonly strike: Strike; readonly beside?: Fault; readonly besideMs?: number };

export interface RunPlan {
  readonly seed: number;
  /** What its strikes are for: those that are alone one after the other, with a rest between. */
  readonly cells: readonly Cell[];
  /** True time of its begin. */
  readonly at: number;
  readonly connected: 'never' | 'synced';
  readonly isLicensed: boolean;
  readonly restartsGateway: boolean;
  readonly secondPerson: boolean;
  /** All data is sent in forty minutes, not in one. */
  readonly isLarge: boolean;
  /** What its administrator set up in Windows: this service needs that one, too. */
  readonly needs?: Need | undefined;
  /** The package of Cloud Sync starts it when it is installed. */
  readonly packageStarts?: boolean;
  readonly hours: number;
  readonly decisions: readonly Decision[];
}

export type Need = readonly [service: ServiceKey, needed: ServiceKey];

const NEEDS: readonly Need[] = [
  ['netpos', 'cloud-sync'],
  ['gateway-client', 'connect'],
  ['gateway-client', 'netpos'],
  ['cloud-sync', 'gateway-client'],
];

/** Monday, 00:00 in Sydney. */
const MONDAY = Date.parse('2031-05-04T14:00:00.000Z');
/** In minutes: later than the daily restart, which would restart Gateway Client first. */
const AFTER_RESTART = 6 * 60;
/** An onboarding or a resync without a wait has come to each of its points by then. */
const BRIEF_HOURS = 0.1;
/** So many cells share a run. */
const TOGETHER = 3;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** The next server run has begun by then. */
const REPEATED_AFTER_MS = 20_000;
/** After these, and by chance, a server stays away for long. */
const LONG_DOWN_MS = 4 * HOUR_MS;

export function planOf(seed: number, cells: readonly Cell[] = cellsOf(seed)): RunPlan {
  const [model, clerks, faults, services] = ['model', 'clerks', 'faults', 'services'].map((name) =>
    randomStream(seed, name),
  ) as [Random, Random, Random, Random];
  const [first] = cells;
  const isBrief = first !== undefined && (goesInTurns(first) || cells.length === 1);
  const scenario = first ? scenarioOf(nameOf(first)) : {};
  const kind = first ? kindOf(first) : clerks.pick(['ONBOARD', 'RESYNC', 'SERVICE_CONTROL']);
  const isOnboard = kind === 'ONBOARD';
  const isOff = first?.mode === 'off-for-hours';
  const waits = scenario.faultAtCancel ? BRIEF_HOURS : Number(scenario.act?.['inMinutes'] ?? 0) / 60;
  const hours = isBrief ? BRIEF_HOURS + waits : model.pick([0.5, 0.5, 1, 2]);
  const connected = model.pick([isOnboard ? 'never' : 'synced', 'synced', 'synced', 'never'] as const);
  const minute = model.between(0, 7 * 24 * 60);
  const plan = {
    // Before it opens nothing has to be overridden that a send in trading hours would need.
    at: MONDAY + (isOff ? minute - (minute % (24 * 60)) + AFTER_RESTART + (minute % 60) : minute) * MINUTE_MS,
    connected,
    isLicensed: model.chance(0.85),
    restartsGateway: model.chance(0.5),
    secondPerson: model.chance(0.2),
    isLarge: !isBrief && model.chance(0.15),
  };
  const turn = (cell: Cell | undefined, isLast: boolean): Decision[] => {
    const its = cell ? scenarioOf(nameOf(cell)) : {};
    return [
      ...actsOf(clerks, kind, hours, its, { isBrief, isOff, isLast }),
      ...(its.before ?? []).map((strike) => ({ atMs: 0, strike })),
    ];
  };
  const decisions = isBrief
    ? cells.flatMap((cell, index) => {
        const its = [...turn(cell, index === cells.length - 1), strikeOf(faults, cell, isBrief)];
        const from = index * hours * HOUR_MS;
        const rest: Decision[] = index === 0 ? [] : [{ atMs: from, rests: true }];
        return [...rest, ...its.map((each) => ({ ...each, atMs: each.atMs + from }))];
      })
    : [
        ...turn(first, true),
        ...cells.map((cell) => strikeOf(faults, cell, isBrief)),
        ...faultsOf(faults, hours),
      ];
  const began = beginOf(scenario);
  return {
    seed,
    cells,
    ...plan,
    ...began,
    // A service that needs Cloud Sync never starts at a venue without a license.
    needs:
      services.chance(0.2) && (began.isLicensed ?? plan.isLicensed)
        ? needOf(services, began.connected ?? connected)
        : undefined,
    packageStarts: began.packageStarts ?? services.chance(0.3),
    hours: isBrief ? hours * cells.length : hours,
    decisions: decisions.sort((a, b) => a.atMs - b.atMs),
  };
}

/** Windows starts no service that needs one which isn't installed yet. */
function needOf(random: Random, connected: RunPlan['connected']): Need | undefined {
  const need = random.pick(NEEDS);
  return need[1] === 'cloud-sync' && connected === 'never' ? undefined : need;
}

/** How the venue begins, as far as a scenario says so. */
function beginOf(scenario: Scenario): Partial<RunPlan> {
  const { at, connected, isLicensed, restartsGateway, secondPerson, isLarge, packageStarts } = scenario;
  const given = Object.entries({
    at,
    connected,
    isLicensed,
    restartsGateway,
    secondPerson,
    isLarge,
    packageStarts,
  });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function kindOf({ point }: Cell): string {
  return point.split('/')[0] ?? '';
}

/** Each night has as many seeds of its own (bin/testing/stages.mjs). */
const NIGHT_SEEDS = 10_000;
const GROUPS: readonly (readonly Cell[])[] = groupsOf(CELLS);

/**
 * Each group has its turn, and then each of its cells in a run of its own, where one kept the others from
 * being hit.
 * Every fiftieth seed has no strike, only faults.
 */
function cellsOf(seed: number): readonly Cell[] {
  const group = GROUPS[(seed * 7919) % Math.max(1, GROUPS.length)] ?? [];
  const pass = Math.floor(((seed - 1) % NIGHT_SEEDS) / Math.max(1, GROUPS.length));
  if (seed % 50 === 0) return [];
  return pass === 0 ? group : group.slice((pass - 1) % group.length).slice(0, 1);
}

/** Cells that one run can strike: up to three of a kind, at points far from each other. */
function groupsOf(cells: readonly Cell[]): Cell[][] {
  const alike = Object.values(Object.groupBy(cells, (cell) => togetherOf(cell) ?? nameOf(cell)));
  return alike.flatMap((some = []) => {
    const count = Math.ceil(some.length / TOGETHER);
    return Array.from({ length: count }, (_, first) => some.filter((_each, at) => at % count === first));
  });
}

/**
 * One operation after the other, each with its strike. An onboarding is there once: more strikes than one
 * are all its own.
 */
function goesInTurns(cell: Cell): boolean {
  return cell.isAlone || kindOf(cell) !== 'ONBOARD';
}

/**
 * Cells with the same answer go together; undefined: it has a run of its own, as what it waits for is not so
 * twice in a run.
 */
function togetherOf(cell: Cell): string | undefined {
  const scenario = scenarioOf(nameOf(cell));
  const { also, fault, faultAtCancel, act } = scenario;
  if (cell.mode === 'off-for-hours') return undefined;
  if (!goesInTurns(cell)) return JSON.stringify(scenario);
  if (kindOf(cell) === 'ONBOARD' || also || fault || faultAtCancel || act?.['inMinutes']) return undefined;
  return `${kindOf(cell)} ${cell.isAlone} ${JSON.stringify(beginOf(scenario))}`;
}

function actsOf(
  random: Random,
  kind: string,
  hours: number,
  scenario: Scenario,
  { isBrief, isOff, isLast }: Readonly<Record<'isBrief' | 'isOff' | 'isLast', boolean>>,
): Decision[] {
  const main = ACTS.filter(({ isFor }) => isFor === kind);
  const others = random.some(ACTS, 0.5);
  const first = random.between(MINUTE_MS / 2, (isBrief ? 1 : 10) * MINUTE_MS);
  const begin = random.pick(main).make(random);
  // What a strike waits for has to come that far.
  const { callers, overridesHours } = scenario;
  const asked = {
    ...begin.with,
    ...scenario.act,
    ...(callers && { callers }),
    ...(isOff && !overridesHours && { overrides: 'all but hours' }),
  };
  const acts: Decision[] = [{ atMs: first, act: { ...begin, with: asked } }];
  const cancel = ACTS.find(({ name }) => name === 'cancel');
  const { cancelAfterMs, also = [], fault, faultAtCancel } = scenario;
  for (const { afterMs, act, fault: other, forMs = 0 } of also) {
    const atMs = Math.max(0, first + afterMs);
    if (act) acts.push({ atMs, act });
    if (other) acts.push({ atMs, fault: other, forMs });
  }
  if (fault) acts.push({ atMs: 0, fault, forMs: 24 * HOUR_MS });
  if (faultAtCancel && cancelAfterMs)
    acts.push({ atMs: first + cancelAfterMs, fault: faultAtCancel, forMs: 4 * MINUTE_MS });
  if (cancel && cancelAfterMs) acts.push({ atMs: first + cancelAfterMs, act: cancel.make(random) });
  else if (cancel && cancelAfterMs === undefined && !isBrief && random.chance(0.3))
    acts.push({ atMs: first + random.between(0, 4 * MINUTE_MS), act: cancel.make(random) });
  const control = ACTS.find(({ name }) => name === 'control');
  if (control && !isBrief && random.chance(0.3)) {
    const key = random.pick(['gateway-client', 'cloud-sync']);
    const stop = { ...control.make(random), with: { key, do: 'stop' } };
    acts.push({ atMs: first + random.between(1000, MINUTE_MS), act: stop });
  }
  if (!isBrief && random.chance(0.2)) acts.push({ atMs: first, act: random.pick(ACTS).make(random) });
  const count = isBrief ? (isLast ? 2 : 0) : random.between(2, Math.ceil(6 * hours));
  for (let index = 0; index < count && others.length > 0; index += 1)
    acts.push({ atMs: later(random, first, hours), act: random.pick(others).make(random) });
  if (callers || (!isBrief && random.chance(0.2)))
    acts.push({ atMs: first + REPEATED_AFTER_MS, act: REPEAT });
  return acts;
}

/** Most others act after what the run is about. */
function later(random: Random, first: number, hours: number): number {
  return random.between(random.chance(0.8) ? first + 1 : 0, Math.round(hours * HOUR_MS));
}

function strikeOf(random: Random, cell: Cell, isFirst: boolean): Decision {
  const { point, mode, isAlone } = cell;
  const beside = random.pick(FAULTS).make(random);
  if (isAlone) return { atMs: 0, strike: { point, mode, time: 1 } };
  const strike = { point, mode, time: isFirst ? 1 : random.pick([1, 1, 1, 2]) };
  return { atMs: 0, strike, beside, besideMs: random.between(5, 300) * 1000 };
}

function faultsOf(random: Random, hours: number): Decision[] {
  const subset = random.some(FAULTS, 0.35);
  const count = subset.length === 0 ? 0 : random.between(0, Math.ceil(4 * hours));
  const made: Decision[] = Array.from({ length: count }, () => ({
    atMs: random.between(random.chance(0.7) ? 10 * MINUTE_MS : 0, Math.round(hours * HOUR_MS)),
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
