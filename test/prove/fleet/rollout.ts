/** Rollouts over a fleet, judged by the ledgers and audit logs of the venues and by the journal of the administrator. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Row } from '../shared/campaign.js';
import type { Chance } from '../shared/seeded.js';
import type { AdminResult, Fleet, InventoryRow } from './fleet.js';
import type { FleetVenue } from './venues.js';

/** A line of the journal. */
interface Line {
  readonly venue?: string;
  readonly wave?: number;
  readonly state: string;
}

const BAD = ['FAILED', 'UNKNOWN', 'NOT_WORKING'];
const TIMEOUT_SECONDS = 45;

/** One rollout of one reason, which may take several runs. */
class Rollout {
  readonly #fleet: Fleet;
  readonly reason: string;
  readonly #journal: string;
  readonly #isKeyed: boolean;
  readonly inventory: readonly InventoryRow[];

  constructor(fleet: Fleet, reason: string, isKeyed: boolean, inventory: readonly InventoryRow[]) {
    this.#fleet = fleet;
    this.reason = reason;
    this.#isKeyed = isKeyed;
    this.#journal = join(fleet.folder, `${reason.replaceAll(' ', '-')}.jsonl`);
    this.inventory = inventory;
  }

  request(more: object): object {
    return {
      what: 'rollout',
      reason: this.reason,
      isKeyed: this.#isKeyed,
      Journal: this.#journal,
      TimeoutSeconds: TIMEOUT_SECONDS,
      SettleSeconds: 60,
      ...more,
    };
  }

  run = (more: object): Promise<AdminResult> => this.#fleet.run(this.inventory, this.request(more));

  /** A last line that was torn is none. */
  lines(): readonly Line[] {
    const text = existsSync(this.#journal) ? readFileSync(this.#journal, 'utf8') : '';
    return text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line)
      .filter(({ venue }) => venue !== undefined);
  }

  names = (...states: readonly string[]): readonly string[] =>
    [...this.stateOf()].filter(([, state]) => states.includes(state)).map(([name]) => name);

  stateOf(): ReadonlyMap<string, string> {
    return new Map(this.lines().map(({ venue = '', state }) => [venue, state]));
  }

  async actsOf(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for (const { venue, reason } of await this.#fleet.acts())
      if (reason === this.reason) counts.set(venue, (counts.get(venue) ?? 0) + 1);
    return counts;
  }

  /** Waits until the journal has what is expected, or two minutes. */
  async until(holds: (lines: readonly Line[]) => boolean): Promise<void> {
    for (const deadline = Date.now() + 120_000; !holds(this.lines()) && Date.now() < deadline; )
      await sleep(50);
  }

  /** What the journal records is what the venues did; and each that was not reached or failed was reported with its name. */
  async contradictions(reported: readonly AdminResult[]): Promise<readonly string[]> {
    const [states, acts] = [this.stateOf(), await this.actsOf()];
    const named = new Set(reported.flatMap(({ failed }) => failed.map(({ venue }) => venue)));
    return this.inventory.flatMap(({ Name }) => {
      const [state = 'NOT_SENT', times] = [states.get(Name), acts.get(Name) ?? 0];
      const allowed = { WORKING: [1], SUCCEEDED: [1], NOT_WORKING: [1], NOT_SENT: [0] }[state] ?? [0, 1];
      const wrong = allowed.includes(times) ? [] : [`${Name} is ${state} and acted ${times} times`];
      return BAD.includes(state) && reported.length > 0 && !named.has(Name)
        ? [...wrong, `${Name} is ${state} and no error names it`]
        : wrong;
    });
  }
}

/** Venues that refuse stop it, and once they allow it, it continues. */
export async function stopOnBudget(
  fleet: Fleet,
  venues: readonly FleetVenue[],
  chance: Chance,
): Promise<Row> {
  const size = venues.length;
  const refusing = chance.shuffled(venues.slice(2)).slice(0, Math.ceil(size / 4));
  const names = refusing.map(({ name }) => name);
  const budget = 2;
  const rollout = new Rollout(fleet, 'A budget', false, fleet.inventory(venues));
  await fleet.fault('refuses', names);
  const stopped = await rollout.run({ Wave: [4, 8], FailureBudget: budget });
  const untrue = [...(await rollout.contradictions([stopped]))];
  const failed = [...rollout.stateOf().values()].filter((state) => BAD.includes(state)).length;
  if (failed !== budget + 1)
    untrue.push(`the rollout stopped at ${failed} failures with a budget of ${budget}`);
  if (!stopped.failed.some(({ code }) => code === 'ROLLOUT_STOPPED'))
    untrue.push('no error reports the stop');
  for (const name of names) if ((await rollout.actsOf()).has(name)) untrue.push(`${name} refused, and acted`);
  const lines = rollout.lines();
  const stop = lines.findIndex(
    (_, index) => lines.slice(0, index + 1).filter(({ state }) => BAD.includes(state)).length > budget,
  );
  if (lines.slice(stop + 1).some(({ state }) => state === 'SENT'))
    untrue.push('the rollout sent to a venue after it was beyond its budget');
  const begun = rollout.stateOf().size;
  await fleet.fault(undefined, names);
  const resumed = await rollout.run({ Wave: [4, 8], FailureBudget: size, RetryFailed: true });
  untrue.push(...(await rollout.contradictions([resumed])), ...(await everyOne(rollout)));
  return {
    what: `a rollout to ${size} venues of which ${names.length} refuse, budget ${budget}; then continued with -RetryFailed`,
    figure: `stopped at ${failed} failures, ${size - begun} venues not touched; then each acted on once`,
    untrue,
  };
}

async function everyOne(rollout: Rollout): Promise<readonly string[]> {
  const acts = await rollout.actsOf();
  return rollout.inventory
    .filter(({ Name }) => acts.get(Name) !== 1)
    .map(
      ({ Name }) =>
        `${Name} acted ${acts.get(Name) ?? 0} times in the end, and is ${rollout.stateOf().get(Name)}`,
    );
}

/** What a rollout of the second kind is: by commands that take an idempotency key, or not. */
interface Faults {
  readonly size: number;
  /** The venues that it may use, all real ones among them. */
  readonly from: readonly FleetVenue[];
  readonly isKeyed: boolean;
  readonly chance: Chance;
  readonly say: (line: string) => void;
}

/** A partition in one wave, lost answers and the administrator's PowerShell killed in another; then continued. */
export async function surviveFaults(
  fleet: Fleet,
  { size, from, isKeyed, chance, say }: Faults,
): Promise<Row> {
  const real = from.filter((venue) => venue.isReal);
  const doubles = chance.shuffled(from.filter((venue) => !venue.isReal)).slice(0, size - real.length);
  const canaries = doubles.slice(0, 2);
  const others = chance.shuffled([...doubles.slice(2), ...real]);
  const rollout = new Rollout(
    fleet,
    isKeyed ? 'Faults with keys' : 'Faults without keys',
    isKeyed,
    fleet.inventory([...canaries, ...others], (venue) =>
      canaries.includes(venue) ? { Tags: ['canary'] } : {},
    ),
  );
  const third = Math.floor(others.length / 3);
  const settings = { Wave: [third, third, size], FailureBudget: size };
  const last = others.slice(2 * third);
  const apart = chance.shuffled(others.slice(third, 2 * third)).slice(0, Math.ceil(third / 3));
  const losing = last
    .filter(({ isReal }) => !isReal)
    .slice(0, 2)
    .map(({ name }) => name);
  await fleet.fault('loses-answer', losing);
  const begun = (wave: number, count: number) => (lines: readonly Line[]) =>
    lines.filter((line) => line.wave === wave && line.state === 'SENT').length >= count;
  const first = fleet.admin(rollout.inventory, rollout.request(settings));
  await rollout.until(begun(3, 1 + Math.floor(chance.between(0, third / 3))));
  const addresses = apart.map(({ name }) => fleet.addressOf(name));
  await fleet.network.partition(addresses);
  say(`${rollout.reason}: ${apart.length} venues cut off in wave 3`);
  await rollout.until((lines) => lines.some(({ wave }) => wave === 4));
  await fleet.network.heal(addresses);
  await rollout.until(begun(4, 3 + Math.floor(chance.between(0, last.length / 2))));
  await first.kill();
  const open = rollout.names('SENT');
  say(
    `${rollout.reason}: killed in wave 4: ${rollout.stateOf().size} of ${size} venues begun, ${open.length} without an outcome`,
  );
  // Sessions of the dead PowerShell end at their venues.
  await sleep(5000);
  const untrue = [...(await rollout.contradictions([]))];
  const continued = await rollout.run(settings);
  untrue.push(...(await rollout.contradictions([])));
  const reported = new Set(continued.rows.map(({ Venue }) => Venue as string));
  untrue.push(
    ...open
      .filter((name) => !reported.has(name))
      .map((name) => `${name} had no outcome at the kill, and is not reported after it`),
  );
  // An answer that was lost now is UNKNOWN too; the same command again repeats what has a key.
  if (isKeyed) await rollout.run(settings);
  const unknown = rollout.names('UNKNOWN', 'SENT');
  const acted = await rollout.actsOf();
  const lost = unknown.filter((name) => !acted.has(name));
  say(
    `${rollout.reason}: continued in ${continued.seconds.toFixed(0)} s: ${unknown.length} UNKNOWN, ${lost.length} had not acted`,
  );
  if (isKeyed) untrue.push(...unknown.map((name) => `${name} has a key, and stays UNKNOWN`));
  // As the administrator does who found out at these venues that nothing had happened.
  else if (lost.length > 0) await rollout.run({ ...settings, RetryUnknown: true, Name: lost });
  untrue.push(...(await rollout.contradictions([])), ...(await everyOne(rollout)));
  await fleet.fault(undefined, losing);
  const how = isKeyed ? 'of a command with an idempotency key' : 'of a command without a key';
  const repeated = isKeyed
    ? 'continued automatically'
    : `${unknown.length} UNKNOWN and not repeated, ${lost.length} of them had not acted and were repeated with -RetryUnknown`;
  return {
    what: `a rollout ${how} to ${size} venues, ${real.length} of them real: ${apart.length} cut off during wave 3, ${losing.length} answers lost, the administrator's PowerShell killed in wave 4, then continued`,
    figure: `${open.length} venues without an outcome at the kill; ${repeated}; each acted on exactly once`,
    untrue,
  };
}
