/** `prove -- fleet`: many venues behind one sshd, real rehearsals among them; status, faults, rollouts and a restricted endpoint. */
import { type Campaign, proofOf, type Row } from '../shared/campaign.js';
import { type Chance, chanceFrom } from '../shared/seeded.js';
import { type AdminResult, Fleet, type InventoryRow } from './fleet.js';
import { SILENT, UNREACHABLE } from './network.js';
import { stopOnBudget, surviveFaults } from './rollout.js';
import type { FleetVenue } from './venues.js';

export const campaign: Campaign = {
  title: 'Many venues from one prompt',
  async run({ seed, count: wanted = 200, say }) {
    const count = Math.max(LEAST, wanted);
    const real = Math.min(MOST_REAL, Math.ceil(count / 10));
    const chance = chanceFrom(seed);
    const fleet = await Fleet.start({ real, standIns: count - real });
    say(`${real} rehearsals and ${count - real} stand-ins are ready`);
    const rows: Row[] = [];
    type Part = () => Promise<Row>;
    const tenth = Math.max(12, Math.floor(count / 10));
    // Every second one, the real ones too: no venue is in both rollouts.
    const halves = [0, 1].map((half) =>
      fleet.venues.slice(0, -tenth).filter((_, index) => index % 2 === half),
    );
    const [first = [], second = []] = halves;
    const rollout = (share: number, isKeyed: boolean, from: readonly FleetVenue[]) =>
      surviveFaults(fleet, { size: Math.max(16, Math.floor(count * share)), isKeyed, from, chance, say });
    // Lanes of a group run at once, at venues of their own: much of a part is waiting. What is measured runs alone.
    const groups: readonly (readonly (readonly Part[])[])[] = [
      [[() => status(fleet)]],
      [[() => restricted(fleet)], [() => faulty(fleet, chance)]],
      [
        [() => differences(fleet, first, chance), () => rollout(0.25, true, first)],
        [() => stopOnBudget(fleet, fleet.venues.slice(-tenth), chance), () => rollout(0.15, false, second)],
      ],
      [[() => memory(fleet)]],
    ];
    const run = async (part: Part): Promise<Row> => {
      const row = await part().catch((error: unknown) => ({
        what: part.toString().slice(6),
        figure: 'not done',
        untrue: [String(error)],
      }));
      say(`${row.figure}${row.untrue.map((line) => `\n        ${line}`).join('')}`);
      return row;
    };
    try {
      for (const group of groups) {
        const lanes = group.map(async (lane) => {
          const made: Row[] = [];
          for (const part of lane) made.push(await run(part));
          return made;
        });
        rows.push(...(await Promise.all(lanes)).flat());
      }
    } finally {
      await fleet.stop();
    }
    return proofOf(['what', 'figure', 'untrue'], rows, ({ what, figure }) => [what, figure]);
  },
};

/** Fewer have no stand-ins of their own for each lane. */
const LEAST = 48;
const MOST_REAL = 6;
/** Status by one command, against a plain loop of Invoke-Command. */
const MOST_TIME = 1.3;
const MOST_MEMORY_MB = 12_000;
const TIMEOUT_SECONDS = 60;

/** The loop before and after, each time with half of the venues: a machine that gets busier costs both the same. */
async function status(fleet: Fleet): Promise<Row> {
  const inventory = fleet.inventory(fleet.venues);
  const half = inventory.length / 2;
  const untrue: string[] = [];
  let lost = 0;
  const run = async (what: string, rows: readonly InventoryRow[]) => {
    const result = await fleet.run(rows, { what, TimeoutSeconds: 300 });
    const known = result.rows.filter(({ State }) => ['OK', 'ATTENTION', 'DOWN'].includes(State)).length;
    if (what === 'loop') lost += rows.length - known;
    else if (known !== rows.length)
      untrue.push(`the status of ${known} of ${rows.length} venues was read: ${faultsIn(result)}`);
    return result;
  };
  const before = await run('loop', inventory.slice(0, half));
  const seen = await run('status', inventory);
  const after = await run('loop', inventory.slice(half));
  const seconds = before.seconds + after.seconds;
  const ratio = seen.seconds / seconds;
  if (!(ratio <= MOST_TIME)) untrue.push(`the status takes ${ratio.toFixed(2)} of the time of a plain loop`);
  const [megabytes, plain] = [seen.peakMegabytes, Math.max(before.peakMegabytes, after.peakMegabytes)];
  const processor = before.processorSeconds + after.processorSeconds;
  return {
    what: `Get-VenueFleet of ${inventory.length} venues, 16 at once, against ForEach-Object -Parallel with Invoke-Command, 16 at once`,
    figure: `${seen.seconds.toFixed(0)} s against ${seconds.toFixed(0)} s: ${ratio.toFixed(2)}, at most ${MOST_TIME}; on the administrator's computer ${seen.processorSeconds.toFixed(0)} s of processor against ${processor.toFixed(0)} s; its PowerShell ${megabytes.toFixed(0)} MB against ${plain.toFixed(0)} MB; venues that the loop lost: ${lost}`,
    untrue,
  };
}

const faultsIn = ({ failed, rows }: AdminResult) =>
  JSON.stringify([
    ...failed.map(({ venue, code }) => `${venue} ${code}`),
    ...rows.filter(({ Code }) => Code).map(({ Venue, Code, Headline }) => `${Venue} ${Code} ${Headline}`),
  ]).slice(0, 600);

/** How many of 200 fail in which way, and the codes that may be reported then. */
const FAILING: Readonly<Record<string, readonly [number, readonly string[]]>> = {
  refused: [5, ['UNREACHABLE']],
  unreachable: [5, ['UNREACHABLE']],
  silent: [4, ['TIMED_OUT', 'UNREACHABLE']],
  mute: [3, ['TIMED_OUT', 'UNREACHABLE']],
  'silent API': [3, ['TIMED_OUT', 'UNREACHABLE']],
  'another venue': [3, ['VENUE_MISMATCH']],
};

/** The status of six in ten, all real ones among them, while some are dead, hang or are another venue. */
async function faulty(fleet: Fleet, chance: Chance): Promise<Row> {
  const venues = fleet.venues.slice(0, fleet.venues.length * 0.6);
  // In the first half: the limit of those that hang passes while others run.
  const doubles = chance.shuffled(venues.slice(0, venues.length / 2).filter(({ isReal }) => !isReal));
  const kinds = new Map<string, string>();
  for (const [kind, [share]] of Object.entries(FAILING))
    for (let left = Math.max(1, Math.round((share * fleet.venues.length) / 200)); left > 0; left -= 1)
      kinds.set(doubles[kinds.size]?.name ?? '', kind);
  const named = (kind: string) => [...kinds].filter(([, one]) => one === kind).map(([name]) => name);
  await fleet.fault('silent', named('silent API'));
  await fleet.fault('other-venue', named('another venue'));
  const before = (await fleet.seen()).asked;
  const where: Readonly<Record<string, Partial<InventoryRow>>> = {
    refused: { Port: 9 },
    unreachable: { HostName: UNREACHABLE },
    silent: { HostName: SILENT },
    mute: { Port: fleet.mutePort },
  };
  const inventory = fleet.inventory(venues, ({ name }) => ({
    ...where[kinds.get(name) ?? ''],
    // A restricted endpoint reports the same.
    ...(chance.between(0, 4) < 1 && { Subsystem: 'restricted' }),
  }));
  const result = await fleet.run(inventory, { what: 'status', TimeoutSeconds: TIMEOUT_SECONDS });
  const untrue: string[] = [];
  const rowOf = new Map(result.rows.map((row) => [row.Venue as string, row]));
  for (const { name } of venues) {
    const [kind, row] = [kinds.get(name), rowOf.get(name)];
    if (!row) untrue.push(`${name} has no row`);
    else if (kind === undefined && (row.Code || row.State === 'NO_STATUS'))
      untrue.push(`${name} is well, and reported as ${row.State} ${row.Code} ${row.Headline}`);
    else if (kind !== undefined && (row.State !== 'NO_STATUS' || !FAILING[kind]?.[1].includes(row.Code)))
      untrue.push(`${name} is ${kind}, and reported as ${row.State} ${row.Code} ${row.Headline}`);
  }
  const { asked, wrongTokens } = await fleet.seen();
  for (const name of named('another venue'))
    if (asked[name]?.slice(before[name]?.length).includes('Status'))
      untrue.push(`${name} is another venue, and was asked for its status`);
  if (wrongTokens > 0) untrue.push(`${wrongTokens} requests came with the token of another venue`);
  const healthy = [...named('silent API'), ...named('another venue')];
  await fleet.fault(undefined, healthy);
  return {
    what: `the status of ${inventory.length} venues of which ${kinds.size} fail: ${[...new Set(kinds.values())].map((kind) => `${named(kind).length} ${kind}`).join(', ')}`,
    figure: `${result.seconds.toFixed(0)} s with a limit of ${TIMEOUT_SECONDS} s for each venue; each failure reported with its venue, no venue asked with another's token`,
    untrue,
  };
}

/** Two report another version: they alone are in the minority. */
async function differences(fleet: Fleet, venues: readonly FleetVenue[], chance: Chance): Promise<Row> {
  const some = venues.slice(0, Math.max(10, Math.floor(fleet.venues.length / 10)));
  const old = chance
    .shuffled(some.filter(({ isReal }) => !isReal))
    .slice(0, 2)
    .map(({ name }) => name)
    .sort();
  await fleet.fault('old-version', old);
  const { rows, failed } = await fleet.run(fleet.inventory(some), { what: 'compare', TimeoutSeconds: 120 });
  await fleet.fault(undefined, old);
  const found = rows.find(({ Property, Value }) => Property === 'Version' && Value === '0.0.1');
  const untrue = failed.map(({ venue, code, message }) => `Compare-Venue: ${venue} ${code} ${message}`);
  if ([...(found?.Venues ?? [])].sort().join() !== old.join())
    untrue.push(
      `${old.join()} are of another version, and Compare-Venue reports ${JSON.stringify(rows).slice(0, 300)}`,
    );
  return {
    what: `Compare-Venue of ${some.length} venues of which 2 report another version`,
    figure: `${rows.length} rows; both are named`,
    untrue,
  };
}

/** What each restricted session of PowerShell has of its own; they have no effect beyond the session. */
const OF_EACH_SESSION = [
  'Clear-Host',
  'Exit-PSSession',
  'Get-Command',
  'Get-FormatData',
  'Get-Help',
  'Measure-Object',
  'Out-Default',
  'Select-Object',
];

interface Restricted {
  readonly tried: number;
  /** Names that are commands there, and what ran that must not. */
  readonly found: readonly string[];
  readonly ran: readonly string[];
  /** What the session itself shows; an alias runs another. */
  readonly visible: readonly { readonly name: string; readonly runs: string }[];
}

async function restricted(fleet: Fleet): Promise<Row> {
  const { rows } = await fleet.run(fleet.inventory(fleet.venues.slice(0, 1)), { what: 'restricted' });
  const { tried, found, ran, visible } = rows[0] as Restricted;
  const [names, runs] = [visible.map(({ name }) => name), new Set(visible.map((command) => command.runs))];
  const ours = [...runs].filter((name) => /-Venue/.test(name));
  const beyond = [...runs].filter((name) => !ours.includes(name) && !OF_EACH_SESSION.includes(name));
  const untrue = [
    ...ran.map((text) => `the restricted endpoint ran: ${text}`),
    ...found
      .filter((name) => !names.includes(name.replace(/^.*\\/, '')))
      .map((name) => `the restricted endpoint has ${name}`),
    ...beyond.map((name) => `the restricted endpoint shows ${name}`),
  ];
  return {
    what: 'a restricted session: each command of PowerShell, programs, texts, and script blocks as arguments',
    figure: `${tried} tried; ${ours.length} commands of the module can be run, and ${runs.size - ours.length} that each restricted session has`,
    untrue,
  };
}

async function memory({ network }: Fleet): Promise<Row> {
  const megabytes = network.peakMegabytes;
  return {
    what: 'memory of all processes at once, without what files back',
    figure: `${(megabytes / 1000).toFixed(1)} GB, at most ${MOST_MEMORY_MB / 1000} GB`,
    untrue: megabytes <= MOST_MEMORY_MB ? [] : [`${megabytes.toFixed(0)} MB were held at once`],
  };
}
