/** Tampers with a trail, one at a time, and has the product check it; then a trail that is too long to hold. */
import { DatabaseSync } from 'node:sqlite';
import { verifyAudit } from '../../../src/domain/audit/verification.js';
import { type Campaign, markdownTable, type Run } from '../shared/campaign.js';
import { type Chance, chanceFrom } from '../shared/seeded.js';
import { proveLength } from './length.js';
import { cut, deleteRow, flip, insertRow, swap, type Trail } from './tampers.js';
import { TrailFolder } from './trail-folder.js';

/** What a trail of a million rows may hold more than one of ten thousand, in megabytes. */
const MORE_MB = 50;

export const campaign: Campaign = {
  title: 'Audit tampering, and verification of a million rows',
  async run({ seed, count = 10_000, say }) {
    const tampers = await proveTampers({ seed, count, say });
    const [short, long] = [
      await proveLength(10_000),
      await proveLength(count >= 10_000 ? 1_000_000 : 100 * count),
    ];
    const more = long.megabytes - short.megabytes;
    const untrue = [
      ...tampers.flatMap((row) => row.untrue),
      ...short.untrue,
      ...long.untrue,
      ...(more <= MORE_MB ? [] : [`${long.rows} rows hold ${more.toFixed(0)} MB more than ${short.rows}`]),
    ];
    const found = tampers.map(({ what, runs, untrue: missed }) => [
      what,
      runs,
      what === 'nothing' ? 'no alarm' : 'found, first bad row named',
      missed.length,
    ]);
    const lengths = [short, long].map(({ rows, seconds, megabytes, untrue: missed }) => [
      `\`audit verify\` of ${rows.toLocaleString('en')} rows`,
      2,
      `${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB resident at most`,
      missed.length,
    ]);
    return {
      table: markdownTable(['what was done', 'runs', 'found', 'untrue'], [...found, ...lengths]),
      untrue,
    };
  },
};

const ROWS = 70;
/** Copies of the database as it was then. */
const MOMENTS = [5, 20, 33, 47, 60];
/** How many rows were written on since. */
const MORE = [1, 2, 3, 5, 8, 13, 20];

interface TamperRow {
  readonly what: string;
  readonly runs: number;
  readonly untrue: readonly string[];
}

/** Does it to the database that is there; answers the first row that isn't what was written. */
type Tamper = (folder: TrailFolder, trail: Omit<Trail, 'raw'>) => Promise<number>;

const TAMPERS: Readonly<Record<string, Tamper>> = {
  'one character of one field, or all of it': inRaw(flip),
  'a row taken out': inRaw(deleteRow),
  'a row put in': inRaw(insertRow),
  'two rows changed over': inRaw(swap),
  'the tail cut off, head fixed': inRaw(cut),
  'the database of an earlier moment': rollBack,
  'the same, and written on since': rollBackAndGoOn,
};

async function proveTampers({ seed, count, say }: Run): Promise<readonly TamperRow[]> {
  const chance = chanceFrom(seed);
  const folder = new TrailFolder();
  try {
    await folder.fill(ROWS, MOMENTS);
    for (const moment of MOMENTS) await folder.writeOn(moment, MORE);
    const anchored = await anchoredIn(folder);
    const kinds = Object.entries(TAMPERS);
    const rows: TamperRow[] = [await untouched(folder, Math.ceil(count / 100))];
    for (const [index, [what, tamper]] of kinds.entries()) {
      const runs = Math.floor(count / kinds.length) + (index < count % kinds.length ? 1 : 0);
      const untrue: string[] = [];
      for (let run = 0; run < runs; run += 1) {
        folder.put(folder.copyOf(ROWS));
        const wrong = await trial(folder, tamper, { rows: ROWS, anchored, chance });
        if (wrong) untrue.push(`${what}, run ${run}: ${wrong}`);
      }
      say(`${what}: ${runs}, ${untrue.length} untrue`);
      rows.push({ what, runs, untrue });
    }
    return rows;
  } finally {
    folder.remove();
  }
}

async function trial(
  folder: TrailFolder,
  tamper: Tamper,
  trail: Omit<Trail, 'raw'>,
): Promise<string | undefined> {
  const row = await tamper(folder, trail);
  const found = await look(folder);
  if (found.intact) return `row ${row} was touched, and the verification missed it`;
  return found.firstBadSequence === row
    ? undefined
    : `row ${row} was the first, and row ${found.firstBadSequence} was named: ${found.detail}`;
}

/** No alarm where there is nothing to find. */
async function untouched(folder: TrailFolder, runs: number): Promise<TamperRow> {
  const untrue: string[] = [];
  for (let run = 0; run < runs; run += 1) {
    folder.put(folder.copyOf(ROWS));
    const found = await look(folder);
    if (!found.intact || found.entries !== ROWS) untrue.push(`untouched, run ${run}: ${found.detail}`);
  }
  return { what: 'nothing', runs, untrue };
}

async function look(folder: TrailFolder) {
  const { audit, anchors, close } = await folder.look();
  try {
    return await verifyAudit({ audit, anchors });
  } finally {
    await close();
  }
}

function inRaw(tamper: (trail: Trail) => number): Tamper {
  return async (folder, trail) => {
    const raw = new DatabaseSync(folder.file);
    raw.exec('PRAGMA synchronous = OFF; DROP TRIGGER audit_unchanged; DROP TRIGGER audit_kept; BEGIN');
    const row = tamper({ ...trail, raw });
    raw.exec('COMMIT');
    raw.close();
    return row;
  };
}

async function rollBack(folder: TrailFolder, { chance }: { readonly chance: Chance }): Promise<number> {
  const moment = chance.pick(MOMENTS);
  folder.put(folder.copyOf(moment));
  return moment + 1;
}

/** By a server that doesn't know better: no restore, so no one was authorised. */
async function rollBackAndGoOn(
  folder: TrailFolder,
  { chance, anchored }: { readonly chance: Chance; readonly anchored: readonly number[] },
): Promise<number> {
  const moment = chance.pick(MOMENTS);
  const more = chance.pick(MORE);
  folder.put(folder.copyOf(moment, more));
  // What lies between is its own history: the first anchored row that it replaced, or the first that is missing.
  const next = anchored.find((row) => row > moment) ?? 0;
  return Math.min(next, moment + more + 1);
}

async function anchoredIn(folder: TrailFolder): Promise<readonly number[]> {
  const { anchors, close } = await folder.look();
  const numbers = new Set<number>();
  for await (const line of anchors.lines()) if (line.kind === 'anchor') numbers.add(line.anchor.sequence);
  await close();
  return [...numbers].filter((row) => row > 0).sort((a, b) => a - b);
}
